"""How well each document of a view answers a question. The numbers are all here.

A document scores for each word of the question (BM25F over title, labels, headings and
text), for words that stand side by side as they were typed, and for each concept that
the question names: tagged with it, or saying it in other words. The sum then counts by
how much of the question it covers, rare words counting more, and a document that covers
too little of it is no answer at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from kb.search.analysis import ACRONYM, places, stem
from kb.search.asking import Sort, Unit
from kb.search.looking import looked_up
from kb.search.scoring import rarity, score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kb.search.facets import Filings
    from kb.search.questions import Question, Wanted
    from kb.search.thesaurus import Label, Span, Thesaurus
    from kb.search.view import Found, View

    Scores = NDArray[np.float64]
    Mask = NDArray[np.bool_]

MENDED = 0.9  #: a word in better spelling, beside the word as typed
PART_OF_TERM = 0.6  #: `toxic` alone, where `toxic trio` was asked for
BESIDE = 0.4  #: two words side by side as typed, beside each of them
TAGGED = 1.3  #: the document is filed under the concept
NARROWER = 0.4  #: it is filed under a narrower one, beside TAGGED
BROADER = 0.46  #: it is filed under a broader one, beside TAGGED
NEAR = 0.6  #: the question only shares most words with the concept
SAID = 0.8  #: it says the concept in other words
LEAST_COVERED = 0.45  #: of the rarity of the words, for an answer at all
LEAST_NAMED = 0.08  #: where a concept that was named holds
MOST_TOLD = 4  #: names of one concept that are said to have been searched too
STRANGE = 0.5  #: how much less a word must be covered that nobody here ever used
UNCOVERED = 0.4  #: what is left of a score where nothing is covered
LESSON = 1.1


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
        self.named = np.zeros(size, bool)

    def ranked(self) -> Ranked:
        """Score every document."""
        in_terms = self._in_terms()
        for number, wanted in enumerate(self.question.wanted):
            self._word(number, wanted, PART_OF_TERM if number in in_terms else 1.0)
        self._beside()
        for span in self.question.spans:
            for concept in span.concepts:
                self._concept(concept, sorted(self._typed(span)), 1.0)
        for concept, share in self.question.near:
            self._concept(concept, range(len(self.mass)), NEAR * share)
        mask = self._enough() & self._conditions()
        self.total *= np.where(self.filings.lessons, LESSON, 1.0)
        return Ranked(self.total, mask, tuple(self.traces), self._told())

    def _word(self, number: int, wanted: Wanted, share: float) -> None:
        founds = [(self._find(unit), 1.0) for unit in wanted.alternatives]
        if wanted.mended:
            founds.append((self._find(Unit(Sort.WORD, wanted.mended)), MENDED))
        scores = np.zeros(len(self.view.keys))
        for found, weight in founds:
            np.maximum(scores, self._score(found) * weight, out=scores)
        self.total += scores * share
        self.covered[number] = (scores > 0) * share
        if not wanted.light:
            every = self.view.union(found for found, _ in founds)
            known = every.frequency or self._is_known(wanted)
            self.mass[number] = self._rarity(every.frequency)
            self.mass[number] *= 1.0 if known else STRANGE

    def _is_known(self, wanted: Wanted) -> bool:
        words = {term for unit in wanted.alternatives for term in places(unit.text)}
        return not words.isdisjoint(self.thesaurus.known)

    def _find(self, unit: Unit) -> Found:
        """Find a unit, whatever sort it is, and note it for the passages."""
        found, rows = looked_up(unit, self.view, self.filings)
        self.traces.append(Trace(found, rows, 1.0))
        return found

    def _beside(self) -> None:
        spoken = self.question.spoken
        for one, other in pairwise(spoken):
            if one.typed == other.typed or (one.empty and other.empty):
                continue
            found = self.view.phrase((one.stem, other.stem))
            if found.frequency:
                self.total += self._score(found) * BESIDE
            whole = stem(one.word + other.word)
            joined = self.view.term(whole)
            if joined.frequency and one.typed >= 0 and other.typed >= 0:
                self.traces.append(Trace(joined, ((whole,),), 1.0))
                scores = self._score(joined)
                self.total += scores
                self._cover([one.typed, other.typed], scores > 0, 1.0)

    def _in_terms(self) -> set[int]:
        """List the words that are only part of a term of several words."""
        typed = [self._typed(span) for span in self.question.spans]
        return set().union(*(words for words in typed if len(words) > 1))

    def _typed(self, span: Span) -> set[int]:
        """Say which words of the question a span is made of."""
        spoken = self.question.spoken[span.start : span.end]
        return {s.typed for s in spoken} - {-1}

    def _concept(self, concept: str, typed: Sequence[int], share: float) -> None:
        said, rows = self._said(concept)
        term = self.thesaurus.concepts[concept]
        tagged = self._filed([concept])
        narrow = self._filed(term.narrower) & ~tagged
        broad = self._filed(term.broader) & ~(tagged | narrow)
        speaks = np.zeros_like(tagged)
        speaks[said.documents] = True
        weight = self._rarity(int((tagged | speaks).sum())) * share
        self.traces.append(Trace(said, rows, SAID * share))
        filed = tagged + NARROWER * narrow + BROADER * broad
        self.total += weight * TAGGED * filed
        self.total += self._score(said, weight) * SAID
        self._cover(typed, tagged | speaks, share)
        self._cover(typed, narrow, NARROWER * share)
        self._cover(typed, broad, BROADER * share)
        if share == 1.0:
            self.named |= tagged | speaks

    def _filed(self, concepts: Sequence[str]) -> Mask:
        mask = np.zeros(len(self.view.keys), bool)
        for concept in concepts:
            mask |= self.filings.holding("theme", concept)
        return mask

    def _said(self, concept: str) -> tuple[Found, tuple[tuple[str, ...], ...]]:
        founds, rows = [], []
        typed = {s.stem for s in self.question.spoken}
        start = len(self.also)
        for label in self.thesaurus.labels(concept):
            found = self.view.phrase(label.terms, text_only=True)
            if found.frequency:
                founds.append(found)
                rows.append(label.terms)
            self._tell(label, typed, found)
        del self.also[start + MOST_TOLD :]
        return self.view.union(founds), tuple(rows)

    def _told(self) -> tuple[str, ...]:
        """List what was searched too; bed sharing and bed-sharing are one."""
        told = {"".join(s.stem for s in self.question.spoken): ""}
        for text in self.also:
            told.setdefault("".join(places(text)), text)
        return tuple(filter(None, told.values()))

    def _tell(self, label: Label, typed: set[str], found: Found) -> None:
        """Say that a label was searched, unless it was typed or is of the past."""
        plain = {term.removeprefix(ACRONYM) for term in label.terms}
        preferred = label is self.thesaurus.labels(label.concept)[0]
        if label.shown and not plain <= typed and (found.frequency or preferred):
            self.also.append(label.text)

    def _cover(self, typed: Sequence[int], documents: Mask, share: float) -> None:
        for number in typed:
            row = self.covered[number]
            np.maximum(row, documents * min(share, 1.0), out=row)

    def _enough(self) -> Mask:
        """Weigh scores by how much is covered; say which cover enough."""
        if not self.mass.any():
            return self.total > 0 if len(self.mass) else self._all()
        covered = self.mass @ self.covered / self.mass.sum()
        self.total *= UNCOVERED + (1 - UNCOVERED) * covered
        least = np.where(self.named, LEAST_NAMED, LEAST_COVERED)
        return np.asarray((self.total > 0) & (covered >= least))

    def _all(self) -> Mask:
        return np.ones(len(self.view.keys), bool)

    def _conditions(self) -> Mask:
        mask = self._all()
        for group in self.question.required:
            held = [self._holds(unit) for unit in group]
            mask &= np.asarray(np.logical_or.reduce(held))
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

    def _rarity(self, frequency: int) -> float:
        return rarity(self.view, frequency)

    def _score(self, found: Found, weight: float | None = None) -> Scores:
        return score(self.view, found, weight)
