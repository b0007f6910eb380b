"""The vocabulary at work: which concepts a question names, in whichever words."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.search.analysis import (
    ACRONYM,
    LIGHT,
    STOP,
    fold,
    places,
    raw_words,
    reading,
    stem,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.content.vocabulary import Concept, Vocabulary

_ACRONYM = re.compile(r"([A-Z][A-Z0-9&]+)s?")
_LONGEST_LABEL = 10
_NEAR_SHARE = 0.5
_MOST_NEAR = 2


@dataclass(frozen=True, slots=True)
class Spoken:
    """One place of a question: its stem, and which of the typed words it is part of.

    `empty` marks a word that says nothing by itself; `word` is the place as spelt.
    """

    stem: str
    word: str
    typed: int
    empty: bool


@dataclass(frozen=True, slots=True)
class Label:
    """One way to say a concept; `shown` is false for terms of the past."""

    concept: str
    text: str
    terms: tuple[str, ...]
    shown: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a question that names concepts: places from `start` up to `end`."""

    start: int
    end: int
    concepts: tuple[str, ...]


class Thesaurus:
    """The labels of a vocabulary, ready to be met in a question."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.concepts = vocabulary.concepts
        self._labels: dict[str, list[Label]] = defaultdict(list)
        self._exact: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._bags: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._words: dict[str, set[str]] = defaultdict(set)
        self.spelt: set[str] = set()
        self.known: set[str] = set()
        for concept in vocabulary.concepts.values():
            for text, shown in _texts(concept):
                self._add(Label(concept.id, text, _search_terms(text), shown))
        self.sorted_words = tuple(sorted(self.spelt))
        self._spread = Counter(w for words in self._words.values() for w in words)

    def labels(self, concept: str) -> Sequence[Label]:
        """List the ways to say a concept, the preferred one first."""
        return self._labels[concept]

    def spans(self, spoken: Sequence[Spoken]) -> tuple[Span, ...]:
        """Find the concepts that a question names, the longest names first."""
        taken: set[int] = set()
        spans = []
        for length in range(min(_LONGEST_LABEL, len(spoken)), 0, -1):
            for start in range(len(spoken) - length + 1):
                window = range(start, start + length)
                if taken.isdisjoint(window) and (
                    concepts := self._named(spoken[start : start + length])
                ):
                    spans.append(Span(start, start + length, tuple(concepts)))
                    taken.update(window)
        return tuple(sorted(spans, key=lambda span: span.start))

    def near(self, spoken: Iterable[Spoken]) -> list[tuple[str, float]]:
        """Find concepts that share most of a question's words without being named.

        Each comes with the share of the question that it covers.
        """
        asked = {s.stem for s in spoken if not s.empty and s.word not in LIGHT}
        total = sum(map(self._rarity, asked))
        shares = []
        for concept, words in self._words.items():
            common = asked & words
            share = sum(map(self._rarity, common)) / total if total else 0.0
            if len(common) > 1 and share >= _NEAR_SHARE:
                names = self._labels[concept]
                at_once = max(len(common.intersection(name.terms)) for name in names)
                shares.append((-at_once, -share, concept))
        shares.sort()
        # Words of one name say more than words from here and there.
        best = [near for near in shares if near[0] == shares[0][0]]
        return [(concept, -share) for _, share, concept in best[:_MOST_NEAR]]

    def _rarity(self, word: str) -> float:
        return math.log(1 + len(self._words) / (0.5 + self._spread[word]))

    def _named(self, window: Sequence[Spoken]) -> list[str]:
        if len(window) == 2:  # noqa: PLR2004 - whistle blowing is whistleblowing
            joined = stem("".join(s.word for s in window))
            if (joined,) in self._exact:
                return self._exact[joined,]
        terms = tuple(s.stem for s in window)
        if terms in self._exact:
            return self._exact[terms]
        if window[0].empty or window[-1].empty:
            return []
        bag = tuple(sorted(s.stem for s in window if not s.empty))
        return self._bags.get(bag, [])

    def _add(self, label: Label) -> None:
        self._labels[label.concept].append(label)
        read = [reading(raw) for raw in raw_words(label.text)]
        words = [word for r in read for word in r.words]
        self.known.update(map(stem, words))
        if label.shown:
            self.spelt.update(w for w in words if w.isalpha())
        content = [stem(word) for word in words if word not in STOP]
        self._words[label.concept].update(content)
        joined = tuple(stem("".join(r.words)) for r in read)
        for key in {tuple(map(stem, words)), joined}:
            _put(self._exact[key], label.concept)
        if len(content) > 1:
            _put(self._bags[tuple(sorted(content))], label.concept)


def _texts(concept: Concept) -> list[tuple[str, bool]]:
    shown = [(text, True) for text in (concept.label, *concept.alternatives)]
    return shown + [(text, False) for text in concept.historic]


def _search_terms(text: str) -> tuple[str, ...]:
    """Give the terms that stand in a text where the label does."""
    if found := _ACRONYM.fullmatch(text):
        return (ACRONYM + fold(found[1]),)
    return places(text)


def spoken(raw: str, typed: int) -> list[Spoken]:
    """Give the places of one typed word."""
    return [
        Spoken(stem(word), word, typed, word in STOP) for word in reading(raw).words
    ]


def _put(concepts: list[str], concept: str) -> None:
    if concept not in concepts:
        concepts.append(concept)
