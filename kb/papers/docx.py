"""A paper as a Word document: real headings, lists and tables, in British English."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from kb.papers.direction import runs_left
from kb.papers.model import Bullets, Chart, Heading, Paragraph, Span, Table
from kb.papers.pdf import picture
from kb.papers.widths import shares

if TYPE_CHECKING:
    from docx.document import Document as Doc
    from docx.text.paragraph import Paragraph as Par

    from kb.papers.model import Block, Paper, Words

_LANGUAGE = "en-GB"
_TEXT_WIDTH = Cm(17)
_INK = RGBColor(0x0B, 0x4F, 0x4A)
_SIZES = {
    "Normal": 11,
    "Title": 22,
    "Heading 1": 15,
    "Heading 2": 13,
    "Heading 3": 12,
    "Caption": 10,
    "Footer": 9,
}


def docx(paper: Paper, now: datetime) -> bytes:
    """Write a paper as DOCX."""
    document = Document()
    _set_up(document, paper, now)
    document.add_paragraph(paper.title, "Title")
    document.add_paragraph(paper.subtitle)
    document.add_paragraph(paper.standing)
    for section in paper.sections:
        document.add_heading(section.title, 1)
        for block in (*section.commentary, *section.blocks):
            _block(document, block)
    return _packed(document)


def _packed(document: Doc) -> bytes:
    """Pack a document so that the same paper gives the same file on the same day."""
    file, again = BytesIO(), BytesIO()
    document.save(file)
    with ZipFile(file) as loose, ZipFile(again, "w", ZIP_DEFLATED) as packed:
        for name in loose.namelist():
            packed.writestr(ZipInfo(name), loose.read(name), ZIP_DEFLATED)
    return again.getvalue()


def _set_up(document: Doc, paper: Paper, now: datetime) -> None:
    core = document.core_properties
    core.title, core.author, core.language = paper.title, paper.subtitle, _LANGUAGE
    core.comments = ""
    # Word keeps no zone: python-docx wants a bare moment, and one that is no hour.
    core.created = core.modified = datetime(now.year, now.month, now.day)  # noqa: DTZ001
    _styles(document)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    if paper.mark:
        top = page.header.paragraphs[0]
        top.alignment = WD_ALIGN_PARAGRAPH.CENTER
        top.add_run(paper.mark).bold = True
    bottom = page.footer.paragraphs[0]
    bottom.add_run(f"{paper.title}. Page ")
    _field(bottom, "PAGE")


def _styles(document: Doc) -> None:
    """Give every style its letters, and the document its language."""
    for name, size in _SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for which in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{which}"), "Arial")
            fonts.attrib.pop(qn(f"w:{which}Theme"), None)
        if name not in {"Normal", "Footer"}:
            style.font.color.rgb = _INK
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)


def _field(par: Par, code: str) -> None:
    """Put a number in that the reader's program works out."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    par._p.append(field)  # noqa: SLF001 - python-docx has no other way in


def _block(document: Doc, block: Block) -> None:
    match block:
        case Paragraph():
            par = document.add_paragraph()
            par.paragraph_format.keep_with_next = _leads(block)
            _said(par, block.words)
        case Heading():
            _said(document.add_heading("", min(block.level - 1, 9)), block.words)
        case Bullets():
            _list(document, block)
        case Table():
            _table(document, block)
        case Chart():
            _caption(document, block.title)
            _picture(document, block)
            _table(document, replace(block.table, caption=""))


def _leads(block: Paragraph) -> bool:
    """Say whether a paragraph must not stand alone at the foot of a page."""
    return bool(block.words) and block.words[-1].text.endswith(":")


def _list(document: Doc, block: Bullets) -> None:
    style = "List Number" if block.numbered else "List Bullet"
    number = _new_numbering(document) if block.numbered else 0
    for words in block.items:
        par = document.add_paragraph("", style)
        if number:
            # python-docx has no words of its own for the numbers of a list.
            properties = par._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number
        _said(par, words)


def _new_numbering(document: Doc) -> int:
    """Let a numbered list begin at 1, whatever lists stand before it."""
    style = document.styles["List Number"].element
    known = document.part.numbering_part.element
    first = known.num_having_numId(style.pPr.numPr.numId.val)
    made = known.add_num(first.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def _caption(document: Doc, text: str) -> None:
    document.add_paragraph(text, "Caption").paragraph_format.keep_with_next = True


def _picture(document: Doc, block: Chart) -> None:
    run = document.add_paragraph().add_run()
    shape = run.add_picture(BytesIO(picture(block)), width=Cm(16))
    said = shape._inline.docPr  # noqa: SLF001 - python-docx has no other way in
    said.set("descr", block.alt)
    said.set("title", block.title)


def _table(document: Doc, block: Table) -> None:
    if block.caption:
        _caption(document, block.caption)
    width = len(block.heads)
    table = document.add_table(len(block.rows) + 1, width, "Table Grid")
    table.autofit = False
    widths = [round(_TEXT_WIDTH * share) for share in shares(block)]
    lines = [tuple((Span(head, strong=True),) for head in block.heads), *block.rows]
    for row, line in zip(table.rows, lines, strict=True):
        _mark(row, "w:cantSplit")
        for cell, words, wide in zip(row.cells, line, widths, strict=True):
            cell.width = wide
            par = cell.paragraphs[0]
            par.paragraph_format.space_after = Pt(2)
            _said(par, words)
            for run in par.runs:
                run.font.size = Pt(10)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    _mark(table.rows[0], "w:tblHeader")
    document.add_paragraph()


def _mark(row: Any, how: str) -> None:  # noqa: ANN401 - a row of python-docx
    """Let a row stand again on each page, or stay on one page."""
    mark = OxmlElement(how)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - no other way in


def _said(par: Par, words: Words) -> None:
    left = runs_left(words)
    if left:
        # Nor for the direction of a paragraph.
        par._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001
    for span in words:
        if span.outside:
            _link(par, span)
        else:
            run = par.add_run(span.text)
            run.bold, run.italic = span.strong or None, span.em or None
            run.font.rtl = left or None


def _link(par: Par, span: Span) -> None:
    """Add words that lead to the web."""
    link = OxmlElement("w:hyperlink")
    address = par.part.relate_to(
        span.outside, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link.set(qn("r:id"), address)
    run = par.add_run(span.text)
    run.font.color.rgb, run.underline = RGBColor(0x1A, 0x65, 0xA6), True
    run.bold, run.italic = span.strong or None, span.em or None
    link.append(run._r)  # noqa: SLF001 - the run moves into the link
    # Nor for a link.
    par._p.append(link)  # noqa: SLF001
