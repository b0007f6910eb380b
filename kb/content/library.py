"""The content folder, read again when it changes. Nothing of who sees what.

Only indexing, checking and the start of the program hold a library; everything else
is handed a Shelf.
"""

from __future__ import annotations

import os
import re
import stat
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.access import below
from kb.content import files, settings, vocabulary
from kb.content.documents import KINDS
from kb.content.files import ContentFile
from kb.content.ledger import Ledger
from kb.content.pictures import Pictures
from kb.content.shelf import Shelf
from kb.content.snapshot import Snapshot
from kb.errors import InvalidContentError, NotFoundError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kb.access import Reader
    from kb.content.settings import LibrarySettings
    from kb.content.vocabulary import Vocabulary

__all__ = ["Library", "Shelf", "Snapshot"]

LOOK_EVERY = 0.5  #: seconds
#: Clocks of file systems are coarse: a file this young is read once more.
_SETTLED = 2.0
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.md")


@dataclass(frozen=True, slots=True)
class _Known:
    """A file as it was when it was last read: a document, or what is wrong."""

    state: tuple[int, ...]
    settled: bool
    content: ContentFile | tuple[Problem, ...]


class Library:
    """Every file of the content folder."""

    def __init__(
        self,
        root: Path,
        look_every: float = LOOK_EVERY,
        ledger: Ledger | None = None,
    ) -> None:
        self.root = root
        self._ledger = ledger or Ledger(None)
        self._look_every = look_every
        self._lock = threading.RLock()
        self._looked = float("-inf")
        self._known: dict[str, _Known] = {}
        self._around: tuple[object, ...] = ()
        self._snapshot: Snapshot | None = None
        self._shelves: dict[frozenset[str], Shelf] = {}

    def snapshot(self) -> Snapshot:
        """Give the library as it stands, looking at the disk now and then."""
        return self.refresh(now=False)

    def refresh(self, *, now: bool = True) -> Snapshot:
        """Look at the disk and read what changed."""
        with self._lock:
            due = time.monotonic() - self._looked >= self._look_every
            if self._snapshot is None or due or now:
                self._look()
                self._looked = time.monotonic()
            if self._snapshot is None:
                raise AssertionError("a look always leaves a snapshot")
            return self._snapshot

    @property
    def problems(self) -> tuple[Problem, ...]:
        """List what could not be read or what decides access and is wrong."""
        return self.snapshot().problems

    @property
    def settings(self) -> LibrarySettings:
        """Give the names that the board chose."""
        return self.snapshot().settings

    @property
    def vocabulary(self) -> Vocabulary:
        """Give the terms and their names."""
        return self.snapshot().vocabulary

    def audience_of(self, key: str) -> str:
        """Give the audience that a document has now."""
        audiences = self.snapshot().audiences
        if key not in audiences:
            raise NotFoundError
        return audiences[key]

    def shelf(self, reader: Reader) -> Shelf:
        """Show a reader the documents that are open to them."""
        return self._shelf(reader.audiences)

    def level_shelf(self, audience: str) -> Shelf:
        """Show what a reader of exactly this audience sees."""
        return self._shelf(below(audience, self.settings.added_audiences))

    def _shelf(self, audiences: frozenset[str]) -> Shelf:
        with self._lock:
            snapshot = self.snapshot()
            if audiences not in self._shelves:
                self._shelves[audiences] = Shelf(snapshot, audiences)
            return self._shelves[audiences]

    def _look(self) -> None:
        """Read what changed; keep the snapshot when nothing did."""
        before = {name: known.content for name, known in self._known.items()}
        problems: list[Problem] = []
        self._known = dict(self._files(problems))
        after = {name: known.content for name, known in self._known.items()}
        around = self._read_around()
        same = before.keys() == after.keys() and all(
            before[name] is after[name] for name in after
        )
        changed = (*around, *problems)
        if self._snapshot is None or not same or changed != self._around:
            self._around = changed
            self._snapshot = self._taken(problems)
            self._shelves = {}

    def _read_around(self) -> tuple[object, ...]:
        names = (settings.FILE, vocabulary.FILE)
        return (*(_state(self.root / name) for name in names), self._ledger.stamp())

    def _taken(self, problems: list[Problem]) -> Snapshot:
        named, version, wrong = settings.read(self.root)
        words, more = vocabulary.read(self.root)
        contents = [known.content for known in self._known.values()]
        for content in contents:
            problems += content if isinstance(content, tuple) else ()
        return Snapshot(
            files={
                content.document.key: content
                for content in contents
                if isinstance(content, ContentFile)
            },
            settings=named,
            vocabulary=words,
            settings_version=version,
            broken=(*problems, *wrong, *more),
            ceilings=self._ledger.ceilings(),
            pictures=Pictures(self.root),
        )

    def _files(self, problems: list[Problem]) -> Iterator[tuple[str, _Known]]:
        """Go through the folders; read what is new or changed."""
        for folder in KINDS:
            for entry in self._entries(folder, problems):
                name = f"{folder}/{entry.name}"
                if not _NAME.fullmatch(entry.name):
                    message = "must be named by an id, such as ask-again.md"
                    problems.append(Problem(name, 0, "", message))
                    continue
                known = self._known.get(name)
                state = _entry_state(entry)
                if known is None or known.state != state or not known.settled:
                    known = self._read(folder, entry, state, known)
                yield name, known

    def _entries(self, folder: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
        path = self.root / folder
        try:
            if not path.resolve().is_relative_to(self.root.resolve()):
                message = "leads out of the content folder"
                problems.append(Problem(folder, 0, "", message))
                return []
            with os.scandir(path) as entries:
                found = [e for e in entries if not e.name.startswith(".")]
        except FileNotFoundError:
            if not self.root.is_dir():
                problems.append(Problem(".", 0, "", f"there is no folder {self.root}"))
            return []
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            problems.append(Problem(folder, 0, "", message))
            return []
        return sorted(
            (e for e in found if e.name.endswith(".md")), key=lambda e: e.name
        )

    def _read(
        self,
        folder: str,
        entry: os.DirEntry[str],
        state: tuple[int, ...],
        known: _Known | None,
    ) -> _Known:
        """Read a file; keep the old value when it says the same."""
        settled = not state or abs(time.time() - state[0] / 1e9) > _SETTLED
        before = known.content if known else None
        document = before if isinstance(before, ContentFile) else None
        try:
            path = self.root / folder / entry.name
            return _Known(state, settled, files.read(path, KINDS[folder], document))
        except InvalidContentError as error:
            same = before == error.problems
            return _Known(state, settled, before if before and same else error.problems)


def _entry_state(entry: os.DirEntry[str]) -> tuple[int, ...]:
    try:
        return _state_of(entry.stat(follow_symlinks=False))
    except OSError:
        return ()


def _state(path: Path) -> tuple[int, ...]:
    try:
        return _state_of(path.stat())
    except OSError:
        return ()


def _state_of(found: os.stat_result) -> tuple[int, ...]:
    times = found.st_mtime_ns, found.st_ctime_ns
    kind = stat.S_IFMT(found.st_mode)
    return (max(times), *times, found.st_size, found.st_ino, kind)
