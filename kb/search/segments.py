"""Postings as an engine keeps them: documents, and where each term stands in them.

A place in a document is one number: section, field and word are packed into 32 bits.
A segment never changes, so what was read from it can be kept for as long as it lives.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np

from kb.search.analysis import raw_words, reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from kb.search.engine import Entry

TITLE, LABELS, HEADING, BODY = range(4)
FIELDS = 4
_WORD_BITS, _FIELD_BITS, _SECTION_BITS = 18, 2, 12
SECTION_SHIFT = _WORD_BITS + _FIELD_BITS
#: A place in the labels of a document, for what is filed there without being written.
IN_LABELS = LABELS << _WORD_BITS
_MOST_WORDS = (1 << _WORD_BITS) - 1
_MOST_SECTIONS = (1 << _SECTION_BITS) - 1
_SHORTEST_SPELT = 3

Places: TypeAlias = "NDArray[np.int64]"
#: The sections of a document, the lead first: anchor, heading and text of each.
Parts: TypeAlias = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of one document in a segment without reading its postings."""

    key: str
    digest: str
    lengths: tuple[int, ...]  #: words in title, labels, headings, body
    spelt: str  #: the different words in it, between spaces


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document ready to be kept: terms, and the places of each."""

    audience: str
    kept: Kept
    terms: Mapping[str, bytes]
    parts: Parts


@dataclass(frozen=True, slots=True)
class Spelt:
    """Which words, as they are spelt, are in which documents.

    Document `documents[i]` has word number `numbers[i]` of `words`, which are sorted.
    """

    words: tuple[str, ...]
    documents: NDArray[np.int64]
    numbers: NDArray[np.int64]


class Segment(Protocol):
    """Some documents with their postings; `id` names this very state of them."""

    @property
    def id(self) -> str:
        """Name the segment among all that an engine ever had."""

    @property
    def documents(self) -> Sequence[Kept | None]:
        """List the documents by number; None for one that was deleted."""

    @property
    def spelt(self) -> Spelt:
        """Give the words of the documents as spelt."""

    def parts(self, number: int) -> Parts:
        """Give the sections of a document as they were when it was indexed."""

    def places(self, term: str) -> Places:
        """Give every (document number << 32 | place) of a term, in any order."""


def field_of(places: Places) -> Places:
    """Say in which field each place is."""
    return (places >> _WORD_BITS) & (FIELDS - 1)


def word_of(places: Places) -> Places:
    """Say at which word of its field each place is."""
    return places & _MOST_WORDS


def section_of(places: Places) -> Places:
    """Say in which section each place is."""
    return (places >> SECTION_SHIFT) & _MOST_SECTIONS


def spelt_in(documents: Sequence[Kept | None]) -> Spelt:
    """List the words of documents as spelt."""
    ids: dict[str, int] = {}
    owners, found = array("q"), array("q")
    for number, kept in enumerate(documents):
        words = kept.spelt.split() if kept else []
        found.extend(ids.setdefault(word, len(ids)) for word in words)
        owners.extend([number] * len(words))
    words = sorted(ids)
    rank = np.empty(len(words), np.int64)
    rank[[ids[word] for word in words]] = np.arange(len(words))
    numbers = rank[np.array(found, np.int64)]
    return Spelt(tuple(words), np.array(owners, np.int64), numbers)


def grouped(entries: Iterable[Entry]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Put the sections of a document together; they follow each other."""
    for key, sections in groupby(entries, key=lambda entry: entry.key):
        yield key, tuple(sections)


def analysed(sections: Sequence[Entry]) -> Analysed:
    """Find the terms of a document and where they stand."""
    terms: dict[str, array[int]] = defaultdict(lambda: array("I"))
    lengths = [0] * FIELDS
    tokens: set[str] = set()
    for number, entry in enumerate(sections):
        texts = (entry.title, entry.labels, entry.heading, entry.text)
        for field, text in enumerate(texts):
            found = raw_words(text)
            start = min(number, _MOST_SECTIONS) << SECTION_SHIFT | field << _WORD_BITS
            lengths[field] += _read(found, start, terms)
            tokens.update(found)
    first = sections[0]
    kept = Kept(first.key, first.digest, tuple(lengths), _spelt(tokens))
    written = {term: at.tobytes() for term, at in terms.items()}
    parts = tuple((entry.anchor, entry.heading, entry.text) for entry in sections)
    return Analysed(first.audience, kept, written, parts)


def _read(found: Iterable[str], start: int, terms: Mapping[str, array[int]]) -> int:
    place = 0
    for raw in found:
        read = reading(raw)
        if place + read.width > _MOST_WORDS:
            break
        for step, term in read.terms:
            terms[term].append(start + place + step)
        place += read.width
    return place


def _spelt(tokens: Iterable[str]) -> str:
    words = {word for raw in tokens for word in reading(raw).words}
    return " ".join(
        sorted(w for w in words if len(w) >= _SHORTEST_SPELT and w.isalpha())
    )
