from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.content import sources
from kb.content.documents import KINDS, Document, Lesson, Policy, Review
from kb.errors import InvalidContentError
from tests.factories import LESSON, POLICY, REVIEW

HOUSE = Path(__file__).parents[2]
STARTERS = sorted(
    path for folder in KINDS for path in (HOUSE / "content" / folder).glob("*.md")
)


def kind_of(path: Path) -> type[Document]:
    return KINDS[path.parent.name]


@pytest.mark.parametrize("path", STARTERS, ids=lambda path: path.stem)
def test_a_starter_document_says_the_same_after_it_was_written_anew(path: Path) -> None:
    document = sources.read(kind_of(path), path.stem, path.read_text("utf-8"))
    written = sources.text_of(document)
    assert sources.read(kind_of(path), path.stem, written) == document
    assert sources.text_of(document) == written


def test_many_starter_reviews_are_written_to_the_letter_as_people_wrote_them() -> None:
    same = 0
    for path in (one for one in STARTERS if kind_of(one) is Review):
        source = path.read_text("utf-8")
        same += source == sources.text_of(sources.read(Review, path.stem, source))
    assert same > 20


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(text=texts.filter(str.strip))
@example(text="null")
@example(text="nULL")
@example(text="~")
@example(text="2020-05-01")
@example(text="- a\n-  b \n\n\n  c")
@example(text="a: b # c")
@example(text="---")
@example(text="x\x85y\u2028z\ufeff\r\x00\x07")
def test_any_text_comes_back_as_it_was(text: str) -> None:
    fields = LESSON | {"content_note": text, "cleared_by": text}
    written = sources.written(Lesson, fields, "Text")
    back = sources.read(Lesson, "ask-again", written)
    assert isinstance(back, Lesson)
    assert (back.content_note, back.cleared_by) == (text, text)


@given(below=texts)
@example(below="---\ntitle: another")
def test_any_text_below_the_fields_comes_back_without_space_around(below: str) -> None:
    back = sources.read(Lesson, "a", sources.written(Lesson, LESSON, below))
    assert back.markdown == below.replace("\r\n", "\n").strip()


def test_fields_stand_in_the_order_of_the_schema_and_empty_ones_nowhere() -> None:
    fields: dict[str, Any] = dict(reversed(REVIEW.items())) | {
        "area": "",
        "ages": [],
        "public_until": None,
        "sources": [{"kind": "press", "url": "https://example.org", "seen_on": ""}],
    }
    written = sources.written(Review, fields, "")
    front = [line.split(":")[0] for line in written.splitlines()[1:-1]]
    assert front == [
        "title", "audience", "status", "owner", "themes", "summary", "review_type",
        "body", "nation", "published", "agencies", "sources", "  - kind", "    url",
        "verification",
    ]  # fmt: skip
    assert "published: 2019-05\n" in written
    assert "agencies: [police]\n" in written


def test_wrong_fields_are_written_too_so_that_reading_says_what_is_wrong() -> None:
    fields = LESSON | {"urgency": "soon", "review_due": "tomorrow", "title": ""}
    with pytest.raises(InvalidContentError) as caught:
        sources.read(Lesson, "a", sources.written(Lesson, fields, ""))
    assert {problem.field for problem in caught.value.problems} == {
        "title",
        "urgency",
        "review_due",
    }


def test_nothing_at_all_can_be_written_and_is_said_to_lack_everything() -> None:
    with pytest.raises(InvalidContentError) as caught:
        sources.read(Lesson, "a", sources.written(Lesson, {}, ""))
    assert {"title", "statement", "for"} <= {p.field for p in caught.value.problems}


def test_a_list_whose_only_item_is_wrong_is_not_called_too_short() -> None:
    wrong = dict(POLICY["updates"][0]) | {"date": "2020-13"}
    source = sources.written(Policy, POLICY | {"updates": [wrong]}, "")
    with pytest.raises(InvalidContentError) as caught:
        sources.read(Policy, "a", source)
    assert [problem.field for problem in caught.value.problems] == ["updates[1].date"]
