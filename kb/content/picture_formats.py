"""PNG and JPEG, part by part: what draws the picture is kept, and all else is left out.

So nothing comes out that the picture does not show: where, when and by whom it was
made, a comment, a smaller copy, or what stands behind its end. No point changes.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import filetype

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB sBIT bKGD pHYs".split())
_CHUNKS_TELL = {b"eXIf": "EXIF", b"tEXt": "text", b"zTXt": "text", b"iTXt": "text"}

_START, _END = b"\xff\xd8", b"\xff\xd9"
_SCAN = 0xDA
#: Huffman, arithmetic and quantisation tables, the space between restarts, the scan.
_TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDD, _SCAN})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
#: How far two segments of programs say how the picture is drawn, and how they begin.
_HEADS = {0xE0: (b"JFIF\x00", 12, b"\x00\x00"), 0xEE: (b"Adobe", 12, b"")}
_SEGMENTS_TELL = {0xE1: "EXIF", 0xED: "IPTC", 0xFE: "a comment"}
#: A marker that ends the drawn part of a scan: neither stuffing nor a restart.
_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")

_BEHIND = "something behind its end"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture without what it does not show, and names of what was left out."""

    content: bytes = field(repr=False)
    width: int
    height: int
    told: frozenset[str] = frozenset()


def media_of(content: bytes) -> str:
    """Say what a file is by what is in it; "" when that is not known."""
    return filetype.guess_mime(content) or ""


def png(content: bytes) -> Drawn:
    """Keep what draws a PNG; raise ValueError when it is not whole."""
    kept, told, kind, place = [_SIGNATURE], set(), b"", len(_SIGNATURE)
    if not content.startswith(b"IHDR", place + 4):
        raise ValueError("it does not begin as a PNG does")
    while kind != b"IEND":
        body, kind, end = _chunk(content, place)
        if kind in _CHUNKS:
            if zlib.crc32(kind + body) != int.from_bytes(content[end - 4 : end]):
                raise ValueError("a part is not what was written")
            kept.append(content[place:end])
        elif kind in _CHUNKS_TELL:
            told.add(_CHUNKS_TELL[kind])
        place = end
    width, height = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    return _drawn(kept, (width, height), told, content[place:])


def _chunk(content: bytes, place: int) -> tuple[bytes, bytes, int]:
    """Give what stands in a part, of which kind it is, and where it ends."""
    length = int.from_bytes(content[place : place + 4])
    end = place + 12 + length
    if end > len(content):
        raise ValueError("it ends in the middle")
    return content[place + 8 : end - 4], content[place + 4 : place + 8], end


def jpeg(content: bytes) -> Drawn:
    """Keep what draws a JPEG; raise ValueError when it is not whole."""
    kept, told, size, place = [_START], set(), (0, 0), len(_START)
    while not content.startswith(_END, place := _at_marker(content, place)):
        marker, body, end = _segment(content, place)
        if marker in _FRAMES:
            size = int.from_bytes(body[3:5]), int.from_bytes(body[1:3])
        if marker in _FRAMES | _TABLES:
            kept.append(content[place:end])
        elif marker in _HEADS:
            kept.append(_head(marker, body))
        elif marker in _SEGMENTS_TELL:
            told.add(_SEGMENTS_TELL[marker])
        place = end
    return _drawn([*kept, _END], size, told, content[place + len(_END) :])


def _at_marker(content: bytes, place: int) -> int:
    """Pass over the bytes that may fill the space before a marker."""
    while content.startswith(b"\xff\xff", place):
        place += 1
    if not content.startswith(b"\xff", place):
        raise ValueError("there is no part where one should begin")
    return place


def _segment(content: bytes, place: int) -> tuple[int, bytes, int]:
    """Give the marker of a part, what stands in it, and where it ends with its scan."""
    length = int.from_bytes(content[place + 2 : place + 4])
    end = place + 2 + length
    if end >= len(content) or length < 2:  # noqa: PLR2004 - the length counts itself
        raise ValueError("it ends in the middle")
    marker, body = content[place + 1], content[place + 4 : end]
    if marker == _SCAN:
        found = _MARKER.search(content, end)
        if not found:
            raise ValueError("its scan has no end")
        end = found.start()
    return marker, body, end


def _head(marker: int, body: bytes) -> bytes:
    """Write a head again without what may stand in it beside, such as a small copy."""
    begins, length, after = _HEADS[marker]
    if not body.startswith(begins):
        return b""
    kept = body[:length] + after
    return bytes((0xFF, marker)) + (len(kept) + 2).to_bytes(2) + kept


def _drawn(
    kept: list[bytes], size: tuple[int, int], told: set[str], behind: bytes
) -> Drawn:
    left_out = frozenset(told | ({_BEHIND} if behind else set()))
    return Drawn(b"".join(kept), *size, left_out)


#: How each kind of picture that is shown is read.
READ: Mapping[str, Callable[[bytes], Drawn]] = {"image/png": png, "image/jpeg": jpeg}
