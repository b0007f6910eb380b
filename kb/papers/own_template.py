"""A board's own document or presentation, looked at before it is opened.

It is a zip of XML: what it would be when unpacked is added up before a part of it is
read, and whatever runs, or is fetched from elsewhere, is refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Literal, TypeAlias

from docx import Document
from docx.oxml import parse_xml
from pptx import Presentation

from kb.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind: TypeAlias = Literal["docx", "pptx"]

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 80 * 1024 * 1024
MOST_MEMBERS = 2000
#: What shrinks to less than this part of itself was made to burst.
MOST_SHRUNK, SMALL = 200, 1024 * 1024
_CALLED = {"docx": "Word document", "pptx": "PowerPoint presentation"}
_PROGRAM = {"docx": "Word", "pptx": "PowerPoint"}
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MAIN = {
    "docx": f"{_OFFICE}wordprocessingml.document.main+xml",
    "pptx": f"{_OFFICE}presentationml.presentation.main+xml",
}
_OPENS = {"docx": Document, "pptx": Presentation}
_TYPES = "[Content_Types].xml"
_PROGRAMS = ("vbaproject", "activex", "macroenabled", "ms-office.vba")
_ENTITIES = (b"<!doctype", b"<!entity")
#: Where a document may lead: followed by a reader's hand alone, or dropped by us.
_LEADING = frozenset({"hyperlink", "attachedTemplate"})
#: What libraries raise when a file is not what it should be.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, SyntaxError, ValueError, TypeError, KeyError,
    IndexError, AttributeError, EOFError, OSError, NotImplementedError, RuntimeError,
    AssertionError, RecursionError, OverflowError,
)  # fmt: skip


def checked(content: bytes, kind: Kind) -> bytes:
    """Give a board's own file back when it is safe to open; else say what to do."""
    if len(content) > MOST_BYTES:
        raise _refused(kind, "is larger than 20 MB. Take pictures out of it")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _bounds(archive, kind)
            _no_programs(archive, kind)
            _nothing_fetched(archive, kind)
        _OPENS[kind](io.BytesIO(content))
    except InvalidInputError:
        raise
    except _BROKEN:
        raise _no_such(kind) from None
    return content


def _bounds(archive: zipfile.ZipFile, kind: Kind) -> None:
    """Refuse what would be too much when unpacked, or is packed to mislead."""
    parts = archive.infolist()
    names = [one.filename for one in parts]
    if _TYPES not in names or len(set(names)) < len(names):
        raise _no_such(kind)
    burst = any(
        one.file_size > SMALL and one.file_size > MOST_SHRUNK * one.compress_size
        for one in parts
    )
    if burst or len(parts) > MOST_MEMBERS or _size(parts) > MOST_UNPACKED:
        raise _refused(kind, "is too large when it is unpacked. Take pictures out")


def _size(parts: list[zipfile.ZipInfo]) -> int:
    return sum(one.file_size for one in parts)


def _no_programs(archive: zipfile.ZipFile, kind: Kind) -> None:
    types = archive.read(_TYPES).decode("utf-8", "replace")
    told = " ".join((types, *archive.namelist())).lower()
    if any(word in told for word in _PROGRAMS):
        raise _refused(kind, "holds macros or controls. Save it without them")
    if _MAIN[kind] not in types:
        raise _no_such(kind)


def _nothing_fetched(archive: zipfile.ZipFile, kind: Kind) -> None:
    """Refuse what a program would fetch from elsewhere as it opens the file."""
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            with archive.open(name) as part:
                start = part.read(4096).lower().replace(b"\x00", b"")
            if any(word in start for word in _ENTITIES):
                raise _no_such(kind)
    for what in _fetched(archive):
        words = f"takes {what} from another place as it is opened. Put it into the file"
        raise _refused(kind, f"{words}, or take it out")


def _fetched(archive: zipfile.ZipFile) -> Iterator[str]:
    for name in archive.namelist():
        if not name.endswith(".rels"):
            continue
        for one in parse_xml(archive.read(name)):
            what = one.get("Type", "").rpartition("/")[2]
            if one.get("TargetMode") == "External" and what not in _LEADING:
                yield "a picture" if what == "image" else f"something ({what})"


def _no_such(kind: Kind) -> InvalidInputError:
    program = _PROGRAM[kind]
    words = f"is no {_CALLED[kind]} that can be read. Open it in {program}, and save it"
    return _refused(kind, f"{words} as “{_CALLED[kind]} (.{kind})”")


def _refused(kind: Kind, words: str) -> InvalidInputError:
    name = f"{kind}_template"
    which = f"The file that library.yaml names under “training: {name}”"
    return InvalidInputError({name: f"{which} {words}. Then put it there again."})
