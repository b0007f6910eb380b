"""The engine that keeps everything in memory: what the contract means, and tests."""

from __future__ import annotations

from collections import defaultdict
from threading import Lock
from typing import TYPE_CHECKING

from kb.search.engine import Synced
from kb.search.memory_segment import MemorySegment
from kb.search.searching import Rooms
from kb.search.segments import analysed, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.content.library import Shelf
    from kb.search.engine import Entry, Query, Results
    from kb.search.segments import Analysed


class MemoryEngine:
    """Keeps entries for as long as the program runs."""

    def __init__(self) -> None:
        self._documents: dict[str, Analysed] = {}
        self._segments: dict[str, MemorySegment] = {}
        self._rooms = Rooms()
        self._lock = Lock()

    def search(self, query: Query, shelf: Shelf) -> Results:
        """Find what a reader asked for among what is on their shelf."""
        segments = self._segments
        own = [segments[a] for a in sorted(shelf.audiences) if a in segments]
        return self._rooms.room(shelf, own).answer(query)

    def held(self) -> Mapping[str, str]:
        """Give the digest of every document, by key."""
        return {key: document.kept.digest for key, document in self._documents.items()}

    def sync(self, entries: Iterable[Entry], *, rebuild: bool = False) -> Synced:
        """Make the index hold exactly these entries."""
        with self._lock:
            old = {} if rebuild else self._documents
            new: dict[str, Analysed] = {}
            for key, sections in grouped(entries):
                before = old.get(key)
                if before and before.kept.digest == sections[0].digest:
                    new[key] = before
                elif sections[0].title:
                    new[key] = analysed(sections)
            kept = sum(old.get(key) is document for key, document in new.items())
            synced = Synced(
                added=len(new) - kept,
                removed=len(self._documents) - kept,
                kept=kept,
                rebuilt=rebuild,
            )
            if synced.added or synced.removed:
                self._documents, self._segments = new, _segments(new)
            return synced


def _segments(documents: dict[str, Analysed]) -> dict[str, MemorySegment]:
    by_audience: dict[str, list[Analysed]] = defaultdict(list)
    for document in documents.values():
        by_audience[document.audience].append(document)
    return {audience: MemorySegment(own) for audience, own in by_audience.items()}
