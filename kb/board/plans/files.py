"""A table of actions as a file: CSV, or an Excel workbook."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kb.board.plans.exporting import COLUMN_OF
from kb.board.plans.sheets import guarded

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from kb.board.plans.exporting import Taken

BOM = "\ufeff"
#: What fits into one cell of Excel.
MOST_LETTERS = 32_767
_WIDE = {"text": 48, "measure": 36, "what is asked": 48, "why": 28, "address": 28}
_DAYS = frozenset({"due", "check that it lasted"})
_BESIDE = 18
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_DAY = "dd/mm/yyyy"


def csv_of(taken: Taken) -> str:
    """Write a CSV file that Excel opens with its letters whole."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    for name, value in taken.about:
        table.writerow([guarded(name), _text(value)])
    table.writerow([])
    table.writerow(COLUMN_OF)
    for row in taken.rows():
        table.writerow([_text(value) for value in row])
    return BOM + out.getvalue()


def xlsx_of(taken: Taken) -> bytes:
    """Write a workbook: the actions, and on a second sheet what they are."""
    book = Workbook()
    sheet = book.create_sheet("Actions", 0)
    sheet.append(list(COLUMN_OF))
    for row in taken.rows():
        sheet.append([_typed(value) for value in row])
    _set_out(sheet)
    sheet.oddHeader.center.text = taken.mark.replace("&", "&&")
    about = book.worksheets[1]
    about.title = "About this list"
    for name, value in taken.about:
        about.append([_typed(name), _typed(value)])
    about.column_dimensions["A"].width = _BESIDE
    about.column_dimensions["B"].width = _WIDE["text"]
    about["B2"].number_format = _DAY
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _timeless(workbook: bytes) -> bytes:
    """Take the moment out of a workbook: the same list is the same file."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as made,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for name in made.namelist():
            content = _MOMENT.sub(rb"\g<1>1980-01-01T00:00:00Z", made.read(name))
            kept.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _set_out(sheet: Worksheet) -> None:
    """Keep the headings in sight, days as days, and long texts within their cell."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"
    for place, name in enumerate(COLUMN_OF, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _WIDE.get(name, _BESIDE)
        sheet[f"{letter}1"].font = Font(bold=True)
        if name in _WIDE or name in _DAYS:
            _set_out_column(sheet, place, wraps=name in _WIDE)


def _set_out_column(sheet: Worksheet, place: int, *, wraps: bool) -> None:
    way = Alignment(vertical="top", wrap_text=wraps)
    for (cell,) in sheet.iter_rows(min_row=2, min_col=place, max_col=place):
        cell.alignment = way
        if not wraps:
            cell.number_format = _DAY


def _text(value: str | int | date | None) -> str:
    if isinstance(value, str):
        return guarded(ILLEGAL_CHARACTERS_RE.sub("", value))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _typed(value: str | int | date | None) -> str | int | date | None:
    """Let numbers and days be what they are, and no text a formula."""
    if not isinstance(value, str):
        return value
    return guarded(ILLEGAL_CHARACTERS_RE.sub("", value))[:MOST_LETTERS]
