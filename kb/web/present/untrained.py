"""Lessons on which nobody was trained, or nobody of one agency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content.documents import Lesson, Urgency
from kb.web.present import names
from kb.web.present.lists import Row, rows
from kb.web.present.tracker_filters import Select
from kb.web.present.words import plural

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kb.content.shelf import Shelf

#: The value of the filter that asks about one agency alone.
ONE_AGENCY = "agency"
MOST = 100
_URGENT = tuple(Urgency)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which lessons to look at."""

    theme: str = ""
    agency: str = ""
    """An agency or role for which the lessons are."""
    urgency: str = ""
    reached: str = ""
    """ONE_AGENCY to ask whether that agency was reached, and not whether anybody."""


@dataclass(frozen=True, slots=True)
class UntrainedPage:
    """The lessons that nobody was trained on, the most urgent first."""

    summary: str
    rows: tuple[Row, ...]
    left_out: int
    selects: tuple[Select, ...]


def lessons(
    shelf: Shelf, trained_on: Collection[str], chosen: Chosen = Chosen()
) -> tuple[Lesson, ...]:
    """List the lessons that nobody was trained on, the most urgent first."""
    found = [one for one in _asked(shelf, chosen) if one.key not in trained_on]
    found.sort(key=lambda one: (_URGENT.index(one.urgency), one.title.casefold()))
    return tuple(found)


def untrained_page(
    shelf: Shelf, trained_on: Collection[str], chosen: Chosen, asking: Iterable[str]
) -> UntrainedPage:
    """Set out what nobody was trained on; `asking` are agencies to ask about alone."""
    found = lessons(shelf, trained_on, chosen)
    of = sum(1 for _ in _asked(shelf, chosen))
    nobody = "nobody"
    if chosen.reached and chosen.agency:
        nobody = f"nobody of {names.asked(shelf, chosen.agency)}"
    return UntrainedPage(
        summary=f"{plural(of, 'lesson')}: on {len(found):,} {nobody} was trained.",
        rows=rows(shelf, found[:MOST]),
        left_out=max(len(found) - MOST, 0),
        selects=_selects(shelf, chosen, tuple(asking)),
    )


def _asked(shelf: Shelf, chosen: Chosen) -> Iterable[Lesson]:
    return (
        one
        for one in shelf.every(Lesson)
        if chosen.theme in {"", *one.themes}
        and chosen.agency in {"", *one.readers}
        and chosen.urgency in {"", one.urgency}
    )


def _selects(
    shelf: Shelf, chosen: Chosen, asking: tuple[str, ...]
) -> tuple[Select, ...]:
    every = shelf.every(Lesson)
    themes = {theme for one in every for theme in one.themes}
    readers = {reader for one in every for reader in one.readers}
    named = sorted((names.theme(shelf, one), one) for one in themes)
    own = [one for one in shelf.settings.readers if one in readers]
    made = (
        Select("theme", "Theme", tuple((i, n) for n, i in named), chosen.theme),
        Select(
            "agency",
            "For",
            tuple((one, names.asked(shelf, one)) for one in own),
            chosen.agency,
        ),
        Select("urgency", "Urgency", tuple(names.URGENCIES.items()), chosen.urgency),
    )
    if not asking:
        return made
    words = ((ONE_AGENCY, "Nobody of the agency chosen"),)
    return (*made, Select("reached", "Who was trained", words, chosen.reached))
