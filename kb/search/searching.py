"""Answering one search: the same steps for every engine."""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from kb.search.asking import ask
from kb.search.engine import MOST_HITS, Hit, Order, Results
from kb.search.entries import of_document
from kb.search.facets import Filings
from kb.search.memory_segment import MemorySegment
from kb.search.passages import passages
from kb.search.questions import Question, question
from kb.search.ranking import Ranked, Ranking
from kb.search.segments import analysed
from kb.search.thesaurus import Thesaurus
from kb.search.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kb.content.library import Shelf
    from kb.search.asking import Asked
    from kb.search.engine import Query
    from kb.search.segments import Analysed, Segment

_MOST_ROOMS = 8
_MOST_ALSO = 8
_MOST_ANALYSED = 500
NO_WORDS = "There are no words in that search."


class Room:
    """What searching one shelf in one state of the index needs, made once."""

    def __init__(self, shelf: Shelf, segments: Sequence[Segment]) -> None:
        self.view = View(shelf, segments)
        self.thesaurus = Thesaurus(shelf.vocabulary)

    @cached_property
    def filings(self) -> Filings:
        """Give what the shelf's documents are filed under."""
        return Filings(self.view.shelf, self.view.keys)

    def answer(self, query: Query) -> Results:
        """Answer a query."""
        asked = ask(query.words)
        if asked.text and not (asked.groups or asked.excluded):
            return Results(total=0, hits=(), note=NO_WORDS)
        looked_up = question(asked, self.view, self.thesaurus, exact=query.exact)
        ranked = Ranking(looked_up, self.view, self.filings, self.thesaurus).ranked()
        return self._page(query, asked, looked_up, ranked)

    def _page(
        self, query: Query, asked: Asked, looked_up: Question, ranked: Ranked
    ) -> Results:
        found = ranked.mask & self.filings.between(query.since, query.until)
        chosen = self.filings.chosen(query.chosen)
        left = np.logical_and.reduce([found, *chosen.values()])
        numbers = self._ordered(np.flatnonzero(left), ranked.scores, query.order)
        size = max(0, min(query.size, MOST_HITS))
        start = (max(query.page, 1) - 1) * size
        shown = numbers[start : start + size].tolist()
        pieces = passages(shown, self.view, ranked.traces)
        return Results(
            total=len(numbers),
            hits=tuple(
                Hit(
                    key=self.view.keys[number],
                    score=float(ranked.scores[number]),
                    passages=found_here,
                )
                for number, found_here in zip(shown, pieces, strict=True)
            ),
            facets=self.filings.counts(found, chosen),
            also=ranked.also[:_MOST_ALSO],
            did_you_mean=looked_up.did_you_mean,
            corrected=looked_up.corrected,
            note=asked.note,
        )

    def _ordered(
        self, numbers: NDArray[np.intp], scores: NDArray[np.float64], order: Order
    ) -> NDArray[np.intp]:
        """Sort by score or by date, then by key, so that equals always stand alike."""
        score = np.round(scores[numbers], 9)
        by: list[NDArray[Any]]
        newest = -self.filings.first[numbers]
        if order is Order.DATE:
            by = [numbers, -score, newest]
        elif not score.any():
            by = [numbers, newest, ~self.filings.lessons[numbers]]
        else:
            by = [numbers, -score]
        return numbers[np.lexsort(by)]


class Rooms:
    """The rooms of the shelves that were searched lately."""

    def __init__(self) -> None:
        self._rooms: OrderedDict[object, Room] = OrderedDict()
        self._analysed: OrderedDict[str, Analysed] = OrderedDict()
        self._lock = Lock()

    def room(self, shelf: Shelf, segments: Sequence[Segment]) -> Room:
        """Give the room for a shelf and the segments as they are now."""
        key = (shelf.version, shelf.audiences, tuple(s.id for s in segments))
        with self._lock:
            if key in self._rooms:
                self._rooms.move_to_end(key)
                return self._rooms[key]
            whole = [*segments, *self._not_indexed(shelf, segments)]
            room = self._rooms[key] = Room(shelf, whole)
            while len(self._rooms) > _MOST_ROOMS:
                self._rooms.popitem(last=False)
            return room

    def _not_indexed(
        self, shelf: Shelf, segments: Sequence[Segment]
    ) -> list[MemorySegment]:
        """Index here what the index does not have as the shelf shows it today.

        So a document is found as soon as it is on the shelf, and an index that is
        old, damaged or missing gives the same answers as a fresh one, only later.
        """
        held = {
            (kept.key, kept.digest) for s in segments for kept in s.documents if kept
        }
        digests = {key: shelf.digest(key) for key in sorted(shelf.keys)}
        missing = [key for key in digests.items() if key not in held]
        documents = [self._read(shelf, *pair) for pair in missing]
        found = [document for document in documents if document]
        return [MemorySegment(found)] if found else []

    def _read(self, shelf: Shelf, key: str, digest: str) -> Analysed | None:
        if digest not in self._analysed:
            document = shelf.find(key)
            if document is None:
                return None
            self._analysed[digest] = analysed(tuple(of_document(document, shelf)))
        self._analysed.move_to_end(digest)
        while len(self._analysed) > _MOST_ANALYSED:
            self._analysed.popitem(last=False)
        return self._analysed[digest]
