"""The engine that keeps its index in a folder, one part per audience."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from kb.access import PUBLIC
from kb.search.engine import Synced
from kb.search.generations import Generation, Generations, Place, hashes, sync_files
from kb.search.searching import Rooms
from kb.search.segments import analysed, grouped
from kb.search.whoosh_segments import Writing, create, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kb.content.library import Shelf
    from kb.search.engine import Entry, Query, Results
    from kb.search.segments import Kept
    from kb.search.whoosh_segments import WhooshSegment

PATIENCE = 20.0  #: seconds to wait for another writer
_TRIES = 5
_MOST_SEGMENTS = 8
_MOST_DELETED = 0.2


@dataclass(frozen=True, slots=True)
class _Open:
    """The segments of one audience's folder, by name."""

    place: Place
    segments: Mapping[str, WhooshSegment]


class WhooshEngine:
    """Keeps its index in a folder, which can be deleted and is then built anew."""

    def __init__(self, folder: str | Path, patience: float = PATIENCE) -> None:
        self._generations = Generations(Path(folder))
        self._patience = patience
        self._rooms = Rooms()
        self._lock = Lock()
        self._stamp = (-1, 0, 0)
        self._generation = Generation()
        self._open: dict[str, _Open] = {}

    def search(self, query: Query, shelf: Shelf) -> Results:
        """Find what a reader asked for among what is on their shelf."""
        segments: list[WhooshSegment] = []
        for audience in sorted(shelf.audiences):
            segments += self._segments(audience)
        return self._rooms.room(shelf, segments).answer(query)

    def held(self) -> Mapping[str, str]:
        """Give the digest of every document that the index holds, by key."""
        opened, _ = self._held()
        documents = (kept for held in opened.values() for kept in _numbered(held))
        return {kept.key: kept.digest for kept in documents if kept}

    def sync(self, entries: Iterable[Entry], *, rebuild: bool = False) -> Synced:
        """Make the index hold exactly these entries, touching only what differs."""
        with self._generations.writing(self._patience):
            held, rebuilt = self._held()
            if rebuild:
                held, rebuilt = {}, True
            changes = _Changes(self._generations, held)
            try:
                changes.take(entries)
                return changes.finish(rebuilt=rebuilt)
            except BaseException:
                changes.abandon()
                raise

    def _segments(self, audience: str) -> list[WhooshSegment]:
        """Give the segments of an audience as the disk has them now."""
        for _ in range(_TRIES):
            with self._lock:
                self._look()
                place = self._generation.places.get(audience)
                if place is None:
                    return []
                held = self._open.get(audience)
                if held is None or held.place != place:
                    held = self._opened(place, held)
                if held is not None:
                    self._open[audience] = held
                    return list(held.segments.values())
                self._stamp = (-1, 0, 0)
            time.sleep(0.01)
        return []

    def _look(self) -> None:
        stamp = self._generations.stamp()
        if stamp != self._stamp:
            self._generation = self._generations.current()
            self._stamp = stamp

    def _opened(self, place: Place, before: _Open | None) -> _Open | None:
        """Open a folder, or give None when it is not what it should be."""
        if not self._generations.is_whole(place):
            return None
        folder = self._generations.root / place.folder
        try:
            return _Open(place, opened(folder, before.segments if before else None))
        except OSError:
            return None

    def _held(self) -> tuple[dict[str, _Open], bool]:
        """Open every folder; one that is not whole counts as empty."""
        generation = self._generations.current()
        with self._lock:
            every = {
                audience: self._opened(place, self._open.get(audience))
                for audience, place in generation.places.items()
            }
        held = {audience: o for audience, o in every.items() if o is not None}
        return held, not generation.places or len(held) < len(every)


class _Changes:
    """What differs between the index and the entries, written as it is found."""

    def __init__(self, generations: Generations, held: Mapping[str, _Open]) -> None:
        self._generations = generations
        self._held = held
        self._number = generations.current().number + 1
        self._folders: dict[str, Path] = {}
        self._writing: dict[str, Writing] = {}
        self._added: dict[str, set[str]] = defaultdict(set)
        self._digests = {
            audience: {
                kept.key: (number, kept.digest)
                for number, kept in enumerate(_numbered(o))
                if kept is not None
            }
            for audience, o in held.items()
        }
        self._kept: dict[str, set[int]] = defaultdict(set)

    def take(self, entries: Iterable[Entry]) -> None:
        """Leave alone what is there already, and add the rest."""
        for key, sections in grouped(entries):
            audience = sections[0].audience
            number, digest = self._digests.get(audience, {}).get(key, (-1, ""))
            if digest == sections[0].digest:
                self._kept[audience].add(number)
            elif sections[0].title:
                self._writer(audience).add(analysed(sections))
                self._added[audience].add(key)

    def finish(self, *, rebuilt: bool) -> Synced:
        """Take out what is not wanted any more, and let the result hold."""
        removed = 0
        places: dict[str, Place] = {}
        for audience in sorted({*self._digests, *self._added}):
            places[audience], gone = self._finished(audience)
            removed += gone
        if self._writing or set(places) != set(self._generations.current().places):
            self._generations.publish(Generation(self._number, places))
        return Synced(
            added=sum(map(len, self._added.values())),
            removed=removed,
            kept=sum(map(len, self._kept.values())),
            rebuilt=rebuilt,
        )

    def abandon(self) -> None:
        """Leave the index as it was."""
        for writing in self._writing.values():
            writing.abandon()

    def _finished(self, audience: str) -> tuple[Place, int]:
        numbers = {number for number, _ in self._digests.get(audience, {}).values()}
        gone = sorted(numbers - self._kept[audience])
        held = self._held.get(audience)
        if held and not gone and not self._added[audience]:
            return held.place, 0
        writer = self._writer(audience)
        writer.remove(gone)
        writer.finish(whole=self._whole(audience, gone))
        folder = self._folders[audience]
        sync_files(folder)
        name = folder.relative_to(self._generations.root).as_posix()
        return Place(name, hashes(folder)), len(gone)

    def _whole(self, audience: str, gone: Sequence[int]) -> bool:
        """Say whether to write the folder anew, so that what is gone is gone.

        It is when a document left it for good or for another audience, when readers
        of it are not the public, and when it has become untidy.
        """
        held = self._held.get(audience)
        if not held:
            return False
        documents = _numbered(held)
        deleted = len(gone) + sum(kept is None for kept in documents)
        untidy = len(held.segments) >= _MOST_SEGMENTS
        keys = {kept.key for number in gone if (kept := documents[number])}
        left = bool(keys - self._added[audience]) or (gone and audience != PUBLIC)
        return bool(left or untidy or deleted > _MOST_DELETED * len(documents))

    def _writer(self, audience: str) -> Writing:
        if audience not in self._writing:
            held = self._held.get(audience)
            folder = self._generations.copied(
                audience, self._number, held.place if held else None
            )
            if not held:
                create(folder)
            self._folders[audience] = folder
            self._writing[audience] = Writing(folder)
        return self._writing[audience]


def _numbered(held: _Open) -> list[Kept | None]:
    return [kept for segment in held.segments.values() for kept in segment.documents]
