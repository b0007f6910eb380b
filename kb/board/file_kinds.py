"""What a file is, by what is in it; its name must say the same."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import filetype

from kb.errors import InvalidInputError

if TYPE_CHECKING:
    from pathlib import Path

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
#: The endings that are taken, and what a file must then be by its content.
TAKEN = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "odt": f"{_OPEN}.text",
    "ods": f"{_OPEN}.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "csv": "text/csv",
    "txt": "text/plain",
}
TEXTS = frozenset({"csv", "txt"})
WORDS = "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, CSV or plain text"
#: Where office files keep programs of their own.
PROGRAMS = ("vbaproject.bin", "basic/", "scripts/")
_ZIPPED = ("application/vnd.openxml", _OPEN)
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\r\f")


def media_of(file: Path, name: str) -> str:
    """Say what a file is; raise InvalidInputError unless it may be kept as `name`."""
    ending = name.rpartition(".")[2].lower()
    if ending not in TAKEN:
        raise _refused(f"Files of this kind are not taken. Send {WORDS}.")
    found = _text(file, ending) if ending in TEXTS else filetype.guess_mime(str(file))
    if found != TAKEN[ending]:
        raise _refused(
            f"The name ends in .{ending}, and what is in the file is something else."
            " Save it again from the program that made it, under its own ending."
        )
    if found.startswith(_ZIPPED):
        _look_inside(file)
    return TAKEN[ending]


def _text(file: Path, ending: str) -> str:
    """Say that a file is text when it reads as UTF-8 and holds nothing to control."""
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(
            "The text is not in UTF-8. Save it again as “CSV UTF-8” or “UTF-8 text”."
        ) from None
    return "" if _CONTROLS.intersection(text) else TAKEN[ending]


def _look_inside(file: Path) -> None:
    """Refuse an office file that is broken, or that carries a program."""
    try:
        with zipfile.ZipFile(file) as parts:
            names = [one.lower() for one in parts.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        raise _refused("The file is broken. Open it, save it again, send it.") from None
    if any(name.startswith(PROGRAMS) or name.endswith(PROGRAMS) for name in names):
        raise _refused("The file holds macros. Save it without them, or as PDF.")


def _refused(words: str) -> InvalidInputError:
    return InvalidInputError({"file": words})
