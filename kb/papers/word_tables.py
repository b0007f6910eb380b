"""Tables in a Word document, whose heads repeat, and boxes beside the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt

from kb.papers.model import Span
from kb.papers.widths import shares
from kb.papers.word_lines import said
from kb.papers.word_styles import GREY, INK, MIST

if TYPE_CHECKING:
    from docx.shared import Length
    from docx.table import Table as Grid
    from docx.table import _Cell

    from kb.papers.model import Table
    from kb.papers.word_blocks import Story

#: Room inside a box and inside a cell: at the sides, and above and below.
_BOX, _CELL = (Mm(4), Mm(2.5)), (Mm(1.8), Mm(0))
_NO_LINE = 'w:val="nil"'
#: Lines of a table in the order of Word.
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
#: The last properties of a table and of a cell, before which others stand.
_AFTER_LINES = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def tabled(story: Story, block: Table) -> None:
    """Write a table: its rows stay whole, its heads stand again on each page."""
    if not block.heads:
        return
    if block.caption:
        caption = story.line("Caption")
        caption.add_run(block.caption)
        caption.paragraph_format.keep_with_next = True
    table = _table(story, block.caption, len(block.rows) + 1, len(block.heads))
    _lines(table, bottom=_line(GREY), insideH=_line(GREY))
    widths = [round(story.width * share) for share in shares(block)]
    lines = [tuple((Span(head, strong=True),) for head in block.heads), *block.rows]
    for row, line in zip(table.rows, lines, strict=True):
        _mark(row, "w:cantSplit")
        for cell, words, wide in zip(row.cells, line, widths, strict=True):
            cell.width = Emu(wide)
            par = cell.paragraphs[0]
            par.style = "Table Text"
            _pad(cell, *_CELL)
            said(par, words)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Emu(wide)
    _mark(table.rows[0], "w:tblHeader")
    for cell in table.rows[0].cells:
        _fill(cell)
    _end(story)


def box(story: Story, title: str) -> tuple[_Cell, int]:
    """Begin a box: one cell, with a line of ink at its side; give its room too."""
    table = _table(story, title, 1, 1)
    _lines(table, left=_line(INK, 24))
    cell = table.cell(0, 0)
    cell.width = Emu(story.width)
    _fill(cell)
    _pad(cell, *_BOX)
    _titled(cell, title)
    _end(story)
    return cell, story.width - 2 * _BOX[0]


def _titled(cell: _Cell, title: str) -> None:
    first = cell.paragraphs[0]
    if title:
        first.style = "Aside Title"
        said(first, (Span(title),))
        first.paragraph_format.keep_with_next = True
    else:
        first._p.getparent().remove(first._p)  # noqa: SLF001 - no other way


def _table(story: Story, name: str, rows: int, columns: int) -> Grid:
    table: Grid = story.inside.add_table(rows, columns)
    table.style = "Table Grid"
    table.autofit = False
    # What a screen reader says before it reads the cells.
    said = OxmlElement("w:tblCaption")
    said.set(qn("w:val"), name)
    if name:
        table._tbl.tblPr.append(said)  # noqa: SLF001 - no other way in
    return table


def _lines(table: Grid, **sides: str) -> None:
    drawn = "".join(f"<w:{one} {sides.get(one, _NO_LINE)}/>" for one in _SIDES)
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{drawn}</w:tblBorders>")
    # Cells have room of their own, so that tables begin where the text begins.
    none = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    room = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{none}</w:tblCellMar>")
    properties = table._tbl.tblPr  # noqa: SLF001 - no other way in
    properties.insert_element_before(borders, *_AFTER_LINES)
    properties.insert_element_before(room, "w:tblLook")


def _line(colour: str, eighths: int = 4) -> str:
    return f'w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"'


def _pad(cell: _Cell, beside: Length, above: Length) -> None:
    """Give a cell room inside."""
    sides = {"top": above, "left": beside, "bottom": above, "right": beside}
    inner = "".join(
        f'<w:{side} w:w="{round(room.pt * 20)}" w:type="dxa"/>'
        for side, room in sides.items()
    )
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - no other way in
    properties.append(parse_xml(f"<w:tcMar {nsdecls('w')}>{inner}</w:tcMar>"))


def _fill(cell: _Cell) -> None:
    filled = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{MIST}"/>'
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - no other way in
    properties.insert_element_before(parse_xml(filled), "w:tcMar")


def _end(story: Story) -> None:
    """Part a table from what follows, or Word would join two tables into one."""
    gap = story.line("Normal")
    gap.paragraph_format.space_after = Pt(0)
    gap.paragraph_format.line_spacing = Pt(8)


def _mark(row: Any, how: str) -> None:  # noqa: ANN401 - a row of python-docx
    """Let a row stand again on each page, or stay on one page."""
    mark = OxmlElement(how)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - no other way in
