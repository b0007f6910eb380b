"""Facets: what each document of a shelf is filed under, and counting that.

Everything comes from the shelf's own documents, whose links are already cut to what
this reader may read, and nothing from an index.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.content.documents import Lesson, Policy, Report, Review
from kb.search.engine import FACETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from kb.content.dates import When
    from kb.content.documents import Document
    from kb.content.library import Shelf

    Mask = NDArray[np.bool_]

_NEVER, _ALWAYS = 0, 9999_12_31


@dataclass(frozen=True, slots=True)
class _Filing:
    """One document beside the reviews that it rests on."""

    document: Document
    reviews: tuple[Review, ...]


def date_of(document: Document, shelf: Shelf) -> When | None:
    """Give the date of a document: a lesson's is that of its newest review."""
    if isinstance(document, Policy):
        return document.current.date
    dates = [review.published for review in _reviews(document, shelf)]
    return max((date for date in dates if date), default=None)


def _reviews(document: Document, shelf: Shelf) -> tuple[Review, ...]:
    if isinstance(document, Review):
        return (document,)
    if isinstance(document, Lesson):
        return tuple(shelf.reviews_of(document))
    if isinstance(document, Report):
        card = shelf.find(f"reviews/{document.review}")
        return (card,) if isinstance(card, Review) else ()
    return ()


def _ages(filing: _Filing) -> Iterable[str]:
    document = filing.document
    return document.ages if isinstance(document, Lesson | Review) else ()


def _agencies(filing: _Filing) -> Iterable[str]:
    document = filing.document
    if isinstance(document, Lesson):
        return document.readers
    return document.agencies if isinstance(document, Review) else ()


def _nations(filing: _Filing) -> Iterable[str]:
    document = filing.document
    if isinstance(document, Policy):
        return (document.nation,)
    return (review.nation for review in filing.reviews)


def _statuses(filing: _Filing) -> Iterable[str]:
    document = filing.document
    return (document.current.status,) if isinstance(document, Policy) else ()


_VALUES: dict[str, Callable[[_Filing], Iterable[str]]] = {
    "kind": lambda f: (f.document.kind,),
    "theme": lambda f: f.document.themes,
    "review_type": lambda f: (r.review_type for r in f.reviews),
    "harm_type": lambda f: (harm for r in f.reviews for harm in r.harm_types),
    "age": _ages,
    "agency": _agencies,
    "nation": _nations,
    "policy_status": _statuses,
}


class Filings:
    """What every document of one shelf is filed under; numbers are places in `keys`."""

    def __init__(self, shelf: Shelf, keys: Sequence[str]) -> None:
        documents = [shelf.get(*key.split("/", 1)) for key in keys]
        dates = [date_of(document, shelf) for document in documents]
        self.lessons = np.array([isinstance(d, Lesson) for d in documents], bool)
        self.first = np.array([_first_day(date) for date in dates], np.int64)
        self.last = np.array([_last_day(date) for date in dates], np.int64)
        self._rows: dict[str, list[int]] = {facet: [] for facet in FACETS}
        codes: dict[str, list[int]] = {facet: [] for facet in FACETS}
        self._ids: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
        for row, (document, date) in enumerate(zip(documents, dates, strict=True)):
            filing = _Filing(document, _reviews(document, shelf))
            values = {facet: find(filing) for facet, find in _VALUES.items()}
            values["year"] = (str(date.year),) if date else ()
            for facet, found in values.items():
                for value in dict.fromkeys(str(v) for v in found):
                    ids = self._ids[facet]
                    self._rows[facet].append(row)
                    codes[facet].append(ids.setdefault(value, len(ids)))
        self._row = {f: np.array(r, np.int64) for f, r in self._rows.items()}
        self._code = {f: np.array(c, np.int64) for f, c in codes.items()}
        self._size = len(keys)

    def holding(self, facet: str, value: str) -> Mask:
        """Say which documents are filed under a value."""
        mask = np.zeros(self._size, bool)
        code = self._ids.get(facet, {}).get(value, -1)
        if code >= 0:
            mask[self._row[facet][self._code[facet] == code]] = True
        return mask

    def chosen(self, chosen: Mapping[str, tuple[str, ...]]) -> dict[str, Mask]:
        """Say, for each facet with a choice, which documents it leaves."""
        return {
            facet: np.logical_or.reduce([self.holding(facet, v) for v in values])
            for facet, values in chosen.items()
            if facet in FACETS and values
        }

    def between(self, since: When | None, until: When | None) -> Mask:
        """Say which documents may be from these days; undated ones only from always."""
        if not since and not until:
            return np.ones(self._size, bool)
        dated = self.last > _NEVER
        return (
            dated
            & (self.last >= _first_day(since))
            & (self.first <= (_last_day(until) if until else _ALWAYS))
        )

    def counts(
        self, found: Mask, chosen: Mapping[str, Mask]
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        """Count the values of each facet, leaving that facet's own choice out."""
        counts = {}
        for facet in FACETS:
            mask = found
            for other, left in chosen.items():
                mask = mask & left if other != facet else mask
            ids = self._ids[facet]
            codes = self._code[facet][mask[self._row[facet]]]
            every = np.bincount(codes, minlength=len(ids)).tolist()
            pairs = [(value, every[code]) for value, code in ids.items() if every[code]]
            counts[facet] = tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
        return counts


def _first_day(date: When | None) -> int:
    if date is None:
        return _NEVER
    return date.year * 10000 + (date.month or 1) * 100 + (date.day or 1)


def _last_day(date: When | None) -> int:
    if date is None:
        return _NEVER
    return date.year * 10000 + (date.month or 12) * 100 + (date.day or 31)
