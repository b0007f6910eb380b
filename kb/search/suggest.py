"""Suggestions while somebody types: themes and titles of this shelf."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kb.content.documents import KINDS
from kb.search.analysis import fold, raw_words
from kb.search.asking import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.library import Shelf

_MOST_LETTERS = 80
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that can be chosen: a theme or a document, by its key."""

    label: str
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class _Row:
    names: tuple[str, ...]  # folded, each with a space before every word
    often: int
    suggestion: Suggestion


def suggest(prefix: str, shelf: Shelf, limit: int = 8) -> tuple[Suggestion, ...]:
    """Suggest themes first, then titles, in which a word starts with what was typed.

    A theme is suggested under its label whichever of its names was begun, and only
    when a document on the shelf carries it.
    """
    typed = _folded(clean(prefix)[:_MOST_LETTERS])
    if len(typed) <= _SHORTEST:
        return ()
    rows = [row for row in _rows(shelf) if any(typed in name for name in row.names)]
    rows.sort(
        key=lambda row: (
            row.suggestion.kind != "theme",
            not any(name.startswith(typed) for name in row.names),
            -row.often,
            row.suggestion.label,
        )
    )
    return tuple(row.suggestion for row in rows[: max(0, limit)])


def _folded(text: str) -> str:
    """Fold a text so that each word of it has a space before it."""
    return "".join(f" {fold(word).replace('-', ' ')}" for word in raw_words(text))


def _rows(shelf: Shelf) -> tuple[_Row, ...]:
    return _rows_of(shelf.version, shelf)


@lru_cache(maxsize=8)
def _rows_of(version: str, shelf: Shelf) -> tuple[_Row, ...]:  # noqa: ARG001 - part of the key
    return (*_themes(shelf), *_titles(shelf))


def _themes(shelf: Shelf) -> Iterator[_Row]:
    often = Counter(
        theme
        for folder in KINDS
        for document in shelf.all(folder)
        for theme in dict.fromkeys(document.themes)
    )
    for concept in shelf.vocabulary.concepts.values():
        if often[concept.id]:
            names = (concept.label, *concept.alternatives, *concept.historic)
            yield _Row(
                tuple(_folded(name) for name in names),
                often[concept.id],
                Suggestion(concept.label, "theme", f"themes/{concept.id}"),
            )


def _titles(shelf: Shelf) -> Iterator[_Row]:
    for folder in KINDS:
        for document in shelf.all(folder):
            yield _Row(
                (_folded(document.title),),
                0,
                Suggestion(document.title, document.kind, document.key),
            )
