"""Every page says for whom and for what it is, in every format."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from pypdf import PdfReader

from kb.papers.docx import docx
from kb.papers.html import html
from kb.papers.markdown import markdown
from kb.papers.model import Paper, Paragraph, Section, Span
from kb.papers.pdf import pdf
from tests.papers.lesson import BOARD, LESSON, MARK, NOW, PUBLIC, USE

LONG = Section(
    "long", "Long", tuple(Paragraph((Span("word " * 300),)) for _ in "12345678")
)
PAPERS = pytest.mark.parametrize(
    "paper",
    [replace(LESSON, sections=(LONG,)), replace(LESSON, sections=(LONG,), small=True)],
    ids=["plain", "small"],
)


@PAPERS
def test_every_page_of_a_pdf_says_for_whom_and_for_what_it_is(paper: Paper) -> None:
    pages = PdfReader(io.BytesIO(pdf(paper, NOW))).pages
    assert len(pages) > 1
    for page in pages:
        said = " ".join(page.extract_text().split())
        assert MARK in said
        assert USE in said


@PAPERS
def test_every_kind_of_page_in_word_says_for_whom_and_for_what_it_is(
    paper: Paper,
) -> None:
    for section in Document(io.BytesIO(docx(paper, NOW))).sections:
        for head in (
            section.header,
            section.first_page_header,
            section.even_page_header,
        ):
            assert [par.text for par in head.paragraphs] == [MARK]
        for foot in (
            section.footer,
            section.first_page_footer,
            section.even_page_footer,
        ):
            assert foot.paragraphs[0].text == USE
            assert paper.title in foot.paragraphs[1].text


@PAPERS
def test_a_web_page_says_it_where_it_is_seen_and_on_each_sheet(paper: Paper) -> None:
    text = html(paper)
    sheet = text.partition("@page")[2].partition("</style>")[0]
    assert f'@top-center {{ font: bold 9pt Arial, sans-serif; content: "{MARK}" }}' in (
        sheet
    )
    assert "For learning and training\\3b  not to find out" in sheet
    body = text.partition("</style>")[2]
    assert (body.count(MARK), body.count(USE)) == (2, 1)


@PAPERS
def test_markdown_says_it_at_its_top_and_at_its_end(paper: Paper) -> None:
    top, _, rest = markdown(paper).partition("## Long")
    assert MARK in top
    assert USE in top
    assert MARK in rest
    assert USE in rest


def test_what_is_for_everyone_has_no_mark() -> None:
    assert PUBLIC.mark == ""
    text = html(PUBLIC) + markdown(PUBLIC)
    pages = PdfReader(io.BytesIO(pdf(PUBLIC, NOW))).pages
    text += " ".join(page.extract_text() for page in pages)
    document = Document(io.BytesIO(docx(PUBLIC, NOW)))
    text += document.sections[0].header.paragraphs[0].text
    assert "agencies only" not in text
    assert USE not in text


def test_no_word_of_a_mark_becomes_style_or_element() -> None:
    sly = '"; } </style><script>x</script> \\'
    paper = replace(LESSON, readers=sly, use=sly)
    text = html(paper)
    assert "<script" not in text
    assert text.count("</style>") == 1


def test_every_file_says_whose_it_is_and_of_which_day() -> None:
    page = PdfReader(io.BytesIO(pdf(LESSON, NOW))).pages[0].extract_text()
    document = Document(io.BytesIO(docx(LESSON, NOW)))
    lines = "\n".join(par.text for par in document.paragraphs)
    for text in (page, lines, html(LESSON), markdown(LESSON)):
        assert BOARD in text
        assert LESSON.standing in text


def test_no_file_says_who_made_it_or_on_which_machine() -> None:
    core = Document(io.BytesIO(docx(LESSON, NOW))).core_properties
    told = (core.last_modified_by, core.comments, core.keywords, core.category)
    assert told == ("", "", "", "")
    about = PdfReader(io.BytesIO(pdf(LESSON, NOW))).metadata
    assert about is not None
    assert set(about) <= {
        "/Title", "/Author", "/Creator", "/CreationDate", "/ModDate", "/Producer",
    }  # fmt: skip
    assert (about.author, about.title) == (BOARD, LESSON.title)
