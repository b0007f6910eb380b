"""How well each document of a view answers a question. The numbers are all here.

A document scores for each word of the question (BM25F over title, labels, headings and
text), for words that stand side by side as they were typed, and for each concept that
the question names: tagged with it, or saying it in other words. The sum then counts by
how much of the question it covers, rare words counting more, and a document that covers
too little of it is no answer at all.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.search.analysis import ACRONYM, fold, places, stem
from kb.search.asking import Sort
from kb.search.questions import terms_of
from kb.search.segments import IN_LABELS, TITLE, field_of
from kb.search.view import found_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kb.search.asking import Unit
    from kb.search.facets import Filings
    from kb.search.questions import Question, Wanted
    from kb.search.thesaurus import Label, Thesaurus
    from kb.search.view import Found, View

    Scores = NDArray[np.float64]
    Mask = NDArray[np.bool_]

#: What one occurrence counts in title, labels, headings and text, and how much a
#: field's length takes from that.
FIELD_WEIGHTS = np.array([[3.0], [2.0], [1.5], [1.0]])
FIELD_LENGTHS = np.array([[0.4], [0.4], [0.3], [0.7]])
SATURATION = 1.4

MENDED = 0.9  #: a word in better spelling, beside the word as typed
PART_OF_TERM = 0.6  #: `toxic` alone, where `toxic trio` was asked for
BESIDE = 0.4  #: two words side by side as typed, beside each of them
TAGGED = 1.3  #: the document is filed under the concept
NARROWER = 0.4  #: it is filed under a narrower one, beside TAGGED
NEAR = 0.6  #: the question only shares most words with the concept
SAID = 0.8  #: it says the concept in other words
LEAST_COVERED = 0.35
UNCOVERED = 0.4  #: what is left of a score where nothing is covered
LESSON = 1.05
MOST_TERMS = 200


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that counted, for choosing and marking passages."""

    found: Found
    rows: tuple[tuple[str, ...], ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """Scores by view number; documents that do not answer are not in `mask`."""

    scores: Scores
    mask: Mask
    traces: tuple[Trace, ...]
    also: tuple[str, ...]


class Ranking:
    """One question put to one view."""

    def __init__(
        self, question: Question, view: View, filings: Filings, thesaurus: Thesaurus
    ) -> None:
        self.question = question
        self.view = view
        self.filings = filings
        self.thesaurus = thesaurus
        self.traces: list[Trace] = []
        self.also: list[str] = []
        size = len(view.keys)
        self.total = np.zeros(size)
        self.covered = np.zeros((len(question.wanted), size))
        self.mass = np.zeros(len(question.wanted))

    def ranked(self) -> Ranked:
        """Score every document."""
        words = [
            self._word(number, wanted)
            for number, wanted in enumerate(self.question.wanted)
        ]
        in_terms = self._in_terms()
        for number, (wanted, score) in enumerate(
            zip(self.question.wanted, words, strict=True)
        ):
            share = PART_OF_TERM if number in in_terms else 1.0
            self.total += score * share
            self.covered[number] = (score > 0) * share
            self.mass[number] *= not wanted.light
        self._beside()
        for span in self.question.spans:
            typed = {s.typed for s in self.question.spoken[span.start : span.end]}
            for concept in span.concepts:
                self._concept(concept, sorted(typed - {-1}), 1.0)
        for concept, share in self.question.near:
            self._concept(concept, range(len(self.mass)), NEAR * share)
        mask = self._enough() & self._conditions()
        self.total *= np.where(self.filings.lessons, LESSON, 1.0)
        return Ranked(
            self.total, mask, tuple(self.traces), tuple(dict.fromkeys(self.also))
        )

    # Words

    def _word(self, number: int, wanted: Wanted) -> Scores:
        founds = [(self._find(unit), 1.0) for unit in wanted.alternatives]
        if wanted.mended:
            rows = terms_of(wanted.mended, self.view)
            founds.append((self._rows(rows, MENDED), MENDED))
        score = np.zeros(len(self.view.keys))
        for found, weight in founds:
            np.maximum(score, self._score(found) * weight, out=score)
        every = self.view.union(found for found, _ in founds)
        self.mass[number] = self._rarity(every.frequency)
        return score

    def _find(self, unit: Unit) -> Found:
        """Find a unit, whatever sort it is, and note it for the passages."""
        if unit.sort is Sort.PREFIX:
            return self._rows(tuple((t,) for t in self._starting(unit.text)), 1.0)
        if unit.sort is Sort.THEME:
            filed = np.flatnonzero(self._themed(unit.text)).astype(np.int64)
            return found_at(filed << 32 | IN_LABELS)
        if unit.sort is Sort.WORD:
            return self._rows(terms_of(unit.text, self.view), 1.0)
        found = self._rows((places(unit.text),), 1.0)
        if unit.sort is Sort.TITLE:
            return found_at(found.places[field_of(found.places) == TITLE])
        return found

    def _rows(self, rows: Sequence[tuple[str, ...]], weight: float) -> Found:
        found = self.view.union(self.view.phrase(row) for row in rows if row)
        self.traces.append(Trace(found, tuple(rows), weight))
        return found

    def _starting(self, prefix: str) -> list[str]:
        words, frequencies = self.view.words
        low = fold(prefix)
        first = bisect_left(words, low)
        last = bisect_left(words, low + "\U0010ffff")
        often = sorted(range(first, last), key=lambda at: (-frequencies[at], words[at]))
        return list(dict.fromkeys(stem(words[at]) for at in often[:MOST_TERMS]))

    def _beside(self) -> None:
        spoken = self.question.spoken
        for one, other in zip(spoken, spoken[1:], strict=False):
            if one.typed == other.typed or (one.empty and other.empty):
                continue
            found = self.view.phrase((one.stem, other.stem))
            if found.frequency:
                self.total += self._score(found) * BESIDE
            joined = self.view.term(stem(one.word + other.word))
            if joined.frequency and one.typed >= 0 and other.typed >= 0:
                self.traces.append(Trace(joined, ((stem(one.word + other.word),),), 1.0))
                score = self._score(joined)
                self.total += score
                self._cover([one.typed, other.typed], score > 0, 1.0)

    def _in_terms(self) -> set[int]:
        """List the words that are only part of a term of several words."""
        found: set[int] = set()
        for span in self.question.spans:
            typed = {s.typed for s in self.question.spoken[span.start : span.end]}
            found |= typed if len(typed - {-1}) > 1 else set()
        return found

    # Concepts

    def _concept(self, concept: str, typed: Sequence[int], share: float) -> None:
        said, rows = self._said(concept)
        tagged = self.filings.holding("theme", concept)
        narrow = np.zeros_like(tagged)
        for narrower in self.thesaurus.concepts[concept].narrower:
            narrow |= self.filings.holding("theme", narrower)
        narrow &= ~tagged
        speaks = np.zeros_like(tagged)
        speaks[said.documents] = True
        rarity = self._rarity(int((tagged | speaks).sum())) * share
        self.traces.append(Trace(said, rows, SAID * share))
        self.total += rarity * TAGGED * (tagged + NARROWER * narrow)
        self.total += self._score(said, rarity) * SAID
        self._cover(typed, tagged | speaks, share)
        self._cover(typed, narrow, NARROWER * share)

    def _said(self, concept: str) -> tuple[Found, tuple[tuple[str, ...], ...]]:
        founds, rows = [], []
        typed = {s.stem for s in self.question.spoken}
        for label in self.thesaurus.labels(concept):
            found = self.view.phrase(label.terms, text_only=True)
            if found.frequency:
                founds.append(found)
                rows.append(label.terms)
            self._tell(label, typed, found)
        return self.view.union(founds), tuple(rows)

    def _tell(self, label: Label, typed: set[str], found: Found) -> None:
        """Say that a label was searched, unless it was typed or is of the past."""
        plain = {term.removeprefix(ACRONYM) for term in label.terms}
        preferred = label is self.thesaurus.labels(label.concept)[0]
        if label.shown and not plain <= typed and (found.frequency or preferred):
            self.also.append(label.text)

    # Numbers

    def _cover(self, typed: Sequence[int], documents: Mask, share: float) -> None:
        for number in typed:
            row = self.covered[number]
            np.maximum(row, documents * min(share, 1.0), out=row)

    def _enough(self) -> Mask:
        """Weigh scores by how much is covered; say which cover enough."""
        if not self.mass.any():
            return self.total > 0 if len(self.mass) else self.view_mask()
        covered = self.mass @ self.covered / self.mass.sum()
        self.total *= UNCOVERED + (1 - UNCOVERED) * covered
        return (self.total > 0) & (covered >= LEAST_COVERED)

    def view_mask(self) -> Mask:
        """Give every document; without words nothing is asked of them."""
        return np.ones(len(self.view.keys), bool)

    def _conditions(self) -> Mask:
        mask = self.view_mask()
        for group in self.question.required:
            mask &= np.logical_or.reduce([self._holds(unit) for unit in group])
        traces = len(self.traces)
        for unit in self.question.excluded:
            mask &= ~self._holds(unit, counts=False)
        del self.traces[traces:]
        return mask

    def _holds(self, unit: Unit, *, counts: bool = True) -> Mask:
        found = self._find(unit)
        self.total += self._score(found) * counts
        mask = np.zeros(len(self.view.keys), bool)
        mask[found.documents] = True
        return mask

    def _themed(self, text: str) -> Mask:
        vocabulary = self.view.shelf.vocabulary
        slug = "-".join(fold(text).split())
        named = vocabulary.concepts.get(slug) or vocabulary.by_label(text)
        if named is None:
            return np.zeros(len(self.view.keys), bool)
        return self.filings.holding("theme", named.id)

    def _rarity(self, frequency: int) -> float:
        return float(np.log1p((self.view.count - frequency + 0.5) / (frequency + 0.5)))

    def _score(self, found: Found, rarity: float | None = None) -> Scores:
        score = np.zeros(len(self.view.keys))
        if not found.frequency:
            return score
        stretch = self.view.stretch[:, found.documents]
        weights = FIELD_WEIGHTS / (1 - FIELD_LENGTHS + FIELD_LENGTHS * stretch)
        often = (found.counts * weights).sum(axis=0)
        rarity = self._rarity(found.frequency) if rarity is None else rarity
        score[found.documents] = (
            rarity * often * (SATURATION + 1) / (SATURATION + often)
        )
        return score
