"""One lesson is the same in every format: opened again, each holds the same things."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from bs4 import BeautifulSoup
from docx import Document
from docx.oxml.ns import qn
from docx.text.hyperlink import Hyperlink
from pypdf import PdfReader

from kb.papers.docx import docx
from kb.papers.html import fragment, html
from kb.papers.markdown import markdown
from kb.papers.model import Heading, Image
from kb.papers.pdf import pdf
from kb.papers.written import blocks
from tests.papers.lesson import ADDRESS, ALT, BOARD, LESSON, NOW, TEXT, pictures
from tests.papers.outlines import (
    as_tags,
    links_of,
    of_blocks,
    of_html,
    of_paper,
    of_pdf,
    of_word,
)

if TYPE_CHECKING:
    from kb.papers.model import Block, Paper

SMALL = replace(LESSON, small=True)
BOTH = pytest.mark.parametrize("paper", [LESSON, SMALL], ids=["plain", "small"])


def opened_html(paper: Paper) -> BeautifulSoup:
    """Parse as strictly as there is."""
    text = html(paper)
    html5lib.HTMLParser(strict=True).parse(text)
    return BeautifulSoup(text, "html5lib")


def read_back(paper: Paper) -> list[Any]:
    """Read the Markdown of a paper with the parser of the site."""
    written = markdown(paper).replace("(<timeline.png>)", f"({ADDRESS})")
    return list(of_blocks(blocks(written, pictures)))


def test_the_lesson_has_everything_that_a_text_can_hold() -> None:
    kinds = {kind for kind, _, _ in of_paper(LESSON)}
    assert kinds == {
        "heading", "paragraph", "item", "counted", "quote", "row", "picture", "box",
    }  # fmt: skip
    assert ("counted", 2, "not in the first week") in of_paper(LESSON)
    assert ("item", 1, "transport") in of_paper(LESSON)
    assert ("picture", 0, ALT) in of_paper(LESSON)
    assert [text for text, _ in links_of(LESSON)] == ["full review", "was not brought"]


@BOTH
def test_html_holds_what_the_lesson_holds(paper: Paper) -> None:
    soup = opened_html(paper)
    links = [(a.get_text(), a["href"]) for a in soup.select("section a")]
    assert links == links_of(paper)
    things = [one for part in soup.select("section") for one in of_html(part)]
    assert things == of_paper(paper)


@BOTH
def test_word_holds_what_the_lesson_holds(paper: Paper) -> None:
    content = docx(paper, NOW)
    assert of_word(content)[2:] == of_paper(paper, drawn=True)
    document = Document(io.BytesIO(content))
    links = [
        (link.text, link.url)
        for element in document.element.body.iter(qn("w:hyperlink"))
        for link in [Hyperlink(element, document)]
    ]
    assert links == links_of(paper)


@BOTH
def test_pdf_holds_what_the_lesson_holds(paper: Paper) -> None:
    content = pdf(paper, NOW)
    logo = ("picture", 0, BOARD)
    assert of_pdf(content) == [logo, *as_tags(of_paper(paper, drawn=True))]
    links: list[str] = []
    for page in PdfReader(io.BytesIO(content)).pages:
        notes: Any = page.get("/Annots", [])
        links += [str(one.get_object()["/A"]["/URI"]) for one in notes]
    assert list(dict.fromkeys(links)) == [link for _, link in links_of(paper)]


def test_markdown_reads_back_as_what_the_lesson_holds() -> None:
    found = read_back(LESSON)
    before = found.index(("heading", 4, LESSON.sections[0].title))
    expected = [
        ("heading", level + 2, text) if kind == "heading" else (kind, level, text)
        for kind, level, text in of_paper(LESSON)
    ]
    ends = len(found) - 2  # what it may be used for, and for whom
    said = [one for one in found[before:ends] if one[2] != "Missed appointments"]
    assert said == [
        ("paragraph", 0, text) if kind == "box" else (kind, level, text)
        for kind, level, text in expected
    ]


def test_markdown_keeps_every_word_strong_leading_and_in_its_place() -> None:
    _, *written = LESSON.sections[0].blocks
    section = replace(LESSON.sections[0], blocks=tuple(written))
    text = markdown(replace(LESSON, logo=None, sections=(section,)))
    again = blocks(text.replace("timeline.png", ADDRESS), pictures)
    begins = [isinstance(one, Heading) for one in again].index(True, 1) + 1
    ends = len(again) - 2  # what it may be used for, and for whom
    assert [as_read(one) for one in again[begins:ends]] == written


def as_read(block: Block) -> Block:
    """Give a heading the level that it has below the title of its section."""
    if isinstance(block, Heading):
        return replace(block, level=block.level - 2)
    return block


def test_every_format_shows_the_logo_called_as_the_partnership_is() -> None:
    assert opened_html(LESSON).select("img")[0]["alt"] == BOARD
    assert of_word(docx(LESSON, NOW))[0] == ("picture", 0, BOARD)
    assert of_pdf(pdf(LESSON, NOW))[0] == ("picture", 0, BOARD)
    assert markdown(LESSON).startswith(f"![{BOARD}](<logo.png>)\n\n# ")


def test_only_slides_say_what_the_speaker_says() -> None:
    secret = "Only the speaker"
    assert secret not in html(LESSON)
    assert secret not in markdown(LESSON)
    assert secret not in str(of_word(docx(LESSON, NOW)))
    pages = PdfReader(io.BytesIO(pdf(LESSON, NOW))).pages
    assert secret not in " ".join(page.extract_text() for page in pages)


def test_a_picture_is_shown_from_the_site_on_the_site_and_carried_in_a_file() -> None:
    shown = [one for one in blocks(TEXT, pictures) if isinstance(one, Image)]
    inside = BeautifulSoup(fragment(shown, inside=True).html, "html5lib").img
    outside = BeautifulSoup(fragment(shown, inside=False).html, "html5lib").img
    assert inside is not None
    assert outside is not None
    assert inside["src"] == ADDRESS
    assert str(outside["src"]).startswith("data:image/png;base64,")
