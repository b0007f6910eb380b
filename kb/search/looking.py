"""Looking up one thing that was asked for: a word, a phrase, a prefix, a theme."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from kb.search.analysis import ACRONYM, fold, places, reading, stem
from kb.search.asking import Sort
from kb.search.segments import IN_LABELS, TITLE, field_of
from kb.search.view import found_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.search.asking import Unit
    from kb.search.facets import Filings
    from kb.search.view import Found, View

    Rows = tuple[tuple[str, ...], ...]

MOST_TERMS = 200


def looked_up(unit: Unit, view: View, filings: Filings) -> tuple[Found, Rows]:
    """Find a unit; give also the rows of terms that it may stand as in a text."""
    if unit.sort is Sort.THEME:
        return _themed(unit.text, view, filings), ()
    rows = _rows(unit, view)
    found = view.union(view.phrase(row) for row in rows if row)
    if unit.sort is Sort.TITLE:
        found = found_at(found.places[field_of(found.places) == TITLE])
    return found, rows


def _rows(unit: Unit, view: View) -> Rows:
    if unit.sort is Sort.PREFIX:
        return tuple((term,) for term in _starting(unit.text, view))
    if unit.sort is Sort.WORD:
        return _word(unit.text, view)
    return (places(unit.text),)


def _word(raw: str, view: View) -> Rows:
    """Give the rows of a word: `co-sleeping` may stand as two terms or as one."""
    read = reading(raw)
    plain = tuple(stem(word) for word in read.words)
    acronyms = [term for _, term in read.terms if term.startswith(ACRONYM)]
    if len(plain) == 1 and acronyms:
        if view.term(acronyms[0]).frequency:
            return ((acronyms[0],),)
        return (plain, (acronyms[0].removeprefix(ACRONYM),))
    if len(plain) > 1:
        return (plain, (stem("".join(read.words)),))
    return (plain,)


def _starting(prefix: str, view: View) -> Sequence[str]:
    """List terms whose words start so, those in most documents of the view first."""
    words, frequencies = view.words
    low = fold(prefix)
    first = bisect_left(words, low)
    last = bisect_left(words, low + "\U0010ffff")
    often = sorted(range(first, last), key=lambda at: (-frequencies[at], words[at]))
    return list(dict.fromkeys(stem(words[at]) for at in often[:MOST_TERMS]))


def _themed(text: str, view: View, filings: Filings) -> Found:
    """Find what is filed under a theme, by its id or by any of its names."""
    vocabulary = view.shelf.vocabulary
    slug = "-".join(fold(text).split())
    concept = vocabulary.concepts.get(slug) or vocabulary.by_label(text)
    filed = filings.holding("theme", concept.id if concept else "")
    return found_at(np.flatnonzero(filed).astype(np.int64) << 32 | IN_LABELS)
