"""Tables and pictures on slides, in the place that the layout has for them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pptx.enum.shapes import PP_PLACEHOLDER as PLACE
from pptx.shapes.placeholder import PicturePlaceholder, TablePlaceholder
from pptx.util import Cm, Emu, Pt

from kb.papers.model import Chart, Span
from kb.papers.pdf import picture
from kb.papers.pictures import points
from kb.papers.places import describe, kind_of, remove
from kb.papers.slide_words import write
from kb.papers.widths import shares

if TYPE_CHECKING:
    from pptx.slide import Slide
    from pptx.table import _Cell

    from kb.papers.model import Image, Table, Words
    from kb.papers.places import Shape

_LETTERS, _EDGE = Pt(24), Cm(0.2)
_LINE = Cm(1.4)
#: What PowerPoint calls Light Style 2 - Accent 1: heads on colour, lines around rows.
_LOOK = "{69012ECD-51FC-41F1-AA8D-1B2483CD663E}"


def show_picture(page: Slide, place: Shape, shown: Chart | Image) -> None:
    """Put a picture into a place, whole and in its middle, with words for it."""
    content = picture(shown) if isinstance(shown, Chart) else shown.content
    left, top, room = place.left, place.top, (place.width, place.height)
    shape = _picture(page, place, content)
    shape.width, shape.height = fitted(points(content), room)
    shape.left, shape.top = left + (room[0] - shape.width) // 2, top
    describe(shape, shown.alt)


def _picture(page: Slide, place: Shape, content: bytes) -> Shape:
    """Fill a place that takes pictures, so that it moves when the look is changed."""
    if kind_of(place) not in {PLACE.OBJECT, PLACE.PICTURE}:
        remove(place)
        return page.shapes.add_picture(BytesIO(content), Emu(0), Emu(0))
    free: Shape = PicturePlaceholder(place._element, place._parent)  # noqa: SLF001
    shape = free.insert_picture(BytesIO(content))
    shape.crop_left = shape.crop_right = shape.crop_top = shape.crop_bottom = 0
    return shape


def show_table(page: Slide, place: Shape, table: Table) -> None:
    """Put a table into a place; its first row says what stands in each column."""
    rows, columns = len(table.rows) + 1, len(table.heads)
    left, top, width = place.left, place.top, place.width
    height = Emu(_LINE * rows)
    if kind_of(place) is PLACE.OBJECT:
        free: Shape = TablePlaceholder(place._element, place._parent)  # noqa: SLF001
        shape = free.insert_table(rows, columns)
    else:
        remove(place)
        shape = page.shapes.add_table(rows, columns, left, top, width, height)
    shape.left, shape.top, shape.width, shape.height = left, top, width, height
    describe(shape, table.caption or f"Table: {', '.join(table.heads)}")
    _fill(shape.table, table, width)


def fitted(size: tuple[int, int], room: tuple[int, int]) -> tuple[Emu, Emu]:
    """Say how large a picture is shown, so that all of it is seen."""
    scale = min(room[0] / size[0], room[1] / size[1])
    return Emu(round(size[0] * scale)), Emu(round(size[1] * scale))


def _fill(grid: Shape, table: Table, width: int) -> None:
    for style in grid._tbl.tblPr:  # noqa: SLF001 - python-pptx has no other way in
        style.text = _LOOK
    for column, share in zip(grid.columns, shares(table), strict=True):
        column.width = Emu(round(width * share))
    lines = [tuple((Span(head, strong=True),) for head in table.heads), *table.rows]
    for row, line in zip(grid.rows, lines, strict=True):
        row.height = _LINE
        for cell, words in zip(row.cells, line, strict=True):
            _write(cell, words)


def _write(cell: _Cell, words: Words) -> None:
    cell.margin_top = cell.margin_bottom = _EDGE
    par = cell.text_frame.paragraphs[0]
    write(par, words)
    for run in par.runs:
        run.font.size = _LETTERS
