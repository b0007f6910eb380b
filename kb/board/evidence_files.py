"""Files of evidence: looked at before they are kept, and kept where no page can reach.

A file's name on disk is the hash of what is in it. Nothing half-written ever has such
a name, and a file that is not what its name says is not given out.
"""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from kb.board import file_kinds, scanning
from kb.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

CHUNK = 64 * 1024
LONGEST_NAME = 200
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was kept: its hash, its name as sent, what it is, and its size."""

    digest: str
    name: str
    media: str
    size: int


@dataclass(frozen=True, slots=True)
class EvidenceFiles:
    """The folder in which files of evidence are kept."""

    folder: Path
    most_mb: int = 20
    scanner: str = ""
    """A command that looks a file through for viruses; empty for none."""

    def keep(self, name: str, sent: IO[bytes]) -> KeptFile:
        """Keep a file; raise InvalidInputError, and keep nothing, if it cannot be."""
        name = plain_name(name)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._draft() as draft:
            digest, size = self._written(draft, sent)
            media = file_kinds.media_of(draft, name)
            scanning.refuse_unless_clean(self.scanner, draft)
            draft.replace(self.folder / digest)
            _flush(self.folder)
        return KeptFile(digest, name, media, size)

    def read(self, digest: str) -> bytes:
        """Give what is in a file; raise OSError when it is gone or has been changed."""
        content = (self.folder / digest).read_bytes()
        if sha256(content).hexdigest() != digest:
            message = f"the file of evidence {digest} is not what was kept"
            raise OSError(message)
        return content

    @contextmanager
    def _draft(self) -> Iterator[Path]:
        """Give the place for a file that is being looked at; it is empty afterwards."""
        draft = self.folder / f".{secrets.token_hex(8)}.part"
        try:
            yield draft
        finally:
            draft.unlink(missing_ok=True)

    def _written(self, draft: Path, sent: IO[bytes]) -> tuple[str, int]:
        digest, size = sha256(), 0
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            while chunk := sent.read(CHUNK):
                size += len(chunk)
                if size > self.most_mb * MIB:
                    raise _refused(f"The file is larger than {self.most_mb} MB.")
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if not size:
            raise _refused("The file is empty.")
        return digest.hexdigest(), size


def plain_name(sent: str) -> str:
    """Give the name of a file without folders and without what cannot be shown."""
    base = PureWindowsPath(PurePosixPath(sent).name).name
    shown = "".join(one for one in base if one.isprintable()).strip(" .")
    stem, dot, ending = shown.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"[-LONGEST_NAME:]


def _flush(folder: Path) -> None:
    """Let the new name of a file outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refused(words: str) -> InvalidInputError:
    return InvalidInputError({"file": words})
