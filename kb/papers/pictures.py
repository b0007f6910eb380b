"""Pictures as files take them: PNG and JPEG that can be opened, and nothing beside."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageOps

#: More than any page needs; what unpacks to more is not opened.
_MOST_POINTS = 40_000_000
#: Points of the longer side: sharp on a page of A4, and light enough for an e-mail.
_LONGEST = 2200
_PLAIN = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError,
    OverflowError, MemoryError, struct.error, zlib.error,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


def opened(content: bytes) -> bytes:
    """Give a picture upright, without what a camera wrote; nothing when it is none."""
    if not content:
        return b""
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MOST_POINTS:
                return b""
            picture.load()
            return _saved(picture, picture.format or "PNG")
    except _BROKEN:
        return b""


def points(content: bytes) -> tuple[int, int]:
    """Say how wide and how high a picture is that was opened before."""
    with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
        return picture.size


def media(content: bytes) -> str:
    """Say what a picture is: png or jpeg."""
    return "png" if content.startswith(b"\x89PNG") else "jpeg"


def _saved(picture: Image.Image, kind: str) -> bytes:
    shown = ImageOps.exif_transpose(picture)
    allowed = _PLAIN if kind == "PNG" else frozenset({"L", "RGB"})
    if shown.mode not in allowed:
        shown = shown.convert("RGB")
    if max(shown.size) > _LONGEST:
        shown = shown.convert("RGBA") if shown.mode in {"P", "1"} else shown
        shown.thumbnail((_LONGEST, _LONGEST))
    out = BytesIO()
    if kind == "PNG":
        shown.save(out, "PNG", icc_profile=None)
    else:
        shown.save(out, "JPEG", quality=90, comment=b"")
    return out.getvalue()
