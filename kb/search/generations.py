"""The index folder: which files of it count, and changing from one set to the next.

`current.json` names, for each audience, one folder and the hash of every file in it.
It is replaced in one step, so that whoever reads sees a whole index or the one before,
however rudely a writer was stopped. A folder whose files are not exactly those, byte
for byte, is not opened: it counts as missing, and what is missing is built anew. What
is in such files is unpickled when they are opened, hence the care.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import file_digest
from typing import TYPE_CHECKING, Any

from kb.errors import IndexBusyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: To be raised when what is written into the files, or how texts are read, changes.
FORMAT = 4
CURRENT = "current.json"
_LOCK = "lock"
_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one audience, and the hashes of the files that belong in it."""

    folder: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Generation:
    """One whole state of the index; 0 is the empty one that everything starts from."""

    number: int = 0
    places: Mapping[str, Place] = field(default_factory=dict)


class Generations:
    """The index folder on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def stamp(self) -> tuple[int, int, int]:
        """Give something that changes whenever the current generation does."""
        try:
            seen = (self.root / CURRENT).stat()
        except OSError:
            return (0, 0, 0)
        return (seen.st_ino, seen.st_mtime_ns, seen.st_size)

    def current(self) -> Generation:
        """Read which generation holds; a file that cannot be read counts as none."""
        try:
            return _generation(json.loads((self.root / CURRENT).read_bytes()))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Generation()

    def is_whole(self, place: Place) -> bool:
        """Say whether a folder holds exactly the files that it should."""
        folder = self.root / place.folder
        try:
            return hashes(folder) == dict(place.files)
        except OSError:
            return False

    @contextmanager
    def writing(self, patience: float) -> Iterator[None]:
        """Be the only writer; raise IndexBusyError if another one takes too long."""
        with (self.root / _LOCK).open("ab") as lock:
            until = time.monotonic() + patience
            while not _locked(lock.fileno()):
                if time.monotonic() > until:
                    busy = f"{self.root} has been written for {patience:g} s"
                    raise IndexBusyError(f"{busy} by another process")
                time.sleep(_PAUSE)
            yield

    def copied(self, audience: str, number: int, old: Place | None) -> Path:
        """Make a folder for a new generation that starts with the files of the old."""
        folder = self.root / audience / str(number)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in old.files if old else ():
            source = self.root / old.folder / name if old else folder
            os.link(source, folder / name)
        return folder

    def publish(self, generation: Generation) -> None:
        """Let a generation hold from now on, and forget the files of all others."""
        content = {
            "format": FORMAT,
            "number": generation.number,
            "audiences": {
                audience: {"folder": place.folder, "files": dict(place.files)}
                for audience, place in generation.places.items()
            },
        }
        fresh = self.root / f"{CURRENT}.new"
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(content, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.root / CURRENT)
        sync_folder(self.root)
        self._sweep({place.folder for place in generation.places.values()})

    def _sweep(self, kept: set[str]) -> None:
        for audience in self.root.iterdir():
            for folder in audience.iterdir() if audience.is_dir() else ():
                if folder.is_dir() and f"{audience.name}/{folder.name}" not in kept:
                    shutil.rmtree(folder, ignore_errors=True)


def hashes(folder: Path) -> dict[str, str]:
    """Give the hash of every file of a folder."""
    found = {}
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            found[path.name] = file_digest(file, "sha256").hexdigest()
    return found


def sync_files(folder: Path) -> None:
    """Make sure that a folder and its files are on the disk."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _generation(content: Any) -> Generation:  # noqa: ANN401 - JSON is anything
    if content["format"] != FORMAT:
        return Generation()
    places = {
        str(audience): Place(str(place["folder"]), dict(place["files"]))
        for audience, place in content["audiences"].items()
    }
    return Generation(int(content["number"]), places)


def _locked(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
