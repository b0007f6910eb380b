"""Office files packed so that the same paper gives the same file on the same day."""

from __future__ import annotations

from io import BytesIO
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Callable


def packed(save: Callable[[IO[bytes]], None]) -> bytes:
    """Save a file, and pack it again without the hour in it."""
    file, again = BytesIO(), BytesIO()
    save(file)
    with ZipFile(file) as loose, ZipFile(again, "w", ZIP_DEFLATED) as tight:
        for name in loose.namelist():
            tight.writestr(ZipInfo(name), loose.read(name), ZIP_DEFLATED)
    return again.getvalue()
