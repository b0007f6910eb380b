"""The four formats of a paper say the same, and each is what it should be."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import html5lib
from bs4 import BeautifulSoup
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from kb.content.rendering import render
from kb.papers.docx import docx
from kb.papers.html import fragment, html
from kb.papers.markdown import markdown
from kb.papers.model import (
    Bar,
    Bullets,
    Chart,
    Heading,
    Paper,
    Paragraph,
    Section,
    Span,
    Table,
)
from kb.papers.pdf import pdf
from kb.papers.written import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as Doc

    from kb.papers.model import Words

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HEADS = ("Agency", "Action", "Due")
ROWS = (("Police", "Ask | again", "1 May 2026"), ("Schools", "Look *twice*", "–"))


def said(text: str) -> Words:
    return (Span(text),)


PAPER = Paper(
    title="Annual report 2025/26: learning <from> reviews & more",
    subtitle="A board",
    standing="As of 31 March 2026.",
    sections=(
        Section(
            "introduction",
            "Introduction",
            (
                Paragraph(
                    (
                        Span("Read "),
                        Span("the report", "https://example.org/a?b=1&c=2"),
                        Span(" or "),
                        Span("the list", "/board/actions?closure=open"),
                        Span(", "),
                        Span("now", strong=True),
                        Span("."),
                    )
                ),
                Bullets((said("1. First"), said("# Second"))),
            ),
            commentary=(
                Heading(said("What we think")),
                Bullets((said("One"), said("Two")), numbered=True),
                Bullets((said("Three"),), numbered=True),
            ),
        ),
        Section(
            "done",
            "What was done",
            (
                Table(
                    "Carried over",
                    HEADS,
                    tuple(tuple(said(cell) for cell in row) for row in ROWS),
                ),
                Chart(
                    "How they stand",
                    ("State", "Actions"),
                    (Bar("Blue: met", 3, "blue"), Bar("Red: late", 12, "red")),
                ),
            ),
        ),
    ),
    audience="board",
    readers="Members of the board",
)
HEADINGS = ["Introduction", "What we think", "What was done"]
TABLES = [
    [list(HEADS), *[list(row) for row in ROWS]],
    [["State", "Actions"], ["Blue: met", "3"], ["Red: late", "12"]],
]
MARK = "For members of the board only"


def of_html(text: str) -> BeautifulSoup:
    """Parse as strictly as there is."""
    html5lib.HTMLParser(strict=True).parse(text)
    return BeautifulSoup(text, "html5lib")


def headings_in(soup: BeautifulSoup) -> list[str]:
    return [one.get_text() for one in soup.select("h2, h3")]


def tables_in(soup: BeautifulSoup) -> list[list[list[str]]]:
    return [
        [
            [cell.get_text().strip() for cell in row.select("th, td")]
            for row in table.select("tr")
        ]
        for table in soup.select("table")
    ]


def in_word(paper: Paper = PAPER) -> Doc:
    return Document(io.BytesIO(docx(paper, NOW)))


def in_pdf(paper: Paper = PAPER) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(paper, NOW)))


def text_of(reader: PdfReader) -> str:
    words = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(words.replace("\u200b", "").split())


def tagged(node: Any) -> Iterator[dict[str, Any]]:
    """Walk the tags of a PDF."""
    found = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(found, list):
        for one in found:
            yield from tagged(one)
    elif isinstance(found, dict):
        yield found
        yield from tagged(found.get("/K"))


def test_html_holds_headings_tables_and_text() -> None:
    soup = of_html(html(PAPER))
    assert headings_in(soup) == HEADINGS
    assert tables_in(soup) == TABLES
    assert soup.title is not None
    assert soup.title.get_text() == PAPER.title
    assert soup.html is not None
    assert soup.html["lang"] == "en-GB"
    assert [a["href"] for a in soup.select("a")] == ["https://example.org/a?b=1&c=2"]


def test_on_a_page_of_the_site_words_lead_to_its_lists_too() -> None:
    blocks = PAPER.sections[0].blocks
    soup = BeautifulSoup(fragment(blocks, inside=True).html, "html5lib")
    assert [a["href"] for a in soup.select("a")][1] == "/board/actions?closure=open"


def test_markdown_reads_back_as_the_same_headings_tables_and_text() -> None:
    soup = of_html(f"<!DOCTYPE html><title>t</title>{render(markdown(PAPER)).html}")
    headings = [one.get_text() for one in soup.select("h2, h3, h4")]
    assert headings == [PAPER.title, *HEADINGS]
    assert tables_in(soup) == TABLES
    items = [one.get_text().strip() for one in soup.select("ul li")]
    assert items == ["1. First", "# Second"]


def test_word_has_real_headings_and_tables_whose_heads_repeat() -> None:
    document = in_word()
    styles = {par.text: par.style.name for par in document.paragraphs if par.style}
    assert styles[PAPER.title] == "Title"
    assert [text for text in styles if (styles[text] or "").startswith("Heading")] == (
        HEADINGS
    )
    tables = [[[c.text for c in r.cells] for r in t.rows] for t in document.tables]
    assert tables == TABLES
    for table in document.tables:
        head: Any = table.rows[0]._tr.trPr  # noqa: SLF001 - nothing else tells
        assert head.find(qn("w:tblHeader")) is not None


def test_word_has_a_title_a_language_and_words_for_pictures() -> None:
    document = in_word()
    core = document.core_properties
    assert (core.title, core.author, core.language) == (
        PAPER.title,
        "A board",
        "en-GB",
    )
    languages = {
        one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))
    }
    assert languages == {"en-GB"}
    (shape,) = document.inline_shapes
    described = shape._inline.docPr.get("descr")  # noqa: SLF001 - nothing else tells
    assert described == "How they stand: Blue: met 3; Red: late 12."


def test_each_numbered_list_in_word_begins_at_one() -> None:
    listed: list[Any] = [
        par._p.pPr  # noqa: SLF001 - nothing else tells
        for par in in_word().paragraphs
        if par.style is not None and par.style.name == "List Number"
    ]
    numbers = [properties.numPr.numId.val for properties in listed]
    assert len(numbers) == 3
    assert numbers[0] == numbers[1] != numbers[2]


def test_pdf_is_tagged_titled_and_says_that_it_is_for_everybody() -> None:
    reader = in_pdf()
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == PAPER.title
    about = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part(>|=\")1", about)


def test_pdf_has_headings_tables_and_words_for_pictures_in_its_tags() -> None:
    root: Any = in_pdf().trailer["/Root"]
    nodes = list(tagged(root["/StructTreeRoot"]))
    kinds = [str(node.get("/S", "")) for node in nodes]
    assert kinds.count("/H1") == 2
    assert kinds.count("/H2") == 1
    assert kinds.count("/Table") == len(TABLES)
    assert kinds.count("/TH") == sum(len(table[0]) for table in TABLES)
    assert kinds.count("/TD") == sum(len(r) for t in TABLES for r in t[1:])
    alts = [str(node["/Alt"]) for node in nodes if "/Alt" in node]
    assert "How they stand: Blue: met 3; Red: late 12." in alts


def test_pdf_says_what_the_others_say() -> None:
    words = text_of(in_pdf())
    for text in [*HEADINGS, *[cell for t in TABLES for row in t for cell in row]]:
        assert text in words
    assert PAPER.title in words


def test_every_page_says_for_whom_it_is() -> None:
    long = Section(
        "long", "Long", tuple(Paragraph(said("word " * 300)) for _ in "1234567")
    )
    paper = replace(PAPER, sections=(long,))
    reader = in_pdf(paper)
    assert len(reader.pages) > 2
    assert all(MARK in page.extract_text() for page in reader.pages)
    document = in_word(paper)
    assert [one.header.paragraphs[0].text for one in document.sections] == [MARK]
    assert markdown(paper).count(MARK) == 2
    assert html(paper).count(MARK) == 3  # the third stands on each sheet of paper


def test_what_is_for_everyone_has_no_mark() -> None:
    paper = replace(PAPER, audience="public")
    assert paper.mark == ""
    assert "only" not in text_of(in_pdf(paper))
    assert in_word(paper).sections[0].header.paragraphs[0].text == ""


def test_words_from_right_to_left_run_so_in_word() -> None:
    section = Section("introduction", "Introduction", blocks("שלום"))
    paper = replace(PAPER, sections=(section,))
    with zipfile.ZipFile(io.BytesIO(docx(paper, NOW))) as packed:
        body = packed.read("word/document.xml").decode()
    assert "<w:bidi/>" in body
    assert "<w:rtl/>" in body


def test_the_same_paper_gives_the_same_files_on_the_same_day() -> None:
    later = NOW.replace(hour=15, minute=30)
    assert docx(PAPER, NOW) == docx(PAPER, later)
    assert pdf(PAPER, NOW) == pdf(PAPER, later)
