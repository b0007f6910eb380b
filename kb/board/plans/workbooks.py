"""Excel workbooks: from their bytes to cells of text, without being blown up by one.

A workbook is a zip of XML. What it would be when unpacked is added up before a part of
it is opened, and its cells are read as a stream.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.parsers.expat import ExpatError

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.cell import range_boundaries

from kb.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What a workbook may be when it is unpacked, and how many sheets are looked at.
MOST_UNPACKED = 60 * 1024 * 1024
MOST_SHEETS = 20
LAST_ROW = 1_048_576
MOST_MERGED = 50_000
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]+[0-9]+:[A-Z]+[0-9]+)\"")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

#: A worksheet that is read as a stream; its published types are those of another.
Stream: TypeAlias = Any
#: The row, from 1, and the place in it, from 0.
Place = tuple[int, int]
Cells = tuple[int, tuple[str, ...], dict[int, str]]
#: What openpyxl raises when a workbook is not what it should be.
BROKEN = (
    zipfile.BadZipFile, ExpatError, SyntaxError, ValueError, TypeError, KeyError,
    IndexError, AttributeError, EOFError, OSError, NotImplementedError, OverflowError,
)  # fmt: skip
NOT_EXCEL = (
    "This is not an Excel workbook that can be read. Open it in Excel and save it as"
    " “Excel workbook (.xlsx)”, or as “CSV UTF-8 (comma delimited)”."
)
NOT_WORKED_OUT = (
    "holds a formula whose value is not in the file. Open the plan in Excel and save"
    " it, or write the value"
)


def read(content: bytes, columns: int) -> Iterator[Iterator[Cells]]:
    """Give the sheets of a workbook, each as rows of text."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _look(archive)
        values, formulas = _opened(content, values=True), _opened(content, values=False)
        for sheet in values.worksheets[:MOST_SHEETS]:
            yield _rows(content, sheet, formulas[sheet.title], columns)
    except InvalidInputError:
        raise
    except BROKEN:
        raise InvalidInputError({"file": NOT_EXCEL}) from None


def _look(archive: zipfile.ZipFile) -> None:
    """Refuse what is no workbook, or would be too much when unpacked."""
    parts = archive.infolist()
    if "xl/workbook.xml" not in {one.filename for one in parts}:
        raise InvalidInputError({"file": NOT_EXCEL})
    if sum(one.file_size for one in parts) > MOST_UNPACKED:
        words = "The workbook is too large when it is unpacked. Take out pictures and"
        raise InvalidInputError({"file": f"{words} sheets that are not the plan."})
    for one in parts:
        if one.filename.endswith((".xml", ".rels")):
            with archive.open(one) as part:
                if _ENTITIES.search(part.read(2048)):
                    raise InvalidInputError({"file": NOT_EXCEL})


def _opened(content: bytes, *, values: bool) -> Any:  # noqa: ANN401 - of two classes
    return load_workbook(
        io.BytesIO(content), read_only=True, data_only=values, keep_links=False
    )


def _rows(
    content: bytes, sheet: Stream, formulas: Stream, columns: int
) -> Iterator[Cells]:
    """Give the rows of one sheet; what is merged stands in each of its rows."""
    above = _merged(content, sheet)
    tops = dict.fromkeys(above.values(), "")
    width = max((place for _, place in tops), default=-1) + 1
    both = zip(_iterated(sheet), _iterated(formulas), strict=False)
    try:
        for number, (values, typed) in enumerate(both, start=1):
            if number > LAST_ROW:
                raise InvalidInputError({"file": NOT_EXCEL})
            texts, faults = _texts(values[:columns], typed[:columns])
            texts += [""] * (min(width, columns) - len(texts))
            for place, text in enumerate(texts):
                if (number, place) in tops:
                    tops[number, place] = text
                elif not text and (number, place) in above:
                    texts[place] = tops[above[number, place]]
            yield number, tuple(texts), faults
    except BROKEN:
        raise InvalidInputError({"file": NOT_EXCEL}) from None


def _iterated(sheet: Stream) -> Iterator[tuple[Any, ...]]:
    # What a sheet says of its own size is often wrong; its rows are what counts.
    sheet.reset_dimensions()
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=True)
    return rows


def _texts(
    values: tuple[Any, ...], typed: tuple[Any, ...]
) -> tuple[list[str], dict[int, str]]:
    """Write cells as texts, and say what is wrong with a formula by its place."""
    faults = {
        place: NOT_WORKED_OUT
        for place, (value, formula) in enumerate(zip(values, typed, strict=False))
        if value is None and formula is not None
    }
    faults |= {
        place: f"holds {value}, with which Excel says that a formula went wrong"
        for place, value in enumerate(values)
        if isinstance(value, str) and value in ERROR_CODES
    }
    return [_text(value) for value in values], faults


def _merged(content: bytes, sheet: Stream) -> dict[Place, Place]:
    """Find cells that are merged with one above them: that one, by their own place."""
    # The stream of cells says nothing of merging, and this is where its part is named.
    path = sheet._worksheet_path  # noqa: SLF001
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = _MERGED.findall(archive.read(path))
    above: dict[Place, Place] = {}
    for one in found:
        column, first, last = _place(one.decode())
        for row in range(first + 1, last + 1):
            above[row, column] = (first, column)
            if len(above) > MOST_MERGED:
                words = "The sheet has too many merged cells. Take the merging out."
                raise InvalidInputError({"file": words})
    return above


def _place(merged: str) -> tuple[int, int, int]:
    """Give the first column of a range, from 0, and its first and last row."""
    column, first, _, last = range_boundaries(merged)
    return (column or 1) - 1, first or 1, last or 1


def _text(value: Any) -> str:  # noqa: ANN401 - whatever stands in a cell
    """Write a cell as it would be typed into a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
