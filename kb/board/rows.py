"""Figures by theme, by agency and by review: a row for each, by colour."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kb.board.choosing import Choice, meant
from kb.board.only import first_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kb.board.brag import Colour
    from kb.board.figures import Standing
    from kb.board.only import On


@dataclass(frozen=True, slots=True)
class Row:
    """One theme, agency or review, and how its actions stand."""

    name: str
    """Id of a theme or an agency, or key of a review."""
    choice: Choice
    colours: Mapping[Colour, int]
    total: int


class Rows(Protocol):
    """Makes the rows of one kind."""

    def __call__(self, standing: Standing) -> tuple[Row, ...]:
        """Make the rows."""


def by_theme(standing: Standing) -> tuple[Row, ...]:
    """Count by theme; an action stands in the row of each of its themes."""
    return _rows(standing, "theme", lambda on: on.item.themes)


def by_agency(standing: Standing) -> tuple[Row, ...]:
    """Count by agency."""
    return _rows(standing, "agency", lambda on: [on.action.of.agency])


def by_review(standing: Standing) -> tuple[Row, ...]:
    """Count by review; an action stands in the row of each that teaches the same.

    A review that came out after the day has no row, unless it asked for something.
    """
    every = {one.key: one for on in standing.ons for one in on.item.reviews}
    asks = {on.action.of.document for on in standing.ons}
    known = {
        key
        for key, one in every.items()
        if key in asks or first_day(one) <= standing.day
    }
    found = _rows(standing, "document", lambda on: {r.key for r in on.item.reviews})
    return tuple(row for row in found if row.name in known)


def _rows(
    standing: Standing, field: str, names: Callable[[On], Iterable[str]]
) -> tuple[Row, ...]:
    """Make a row for each name, the one with most actions first.

    Where the scope is one theme, agency or document, there is no other row.
    """
    asked = getattr(standing.scope, field)
    found: dict[str, Counter[Colour]] = defaultdict(Counter)
    for on in standing.ons:
        for name in names(on) if not asked else [asked]:
            found[name][on.colour] += 1
    rows = (
        Row(name, Choice(**{field: name}), counts, counts.total())
        for name, counts in found.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.total, row.name)))


@dataclass(frozen=True, slots=True)
class Answering:
    """How an agency answers: how many of its answers are late, of how many asked."""

    agency: str
    late: int
    asked: int
    choice: Choice


def answering(standing: Standing) -> tuple[Answering, ...]:
    """List the agencies that answer late, the one with most of it first."""
    late = Counter(on.action.of.agency for on in meant(standing.ons, _LATE))
    asked = Counter(on.action.of.agency for on in standing.ons)
    return tuple(
        Answering(name, many, asked[name], Choice(agency=name, only=_LATE.only))
        for name, many in late.most_common()
    )


_LATE = Choice(only="answered-late")
