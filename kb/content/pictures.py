"""The pictures of a document: files in a folder of its name, beside its own file.

Whether somebody may see one is not said here; a Shelf does. No link of the disk is
followed, and a file is read anew each time that somebody asks for it.
"""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kb.content import files
from kb.content.documents import KINDS
from kb.content.picture_formats import READ, media_of
from kb.errors import KbError

if TYPE_CHECKING:
    from kb.content.picture_places import Place

MOST_BYTES = 2 * 1024 * 1024
LONGEST_SIDE = 4000
"""Points of each side that a picture may have."""
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


class PictureError(KbError):
    """A file is no picture that is shown; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, without whatever else was in its file."""

    content: bytes = field(repr=False)
    told: frozenset[str] = frozenset()
    """What was left out that says more than the picture shows."""


def cleaned(content: bytes) -> Picture:
    """Keep what is drawn of a PNG or JPEG, whatever its name says."""
    media = media_of(content)
    if media not in READ:
        raise PictureError(f"is {media or 'no picture'}; save it as PNG or JPEG")
    try:
        drawn = READ[media](content)
    except ValueError as error:
        raise PictureError(f"is broken: {error}; save it again") from None
    width, height = drawn.width, drawn.height
    if not 0 < min(width, height) <= max(width, height) <= LONGEST_SIDE:
        raise PictureError(
            f"has {width} by {height} points; make it no larger than"
            f" {LONGEST_SIDE} by {LONGEST_SIDE}"
        )
    return Picture(drawn.content, drawn.told)


@dataclass(frozen=True, slots=True)
class Pictures:
    """All pictures of a content folder."""

    root: Path

    def content(self, place: Place) -> bytes | None:
        """Give what is drawn of a picture; None where none can be shown."""
        try:
            return self.read(place).content
        except PictureError:
            return None

    def told(self, place: Place) -> frozenset[str]:
        """Name what the file of a picture says that is not seen in it."""
        try:
            return self.read(place).told
        except PictureError:
            return frozenset()

    def read(self, place: Place) -> Picture:
        """Give a picture; raise PictureError where there is none."""
        try:
            content = self._bytes_of(place)
        except FileNotFoundError:
            raise PictureError("is not there; put it there, or take it out") from None
        except OSError as error:
            raise PictureError(f"cannot be read: {files.reason(error)}") from None
        return cleaned(content)

    def _bytes_of(self, place: Place) -> bytes:
        """Go down folder by folder, so that no link is followed on the way."""
        with ExitStack() as opened:
            inside = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY)
            opened.callback(os.close, inside)
            for step in place.key.split("/"):
                inside = os.open(step, _FOLDER, dir_fd=inside)
                opened.callback(os.close, inside)
            return files.bytes_of(Path(place.name), MOST_BYTES, inside)

    def names(self, key: str) -> tuple[str, ...]:
        """List what lies in the folder of a document, whatever it is."""
        folder = self.root / key
        if folder.is_symlink() or not folder.is_dir():
            return ()
        return tuple(sorted(one.name for one in folder.iterdir()))

    def folders(self) -> tuple[str, ...]:
        """List every folder beside documents, by the key that it is named after."""
        return tuple(
            f"{kind}/{one.name}"
            for kind in KINDS
            if (self.root / kind).is_dir()
            for one in sorted((self.root / kind).iterdir())
            if one.is_dir() and not one.name.startswith(".")
        )

    def erase(self, key: str) -> None:
        """Remove every picture of a document."""
        folder = self.root / key
        if folder.is_symlink():
            folder.unlink()
        elif folder.is_dir():
            shutil.rmtree(folder)
