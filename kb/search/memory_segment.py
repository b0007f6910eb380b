"""Postings in dictionaries: for the engine in memory and for what is not indexed."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from kb.search.segments import spelt_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.search.segments import Analysed, Kept, Parts, Places, Spelt

_numbers = count()


class MemorySegment:
    """Some documents with their postings in dictionaries."""

    def __init__(self, documents: Sequence[Analysed]) -> None:
        self.id = f"memory-{next(_numbers)}"
        self.documents: Sequence[Kept | None] = tuple(d.kept for d in documents)
        self._parts = tuple(d.parts for d in documents)
        terms: dict[str, list[Places]] = defaultdict(list)
        for number, document in enumerate(documents):
            for term, places in document.terms.items():
                terms[term].append(
                    np.frombuffer(places, np.uint32).astype(np.int64) | number << 32
                )
        self._terms = {term: np.concatenate(found) for term, found in terms.items()}

    def parts(self, number: int) -> Parts:
        """Give the sections of a document."""
        return self._parts[number]

    def places(self, term: str) -> Places:
        """Give the places of a term."""
        return self._terms.get(term, np.empty(0, np.int64))

    @cached_property
    def spelt(self) -> Spelt:
        """Give the words of each document as spelt."""
        return spelt_in(self.documents)
