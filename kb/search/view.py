"""What a shelf sees of the segments: its own documents, numbered, and no others.

Every statistic that ranking uses (how many documents, how often a word occurs, how long
a title is) is worked out here, from documents that are on the shelf and whose entries
were made from what the shelf holds today. What else is in a segment, or was until a
moment ago, changes nothing, not even the last digit of a score.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from kb.search.segments import FIELDS, LABELS, field_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from kb.content.library import Shelf
    from kb.search.segments import Parts, Places, Segment

_MOST_FOUND = 4000


@dataclass(frozen=True, slots=True)
class Found:
    """Where something occurs: which documents, how often in each field, which places.

    `documents` are view numbers in rising order; `counts[f]` has how often the thing
    occurs in field f of each; `places` are (view number << 32 | place), sorted.
    """

    documents: NDArray[np.int64]
    counts: NDArray[np.float64]
    places: Places

    @property
    def frequency(self) -> int:
        """Say in how many documents it occurs."""
        return len(self.documents)

    def of(self, document: int) -> Places:
        """Give the places within one document."""
        low, high = np.searchsorted(self.places, [document << 32, document + 1 << 32])
        within: Places = self.places[low:high] & 0xFFFFFFFF
        return within


def found_at(places: Places) -> Found:
    """Count sorted places by document and field."""
    documents, rows = np.unique(places >> 32, return_inverse=True)
    cells = field_of(places) * len(documents) + rows
    counts = np.bincount(cells, minlength=FIELDS * len(documents))
    return Found(
        documents, counts.reshape(FIELDS, len(documents)).astype(np.float64), places
    )


NOWHERE = found_at(np.empty(0, np.int64))


class View:
    """The documents of a shelf, numbered in the order of their keys, with postings."""

    def __init__(self, shelf: Shelf, segments: Sequence[Segment]) -> None:
        self.shelf = shelf
        self.keys = tuple(sorted(shelf.keys))
        self.number = {key: number for number, key in enumerate(self.keys)}
        self._found: OrderedDict[object, Found] = OrderedDict()
        self._lock = Lock()
        self._parts = _parts(shelf, self.number, segments)
        lengths = np.zeros((FIELDS, len(self.keys)))
        indexed = np.zeros(len(self.keys), bool)
        self._home: dict[int, tuple[Segment, int]] = {}
        for part in self._parts:
            own = part.numbers >= 0
            lengths[:, part.numbers[own]] = part.lengths[:, own]
            indexed[part.numbers[own]] = True
            for at in np.flatnonzero(own).tolist():
                self._home[int(part.numbers[at])] = (part.segment, at)
        self.indexed = indexed
        self.count = int(indexed.sum())
        self.stretch = _stretch(lengths, self.count)

    def parts(self, number: int) -> Parts:
        """Give the sections of a document, as the shelf has them today.

        They come from a segment, whose digest of the document is the shelf's.
        """
        segment, own = self._home[number]
        return segment.parts(own)

    def term(self, term: str) -> Found:
        """Find a term."""
        return self._kept(term, lambda: found_at(self._places(term)))

    def phrase(self, terms: Sequence[str], *, text_only: bool = False) -> Found:
        """Find terms that stand one after the other.

        With `text_only` what stands in the labels does not count.
        """
        key = ("phrase", text_only, *terms)
        return self._kept(key, lambda: self._phrase(terms, text_only=text_only))

    @staticmethod
    def union(founds: Iterable[Found]) -> Found:
        """Put together what was found; a place counts once."""
        every = [found for found in founds if found.frequency]
        if len(every) < 2:  # noqa: PLR2004 - nothing to join
            return every[0] if every else NOWHERE
        return found_at(np.unique(np.concatenate([found.places for found in every])))

    @cached_property
    def words(self) -> tuple[tuple[str, ...], NDArray[np.int64]]:
        """List the words of the shelf as spelt, sorted, and how many have each."""
        total: dict[str, int] = {}
        for part in self._parts:
            for word, n in part.words():
                total[word] = total.get(word, 0) + n
        ordered = tuple(sorted(total))
        return ordered, np.array([total[word] for word in ordered], np.int64)

    def _phrase(self, terms: Sequence[str], *, text_only: bool) -> Found:
        places = self.term(terms[0]).places
        for step, term in enumerate(terms[1:], start=1):
            places = places[_among(places + step, self.term(term).places)]
        if text_only:
            places = places[field_of(places) != LABELS]
        return found_at(places)

    def _places(self, term: str) -> Places:
        every = [part.places(term) for part in self._parts]
        return np.sort(np.concatenate(every)) if every else NOWHERE.places

    def _kept(self, key: object, find: Callable[[], Found]) -> Found:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        found = find()
        with self._lock:
            self._found[key] = found
            while len(self._found) > _MOST_FOUND:
                self._found.popitem(last=False)
        return found


class _Part:
    """One segment with the numbers that its documents have in the view, or -1."""

    def __init__(self, segment: Segment, numbers: NDArray[np.int64]) -> None:
        self.segment = segment
        self.numbers = numbers
        nothing = (0,) * FIELDS
        kept = [k.lengths if k else nothing for k in segment.documents]
        self.lengths = np.array(kept, np.float64).reshape(-1, FIELDS).T

    def places(self, term: str) -> Places:
        """Give the places of a term in the view's own numbers."""
        places = self.segment.places(term)
        numbers = self.numbers[places >> 32]
        own = numbers >= 0
        moved: Places = (numbers[own] << 32) | (places[own] & 0xFFFFFFFF)
        return moved

    def words(self) -> Iterable[tuple[str, int]]:
        """List words as spelt, with how many of the view's documents have each."""
        spelt = self.segment.spelt
        own = spelt.numbers[self.numbers[spelt.documents] >= 0]
        counts = np.bincount(own, minlength=len(spelt.words)).tolist()
        pairs = zip(spelt.words, counts, strict=True)
        return ((word, count) for word, count in pairs if count)


def _parts(
    shelf: Shelf, number: dict[str, int], segments: Sequence[Segment]
) -> tuple[_Part, ...]:
    taken: set[str] = set()
    parts = []
    for segment in segments:
        numbers = np.full(len(segment.documents), -1, np.int64)
        for at, kept in enumerate(segment.documents):
            if kept is None or kept.key not in number or kept.key in taken:
                continue
            if kept.digest == shelf.digest(kept.key):
                numbers[at] = number[kept.key]
                taken.add(kept.key)
        parts.append(_Part(segment, numbers))
    return tuple(parts)


def _stretch(lengths: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """Say how long each field of each document is beside the mean of the shelf."""
    means = lengths.sum(axis=1, keepdims=True) / max(count, 1)
    return lengths / np.where(means > 0, means, 1.0)


def _among(wanted: Places, places: Places) -> NDArray[np.bool_]:
    if not len(places):
        return np.zeros(len(wanted), bool)
    at = np.searchsorted(places, wanted)
    return np.asarray(places[np.minimum(at, len(places) - 1)] == wanted)
