"""Themes: the index with its counts and small pictures, and the page of one theme."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kb.content.documents import Lesson, Policy, Review
from kb.errors import NotFoundError
from kb.web.present import addresses, names
from kb.web.present.lists import Row, rows
from kb.web.present.thread import Step
from kb.web.present.timeline import Timeline, timeline
from kb.web.present.words import capital, plural, unlike

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.content.documents import Document
    from kb.content.library import Shelf

ON_THE_FRONT_PAGE = 12


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme in a list: how much there is of it, and when it came up."""

    label: str
    url: str
    meaning: str
    counts: str
    documents: int
    timeline: Timeline | None


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """Themes of one kind."""

    heading: str
    anchor: str
    lines: tuple[ThemeLine, ...]


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme: what it means, what was learned, how often it came back."""

    label: str
    meaning: str
    others: tuple[str, ...]
    near: tuple[tuple[str, tuple[Step, ...]], ...]
    lessons: tuple[Row, ...]
    reviews: tuple[Row, ...]
    policies: tuple[Row, ...]
    timeline: Timeline | None
    search: str


@lru_cache(maxsize=8)
def overview(shelf: Shelf) -> tuple[ThemeGroup, ...]:
    """Group every theme that something on the shelf is about."""
    groups: dict[str, list[ThemeLine]] = defaultdict(list)
    span = _span(shelf)
    for theme, documents in _by_theme(shelf).items():
        concept = shelf.vocabulary.concepts[theme]
        groups[concept.group].append(_line(shelf, theme, documents, span))
    order = [*names.GROUPS, *sorted(groups.keys() - names.GROUPS.keys())]
    return tuple(
        ThemeGroup(
            names.GROUPS.get(group, names.plain(group)),
            group,
            tuple(sorted(groups[group], key=lambda line: line.label.lower())),
        )
        for group in order
        if groups[group]
    )


def most(shelf: Shelf, limit: int = ON_THE_FRONT_PAGE) -> tuple[ThemeLine, ...]:
    """Choose the themes that most documents are about."""
    groups = (g for g in overview(shelf) if g.anchor not in names.NOT_TOPICS)
    lines = [line for group in groups for line in group.lines]
    return tuple(sorted(lines, key=lambda one: (-one.documents, one.label))[:limit])


def covered(shelf: Shelf) -> str:
    """Say which years the small pictures cover."""
    first, last = _span(shelf)
    return f"{first} to {last}"


def theme_page(shelf: Shelf, theme: str) -> ThemePage:
    """Set out one theme."""
    concept = shelf.vocabulary.concepts.get(theme)
    if concept is None:
        raise NotFoundError
    found = {f: shelf.with_theme(theme, f) for f in ("lessons", "reviews", "policies")}
    used = _by_theme(shelf)
    near = (
        ("Wider", concept.broader),
        ("Narrower", concept.narrower),
        ("Related", concept.related),
    )
    return ThemePage(
        label=capital(concept.label),
        meaning=concept.scope_note,
        others=unlike(concept.label, concept.alternatives),
        near=tuple(
            (heading, steps)
            for heading, ids in near
            if (steps := _steps(shelf, (one for one in ids if one in used)))
        ),
        lessons=rows(shelf, found["lessons"]),
        reviews=rows(shelf, found["reviews"]),
        policies=rows(shelf, found["policies"]),
        timeline=timeline(
            _years(found["reviews"]), _years(found["policies"]), width=640
        ),
        search=addresses.of_search((("theme", theme),)),
    )


def _line(
    shelf: Shelf, theme: str, documents: list[Document], span: tuple[int, int]
) -> ThemeLine:
    concept = shelf.vocabulary.concepts[theme]
    lessons = [doc for doc in documents if isinstance(doc, Lesson)]
    reviews = [doc for doc in documents if isinstance(doc, Review)]
    counts = (
        plural(len(some), one)
        for some, one in ((lessons, "lesson"), (reviews, "review"))
        if some
    )
    return ThemeLine(
        label=capital(concept.label),
        url=addresses.of_theme(theme),
        meaning=concept.scope_note,
        counts=", ".join(counts) or plural(len(documents), "policy"),
        documents=len(documents),
        timeline=timeline(_years(reviews), span=span, width=150, labelled=False),
    )


@lru_cache(maxsize=8)
def _by_theme(shelf: Shelf) -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = defaultdict(list)
    for folder in ("lessons", "reviews", "policies"):
        for document in shelf.all(folder):
            for theme in document.themes:
                if theme in shelf.vocabulary.concepts:
                    found[theme].append(document)
    return dict(found)


def _years(documents: Iterable[Document]) -> list[int]:
    dates = (
        doc.published if isinstance(doc, Review) else doc.current.date
        for doc in documents
        if isinstance(doc, Review | Policy)
    )
    return [when.year for when in dates if when]


def _span(shelf: Shelf) -> tuple[int, int]:
    years = _years(shelf.all("reviews"))
    return min(years, default=0), max(years, default=0)


def _steps(shelf: Shelf, ids: Iterable[str]) -> tuple[Step, ...]:
    return tuple(
        Step(names.theme(shelf, one), addresses.of_theme(one), "") for one in ids
    )
