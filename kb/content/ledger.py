"""The ledger: what was closed or opened, kept outside the backup of everything else.

The file is only ever added to. Each line names a document, how open it may be from then
on, who decided, and the hash of the line before, so that a line cannot be changed or
taken out unseen. What a restored backup or an old file says about a document counts
only as far as the last line about it goes.
"""

from __future__ import annotations

import fcntl
import json
import os
import threading
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kb.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How open a document may be at most, whatever its file says."""

    audience: str
    shown: bool
    withdrawn_on: date | None = None
    reason: str = ""
    erased: bool = False
    early: bool = True
    """False when a lesson may not be shown before its reviews are."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision about one document."""

    at: datetime
    who: str
    key: str
    ceiling: Ceiling


class Ledger:
    """A file of decisions, or a list in memory when there is no file."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._stamp: tuple[int, ...] = (-1,)
        self._entries: tuple[Entry, ...] = ()
        self._chain = START
        self._end = 0

    def stamp(self) -> tuple[int, ...]:
        """Give something that changes whenever the ledger does."""
        if self.path is None:
            return (len(self._entries),)
        try:
            seen = self.path.stat()
        except FileNotFoundError:
            return (0, 0, 0)
        return (seen.st_ino, seen.st_mtime_ns, seen.st_size)

    def entries(self) -> tuple[Entry, ...]:
        """Give every decision; raise SettingError when a line is not what it was."""
        with self._lock:
            stamp = self.stamp()
            if self.path is not None and stamp != self._stamp:
                self._entries, self._chain, self._end = _read(self.path)
                self._stamp = stamp
            return self._entries

    def ceilings(self) -> Mapping[str, Ceiling]:
        """Give how open each document may be that was ever decided about."""
        return {entry.key: entry.ceiling for entry in self.entries()}

    def add(self, entry: Entry) -> None:
        """Write a decision down; when this returns it is on the disk."""
        with self._lock, _only_writer(self.path) as number:
            self._write(number, entry)
        self.entries()

    def add_after(self, seen: Ceiling | None, entry: Entry) -> bool:
        """Write an opening down, unless the document was closed since `seen`.

        Gives False, and writes nothing, when the ledger says something else by now.
        """
        with self._lock, _only_writer(self.path) as number:
            if self.ceilings().get(entry.key) != seen:
                return False
            self._write(number, entry)
        self.entries()
        return True

    def _write(self, number: int, entry: Entry) -> None:
        if self.path is None:
            self._entries = (*self._entries, entry)
            return
        self.entries()
        line, _ = _line(entry, self._chain)
        # What a killed program wrote in part was never promised to anybody.
        os.ftruncate(number, self._end)
        os.lseek(number, self._end, os.SEEK_SET)
        _write_all(number, line)
        os.fsync(number)


@contextmanager
def _only_writer(path: Path | None) -> Iterator[int]:
    """Wait for one's turn; a ledger in memory has one writer anyway."""
    if path is None:
        yield -1
        return
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield number
    finally:
        os.close(number)


def _write_all(number: int, line: bytes) -> None:
    while line:
        line = line[os.write(number, line) :]


def _line(entry: Entry, chain: str) -> tuple[bytes, str]:
    """Write an entry, and give the hash that the next line continues from."""
    ceiling = asdict(entry.ceiling)
    on = entry.ceiling.withdrawn_on
    ceiling["withdrawn_on"] = on.isoformat() if on else None
    said = {
        "at": entry.at.isoformat(timespec="seconds"),
        "who": entry.who,
        "key": entry.key,
        **ceiling,
    }
    text = json.dumps(said, ensure_ascii=False)
    now = sha256((chain + text).encode()).hexdigest()
    return (json.dumps({**said, "chain": now}, ensure_ascii=False) + "\n").encode(), now


def _read(path: Path) -> tuple[tuple[Entry, ...], str, int]:
    """Read the entries, the hash of the last and where it ends."""
    try:
        held = path.read_bytes()
    except FileNotFoundError:
        return (), START, 0
    except OSError as error:
        raise SettingError(f"{path} (KB_LEDGER) cannot be read: {error}") from None
    entries, chain, end = [], START, 0
    for number, line in enumerate(held.splitlines(keepends=True), start=1):
        if not line.endswith(b"\n"):
            break
        try:
            entry = _entry(json.loads(line))
            same, chain = _line(entry, chain)
        except (ValueError, KeyError, TypeError):
            same = b""
        if same != line:
            raise SettingError(
                f"{path}:{number}: the ledger (KB_LEDGER) was changed here; bring back"
                " its own copy. Nothing is served until then."
            )
        entries.append(entry)
        end += len(line)
    return tuple(entries), chain, end


def _entry(said: dict[str, Any]) -> Entry:
    on = said["withdrawn_on"]
    ceiling = Ceiling(
        audience=str(said["audience"]),
        shown=said["shown"] is True,
        withdrawn_on=date.fromisoformat(on) if on else None,
        reason=str(said["reason"]),
        erased=said["erased"] is True,
        early=said["early"] is True,
    )
    at = datetime.fromisoformat(said["at"])
    return Entry(at, str(said["who"]), str(said["key"]), ceiling)
