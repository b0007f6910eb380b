"""Slides as PowerPoint files: places, words, pictures and language."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from pptx.enum.shapes import PP_PLACEHOLDER

from kb.papers.model import Image, Paper, Section, Span, Table
from kb.papers.pptx import pptx
from kb.papers.slides import slides
from kb.papers.words import paragraph, say
from kb.papers.written import blocks
from tests.papers.lesson import ALT, BOARD, LESSON, MARK, NOW, PUBLIC, USE, drawn, of
from tests.papers.shown import (
    EDGES,
    TITLES,
    described,
    kinds,
    opened,
    parts,
    set_as,
    texts,
)

LANGUAGES = re.compile(rb"\blang=\"([^\"]*)\"")


@pytest.fixture(scope="module")
def made() -> bytes:
    return pptx(LESSON, NOW)


def test_each_slide_has_a_title_that_is_read_first(made: bytes) -> None:
    deck = opened(made)
    titles = [page.shapes.title.text_frame.text for page in deck.slides]
    assert titles == [one.title for one in slides(LESSON)]
    assert len(set(titles)) == len(titles)
    assert all(page.shapes[0].shape_id == page.shapes.title.shape_id
               for page in deck.slides)  # fmt: skip


def test_the_words_of_a_slide_stand_in_its_placeholders(made: bytes) -> None:
    for page, slide in zip(opened(made).slides, slides(LESSON), strict=True):
        inner = [one for one in page.placeholders
                 if one.placeholder_format.type not in TITLES | EDGES]  # fmt: skip
        if slide.lines:
            (body,) = inner
            lines = ["".join(s.text for s in line.words) for line in slide.lines]
            assert [par.text for par in body.text_frame.paragraphs] == lines
        elif not slide.shown:
            assert inner == []


def test_no_placeholder_is_left_empty(made: bytes) -> None:
    for page in opened(made).slides:
        assert all(text.strip() for text in texts(page))


def test_lists_are_lists_with_their_depth_and_count() -> None:
    text = "1. One\n    - Inner\n2. Two\n\nPlain."
    (page,) = list(opened(pptx(of(text), NOW)).slides)[1:]
    body = page.placeholders[1]
    found = [
        (par.level, [one.tag.rpartition("}")[2] for one in how], par.text)
        for par, how in zip(body.text_frame.paragraphs, set_as(body), strict=True)
    ]
    assert found == [
        (0, ["buFont", "buAutoNum"], "One"),
        (1, ["buFont", "buChar"], "Inner"),
        (0, ["buFont", "buAutoNum"], "Two"),
        (0, ["buNone"], "Plain."),
    ]


def test_links_that_lead_outside_can_be_followed(made: bytes) -> None:
    runs = [run for page in opened(made).slides for one in page.shapes
            if one.has_text_frame for par in one.text_frame.paragraphs
            for run in par.runs]  # fmt: skip
    links = {run.hyperlink.address for run in runs} - {None}
    assert "https://example.org/review?a=1&b=2" in links


def test_everything_said_is_in_british_english(made: bytes) -> None:
    found = {one for _, part in parts(made) for one in LANGUAGES.findall(part)}
    assert found == {b"en-GB"}
    runs = [part.count(b"<a:rPr") for name, part in parts(made) if "slides/" in name]
    said = [len(LANGUAGES.findall(p)) for name, p in parts(made) if "slides/" in name]
    assert all(many >= few for few, many in zip(runs, said, strict=True))


def test_the_speaker_has_the_notes_and_what_was_cut(made: bytes) -> None:
    for page, slide in zip(opened(made).slides, slides(LESSON), strict=True):
        notes = ["".join(span.text for span in note) for note in slide.notes]
        assert page.notes_slide.notes_text_frame.text == "\n".join(notes)


def test_each_slide_and_page_of_notes_says_for_whom_and_for_what(made: bytes) -> None:
    for page in opened(made).slides:
        foot = f"{MARK}. {USE}"
        assert foot in texts(page)
        assert foot in texts(page.notes_slide)
        assert PP_PLACEHOLDER.SLIDE_NUMBER in kinds(page)
        assert PP_PLACEHOLDER.SLIDE_NUMBER in kinds(page.notes_slide)


def test_what_is_for_everybody_has_no_foot() -> None:
    for page in opened(pptx(PUBLIC, NOW)).slides:
        assert PP_PLACEHOLDER.FOOTER not in kinds(page)


def test_a_long_word_on_its_use_is_whole_in_the_first_notes() -> None:
    use = "Only for learning. " * 30
    first = opened(pptx(of("One.", use=use), NOW)).slides[0]
    assert use.strip() in first.notes_slide.notes_text_frame.text


def test_pictures_are_whole_and_have_words_for_who_does_not_see_them(
    made: bytes,
) -> None:
    shown = [one for page in opened(made).slides for one in page.shapes
             if hasattr(one, "image")]  # fmt: skip
    assert [described(one) for one in shown] == [
        BOARD,
        ALT,
        "Missed appointments: Transport 12; Fear 3.",
    ]
    timeline = shown[1]
    assert timeline.is_placeholder
    assert timeline.crop_left == timeline.crop_top == 0
    assert round(timeline.width / timeline.height, 2) == 2.0


def test_a_picture_that_is_missing_or_broken_is_said_in_words() -> None:
    for content in (b"", b"no picture", drawn()[:60]):
        section = Section("x", "Part", (Image(content, "A map of the town"),))
        page = opened(pptx(replace(LESSON, sections=(section,)), NOW)).slides[1]
        assert "Picture not found: A map of the town" in texts(page)


def test_a_table_is_a_table_with_heads() -> None:
    text = "| Who | Due |\n|---|---|\n| *Trust* | June |\n| | July |\n"
    page = opened(pptx(of(text), NOW)).slides[1]
    (frame,) = [one for one in page.shapes if one.has_table]
    rows = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert rows == [["Who", "Due"], ["Trust", "June"], ["", "July"]]
    assert frame.table.first_row
    assert described(frame) == "Table: Who, Due"


def test_a_table_of_fifty_columns_gives_a_file_that_opens() -> None:
    heads = tuple(f"Head{one}" for one in range(50))
    row = tuple(say(f"cell{one}") for one in range(50))
    section = Section("x", "Part", (Table("Wide", heads, (row,)),))
    deck = opened(pptx(replace(LESSON, sections=(section,)), NOW))
    told = " ".join(text for page in deck.slides for text in texts(page))
    assert all(f"Head{one}: cell{one}" in told for one in range(1, 50))


def test_arabic_runs_from_right_to_left_and_english_beside_it_does_not() -> None:
    page = opened(pptx(of("اسأل الطفل.\n\nAsk the child 😀."), NOW)).slides[1]
    body = page.placeholders[1]
    ways = [(one.get("rtl"), one.get("algn")) for one in set_as(body)]
    assert ways == [("1", "r"), ("0", None)]
    assert body.text_frame.paragraphs[1].text == "Ask the child 😀."


def test_what_no_file_can_hold_is_left_out() -> None:
    odd = "a\x00b\x0bc\ud800d\ufffe\u202ee"
    section = Section(odd, odd, (paragraph(Span(odd)),), notes=(paragraph(Span(odd)),))
    paper = Paper(odd, odd, odd, (section,), "x", odd, use=odd)
    pages = opened(pptx(paper, NOW)).slides
    assert pages[1].shapes.title.text_frame.text == "ab cde (2 of 2)"


def test_a_course_of_three_hundred_parts_opens() -> None:
    some = tuple(Section("x", f"Part {one}", blocks("Ask.")) for one in range(300))
    assert len(opened(pptx(Paper("Course", "", "", some), NOW)).slides) == 301
