"""From the bytes of a file to cells of text. What a cell means is not asked here.

A file is looked at before it is opened: what it is by its content, how large it is, and
how large it would be. Cells of Excel become texts: dates as 2026-03-31.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.board.plans import workbooks
from kb.board.plans.columns import TOP
from kb.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5000
MOST_COLUMNS = 100
TOO_MANY = f"The file has more than {MOST_ROWS:,} rows. Send the plan in parts."
_ZIP, _OLD_OFFICE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_KINDS = {
    _OLD_OFFICE: "This is an old Excel file, or one with a password. In Excel, save it"
    " as “Excel workbook (.xlsx)” without a password, then send that.",
    _PDF: "This is a PDF. Send the plan as an Excel workbook (.xlsx) or as CSV.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file, with the number that it has there."""

    number: int
    cells: tuple[str, ...]
    faults: Mapping[int, str] = field(default_factory=dict)
    """What is wrong with a cell as such, by its place in the row."""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing stands in it."""
        return not any(self.cells) and not self.faults


def read(content: bytes) -> tuple[tuple[Line, ...], ...]:
    """Read the sheets of a file; raise InvalidInputError for what is no table."""
    if not content.strip():
        raise refused("The file is empty.")
    if len(content) > MOST_BYTES:
        raise refused(too_large(len(content)))
    for begins, words in _KINDS.items():
        if content.startswith(begins):
            raise refused(words)
    if content.startswith(_ZIP):
        sheets = workbooks.read(content, MOST_COLUMNS)
        return tuple(_kept(_lines(sheet)) for sheet in sheets)
    return (_kept(_csv(_text(content))),)


def too_large(size: int) -> str:
    """Say that a file has too many bytes."""
    return (
        f"The file has {size / 1024 / 1024:.1f} MB; the most is"
        f" {MOST_BYTES // 1024 // 1024} MB. Send the plan in parts."
    )


def refused(words: str) -> InvalidInputError:
    """Say why a file is not taken."""
    return InvalidInputError({"file": words})


def _lines(rows: Iterable[workbooks.Cells]) -> Iterator[Line]:
    for number, cells, faults in rows:
        yield Line(number, tuple(map(_tidy, cells)), faults)


def _kept(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Keep the rows in which something stands; refuse more than there may be."""
    kept: list[Line] = []
    for line in lines:
        if not line.is_empty:
            kept.append(line)
        if len(kept) > MOST_ROWS + TOP:
            raise refused(TOO_MANY)
    return tuple(kept)


def _text(content: bytes) -> str:
    encoding = "utf-16" if content.startswith(_UTF16) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refused(_only_utf8(line)) from None
    if "\0" in text:
        raise refused(
            "This is neither CSV nor an Excel workbook (.xlsx). Send one of these."
        )
    return text


def _csv(text: str) -> Iterator[Line]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for number, cells in enumerate(rows, start=1):
            yield Line(number, tuple(map(_tidy, cells[:MOST_COLUMNS])))
    except csv.Error as error:
        raise refused(
            f"Line {rows.line_num} cannot be read as CSV ({error}). Open the file in"
            " Excel and save it as “CSV UTF-8 (comma delimited)”."
        ) from None


def _tidy(cell: str) -> str:
    """Give a cell as it was meant: one kind of line end, and no space around it."""
    return unguarded(cell).replace("\r\n", "\n").replace("\r", "\n").strip()


def _delimiter(text: str) -> str:
    """Take the one of comma, semicolon and tab that the first lines hold most."""
    top = "\n".join(text.split("\n", 30)[:30])
    return max(",;\t", key=top.count)


def unguarded(text: str) -> str:
    """Take away the apostrophe that kept a spreadsheet from running a text."""
    return text[1:] if text[:1] == "'" and is_risky(text[1:]) else text


def guarded(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if is_risky(text) else text


def is_risky(text: str) -> bool:
    """Say whether a spreadsheet may run a text, or would once apostrophes are gone."""
    return text.lstrip("'")[:1] in {"=", "+", "-", "@", "\t", "\r"}


def _only_utf8(line: int) -> str:
    return (
        f"Line {line} holds letters that are not in UTF-8, so that names might come out"
        " wrong. In Excel, save the plan as “CSV UTF-8 (comma delimited)”, then send"
        " that."
    )
