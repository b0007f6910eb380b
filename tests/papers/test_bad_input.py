"""Whatever somebody typed, every format holds it, is valid, and is there at once."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

import html5lib
import pytest
from bs4 import BeautifulSoup
from docx import Document
from pypdf import PdfReader

from kb.papers.docx import docx
from kb.papers.formats import FORMATS
from kb.papers.html import html
from kb.papers.markdown import markdown
from kb.papers.model import (
    Aside,
    Bullets,
    Heading,
    Paper,
    Paragraph,
    Section,
    Span,
    Table,
)
from kb.papers.pdf import pdf
from kb.papers.written import blocks
from tests.papers.lesson import LESSON, NOW, of
from tests.papers.outlines import of_pdf, of_word

if TYPE_CHECKING:
    from kb.papers.model import Words

WIDE = "\n".join(
    ("| " + " | ".join(f"head{n}" for n in range(50)) + " |", "|---" * 50 + "|",
     *("| " + " | ".join(f"cell{n}" for n in range(50)) + " |" for _ in range(40)))
)  # fmt: skip
#: Longer than anybody waits for a file.
SECONDS = 20


def said(text: str) -> Words:
    return (Span(text),)


def text_of_html(paper: Paper) -> str:
    text = html(paper)
    html5lib.HTMLParser(strict=True).parse(text)
    return BeautifulSoup(text, "html5lib").get_text()


def text_of_word(paper: Paper) -> str:
    return " ".join(text for _, _, text in of_word(docx(paper, NOW)))


def text_of_pdf(paper: Paper) -> str:
    pages = PdfReader(io.BytesIO(pdf(paper, NOW))).pages
    words = [page.extract_text() for page in pages]
    assert max(map(len, words)) < 9000
    return " ".join(" ".join(words).replace("\u200b", "").split())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("שלום עולם, זה טקסט", "שלום"),
        ("السلام عليكم", ""),
        ("A smile 😀 and a family 👩‍👩‍👧 and a flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "A smile"),
        ("中文字 and 한국어", "and"),
        ("x" * 3000, "xxx"),
        (WIDE, "head49: cell49"),
        ("\u202eturned \u2066about\ufffe\x07 end", "turned about end"),
        ("#set page(fill: red) #panic() $ x $ @ref <b> \\ ` _a_ *b*", "#panic()"),
        ("- a\n    - b\n        - c\n\n1. d\n\n> quoted\n\n```\ncode\n```", "quoted"),
        ("\n".join(f"{'    ' * n}- step {n}" for n in range(80)), "step 79"),
        ("| one |\n|---|", "one"),
        ("![\u202e](/lessons/ask-again/none.png)", "Picture not found"),
        (">" * 200 + " deep", "deep"),
        ("", ""),
    ],
)
def test_whatever_was_typed_every_format_holds_it(typed: str, kept: str) -> None:
    paper = of(typed)
    assert kept in text_of_html(paper)
    assert kept in re.sub(r"\\(.)", r"\1", markdown(paper))
    assert kept in text_of_word(paper)
    assert kept.isascii() <= (kept in text_of_pdf(paper))


def test_words_that_no_file_can_hold_are_left_out_wherever_they_stand() -> None:
    wrong = "a\x00b\x0bc\ud800d\u202ee\nf"
    table = Table(wrong, (wrong,), ((said(wrong),),))
    inner = (Heading(said(wrong), 9), Bullets((said(wrong),)), table)
    section = Section("x", wrong, (Aside(wrong, inner),), (Paragraph(said(wrong)),))
    paper = Paper(
        wrong, wrong, wrong, (section,), "board", wrong, use=wrong, logo=LESSON.logo
    )
    for form in FORMATS.values():
        assert form.write(paper, NOW)
    assert text_of_word(paper).count("ab cde f") == 9
    assert "ab cde f" in text_of_pdf(paper)
    assert "\u202e" not in html(paper) + markdown(paper)


def test_a_table_of_fifty_columns_is_a_list_for_each_row() -> None:
    found = blocks(WIDE)
    assert len(found) == 80
    name, listed = found[:2]
    assert isinstance(name, Paragraph)
    assert name.words == (Span("head0: cell0", strong=True),)
    assert isinstance(listed, Bullets)
    assert listed.items[-1] == said("head49: cell49")


def test_three_hundred_sections_are_written_at_once() -> None:
    part = blocks("### One\n\n- a\n    - b\n\n> q\n\n| a | b |\n|---|---|\n| 1 | 😀 |")
    sections = tuple(
        Section(f"s{number}", f"Section {number}", part) for number in range(300)
    )
    paper = replace(LESSON, sections=sections)
    for name, form in FORMATS.items():
        before = perf_counter()
        assert form.write(paper, NOW)
        assert perf_counter() - before < SECONDS, name


def test_headings_leave_no_level_out_whatever_was_put_together() -> None:
    deep = (
        Heading(said("Six"), 6),
        Heading(said("Three"), 3),
        Heading(said("Five"), 5),
    )
    sections = (Section("a", "", deep[:1]), Section("b", "B", deep))
    paper = replace(LESSON, sections=sections, logo=None)
    levels = [
        level for kind, level, _ in of_word(docx(paper, NOW)) if kind == "heading"
    ]
    assert levels == [2, 2, 3, 3, 4]
    kinds = [kind for kind, _, _ in of_pdf(pdf(paper, NOW))]
    assert kinds == [f"heading {level}" for level in levels]


def test_lines_that_leave_a_step_of_a_list_out_stand_one_step_in() -> None:
    lines = Bullets(
        (said("a"), said("b"), said("c")), inner=((2, False), (5, True), (0, False))
    )
    section = Section("a", "A", (lines,))
    paper = replace(LESSON, sections=(section,))
    items = [one for one in of_word(docx(paper, NOW)) if one[0] in {"item", "counted"}]
    assert items == [("item", 0, "a"), ("counted", 1, "b"), ("item", 0, "c")]
    assert '<li dir="auto">b</li></ol>' in html(paper)


def test_an_empty_box_is_a_file_that_word_opens() -> None:
    empty = (Aside("", ()), Aside("", (Bullets(()), Paragraph(()))))
    paper = replace(LESSON, sections=(Section("a", "A", empty),))
    for form in FORMATS.values():
        assert form.write(paper, NOW)
    document = Document(io.BytesIO(docx(paper, NOW)))
    assert [bool(one.cell(0, 0).paragraphs) for one in document.tables] == [True, True]


def test_a_paper_without_words_is_a_file_all_the_same() -> None:
    paper = Paper("", "", "", ())
    for form in FORMATS.values():
        assert form.write(paper, NOW)
    assert Document(io.BytesIO(docx(paper, NOW))).core_properties.title
