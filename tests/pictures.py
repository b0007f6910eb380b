"""Small pictures for tests, with as much or as little in them as a test wants."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from PIL.PngImagePlugin import PngInfo

if TYPE_CHECKING:
    from pathlib import Path

GPS, ARTIST = 0x8825, 0x013B


def png(words: str = "drawn", *, told: str = "") -> bytes:
    """Make a PNG whose points spell words, and whose file says others beside."""
    row = b"\x00" + words.encode()
    told_ = chunk(b"tEXt", b"Comment\x00" + told.encode()) if told else b""
    size = len(words.encode()).to_bytes(4) + (1).to_bytes(4)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", size + b"\x08\x00\x00\x00\x00"),
            told_,
            chunk(b"IDAT", zlib.compress(row, 0)),
            chunk(b"IEND", b""),
        )
    )


def chunk(kind: bytes, body: bytes) -> bytes:
    """Write a part of a PNG."""
    check = zlib.crc32(kind + body).to_bytes(4)
    return len(body).to_bytes(4) + kind + body + check


def photograph(kind: str, told: str = "", *, size: tuple[int, int] = (8, 6)) -> bytes:
    """Make a picture as a camera does: with what is in EXIF, and a comment."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    out = BytesIO()
    if not told:
        picture.save(out, kind)
        return out.getvalue()
    exif = Image.Exif()
    exif[ARTIST] = told
    exif.get_ifd(GPS)[1] = told
    if kind == "PNG":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", told)
        picture.save(out, kind, exif=exif, pnginfo=info)
    else:
        picture.save(out, kind, exif=exif, comment=told.encode())
    return out.getvalue() + told.encode()


def put(root: Path, address: str, content: bytes) -> Path:
    """Put a picture into a content folder, at `lessons/ask-again/timeline.png`."""
    path = root / address
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
