"""Papers of any blocks at all: no wall of text, no word lost, no title twice."""

from __future__ import annotations

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from kb.papers.cutting import MOST_LINES, MOST_WORDS
from kb.papers.model import (
    Aside,
    Bullets,
    Chart,
    Heading,
    Image,
    Paper,
    Paragraph,
    Quote,
    Section,
    Span,
    Table,
)
from kb.papers.pptx import pptx
from kb.papers.ready import ready
from kb.papers.slides import slides
from tests.papers.cut import high, words_of, words_on, wordy
from tests.papers.lesson import NOW, drawn

_WORDS = st.sampled_from(
    [
        *"Ask. why the child was not? Dr. e.g. ، اسأل 你好。 😀 x:".split(),
        "w" * 300,
        " ",
    ]
)
_TEXT = st.lists(_WORDS, max_size=60).map(" ".join)
_LINE = st.lists(
    st.builds(Span, _TEXT, st.sampled_from(["", "https://example.org"]), st.booleans()),
    max_size=2,
).map(tuple)
_LINES = st.lists(_LINE, min_size=1, max_size=9).map(tuple)
_ROWS = st.lists(st.lists(_LINE, max_size=7).map(tuple), max_size=4).map(tuple)
_HEADS = st.lists(st.sampled_from(["Who", "When", ""]), max_size=7).map(tuple)
_PLAIN = st.one_of(
    st.builds(Paragraph, _LINE, st.booleans()),
    st.builds(Heading, _LINE, st.integers(2, 6)),
    st.builds(Bullets, _LINES, st.booleans()),
    st.builds(Quote, _LINES),
    st.builds(Table, _TEXT, _HEADS, _ROWS),
    st.builds(Chart, _TEXT, st.just(("Who", "How many")), st.just(())),
    st.builds(Image, st.sampled_from([b"", drawn()]), _TEXT),
)
_BLOCKS = st.lists(
    _PLAIN | st.builds(Aside, _TEXT, st.lists(_PLAIN, max_size=3).map(tuple)),
    max_size=6,
).map(tuple)
_TITLES = st.sampled_from(["", "Part", "part", "Course", "Part (1 of 2)", "x" * 120])
_PAPERS = st.builds(
    Paper,
    st.sampled_from(["Course", "Part", ""]),
    _TEXT,
    st.just("1 May 2026"),
    st.lists(
        st.builds(Section, st.just("x"), _TITLES, _BLOCKS, st.just(()), _BLOCKS),
        max_size=3,
    ).map(tuple),
    use=_TEXT,
)


@given(_PAPERS)
@settings(max_examples=60, deadline=None)
def test_any_paper_is_cut_without_a_wall_of_text_or_a_word_lost(paper: Paper) -> None:
    paper = ready(paper)
    found = slides(paper)
    assert len({one.title.casefold() for one in found}) == len(found)
    assert all(one.title for one in found)
    assert all(
        wordy(one) <= MOST_WORDS and high(one) <= MOST_LINES for one in found[1:]
    )
    told = {word for one in found for word in words_on(one)}
    # A line of a list that says nothing has no number either.
    assert {word for word in words_of(paper) if not word.isdigit()} <= told


@given(_PAPERS)
@settings(max_examples=8, deadline=None)
def test_any_paper_gives_a_file_that_opens(paper: Paper) -> None:
    deck = Presentation(BytesIO(pptx(paper, NOW)))
    assert len(deck.slides) == len(slides(ready(paper)))
