"""Mending a misspelt word with the words of this shelf and of the vocabulary."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from kb.search.analysis import LIGHT, STOP, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.search.thesaurus import Thesaurus
    from kb.search.view import View

_SHORTEST = 4
_LONG = 8
_ENOUGH = 20


def mended(word: str, view: View, thesaurus: Thesaurus) -> str:
    """Give a better spelling of a word, or "" when it needs none or has none.

    A word whose stem is known is let be, unless a term of the vocabulary is but a
    letter away: curiousity is not curious.
    """
    words, _ = view.words
    if len(word) < _SHORTEST or not word.isalpha() or word in STOP or word in LIGHT:
        return ""
    if _has(words, word) or word in thesaurus.spelt:
        return ""
    root = stem(word)
    if view.term(root).frequency or root in thesaurus.known:
        near = _near(word, thesaurus.sorted_words, 1) if len(word) >= _LONG else {}
        near = {w: d for w, d in near.items() if stem(w) != root and w[0] == word[0]}
        return min(near, default="")
    return _likeliest(word, view, thesaurus)


def _likeliest(word: str, view: View, thesaurus: Thesaurus) -> str:
    words, frequencies = view.words
    most = 2 if len(word) >= _LONG else 1
    start = bisect_left(words, word[0])
    first = words[start : bisect_left(words, chr(ord(word[0]) + 1), start)]
    own = thesaurus.sorted_words
    candidates = _near(word, first, most) | _near(word, own, most)
    candidates = candidates or _near(word, words, 1)
    if not candidates:
        return ""

    def merit(candidate: str) -> tuple[int, bool, bool, int, str]:
        here = _has(words, candidate)
        often = int(frequencies[bisect_left(words, candidate)]) if here else 0
        distance = candidates[candidate]
        return (
            distance,
            candidate[0] != word[0],
            candidate not in thesaurus.spelt,
            -often,
            candidate,
        )

    return min(candidates, key=merit)


def _has(words: Sequence[str], word: str) -> bool:
    at = bisect_left(words, word)
    return at < len(words) and words[at] == word


def _near(word: str, words: Sequence[str], most: int) -> dict[str, int]:
    found = extract(
        word, words, scorer=OSA.distance, processor=None,
        limit=_ENOUGH, score_cutoff=most,
    )  # fmt: skip
    return {
        candidate: int(distance)
        for candidate, distance, _ in found
        if len(candidate) >= _SHORTEST
    }
