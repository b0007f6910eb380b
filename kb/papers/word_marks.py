"""What stands at the head and at the foot of every page of a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from kb.papers.model import Span
from kb.papers.word_lines import field, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as Doc
    from docx.section import _Footer, _Header
    from docx.text.paragraph import Paragraph as Par

    from kb.papers.model import Paper

#: A board's own feet may have letters as large as its text.
_FINE = Pt(8)


def mark_every_page(document: Doc, paper: Paper) -> None:
    """Say for whom and for what it is on all kinds of pages of all sections."""
    for section in document.sections:
        heads = (
            section.header,
            section.first_page_header,
            section.even_page_header,
        )
        feet = (
            section.footer,
            section.first_page_footer,
            section.even_page_footer,
        )
        for head in heads if paper.mark else ():
            line = _first(head)
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.add_run(paper.mark).bold = True
        for foot in feet:
            _foot(foot, paper)


def shows_pictures(document: Doc) -> bool:
    """Say whether the heads of a board's own document have its logo already."""
    heads = [
        head
        for section in document.sections
        for head in (section.header, section.first_page_header)
        if not head.is_linked_to_previous
    ]
    return any(head._element.xpath(".//w:drawing | .//w:pict") for head in heads)  # noqa: SLF001


def _foot(foot: _Footer, paper: Paper) -> None:
    """Leave what a board has at its foot, and add what the paper may be used for."""
    empty = not _says_anything(foot)
    lines = _blank(foot)
    if paper.use:
        line = next(lines)
        said(line, (Span(paper.use),))
        for run in line.runs:
            run.font.size = _FINE
    if empty:
        line = next(lines)
        line.add_run(f"{paper.title}. Page ")
        field(line, "PAGE")
        line.add_run(" of ")
        field(line, "NUMPAGES")


def _says_anything(edge: _Header | _Footer) -> bool:
    return bool(edge._element.xpath(".//w:t | .//w:drawing | .//w:pict | .//w:tbl"))  # noqa: SLF001


def _first(head: _Header) -> Par:
    """Give a line above all that stands in a head."""
    found: list[Par] = head.paragraphs
    if len(found) == 1 and not _says_anything(head):
        found[0].style = "Header"
        return found[0]
    line: Par = head.add_paragraph("", "Header")
    head._element.insert(0, line._p)  # noqa: SLF001 - python-docx adds at the end alone
    return line


def _blank(foot: _Footer) -> Iterator[Par]:
    """Give lines at the end of a foot, first one that is there and says nothing."""
    for line in foot.paragraphs[-1:]:
        if not _says_anything(foot):
            line.style = "Footer"
            yield line
    while True:
        yield foot.add_paragraph("", "Footer")
