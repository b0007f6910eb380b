"""The page that a chair opens before a meeting: has the learning been acted on?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board import figures, learning, rows, waiting
from kb.board.months import Year
from kb.web.present import board_words, names
from kb.web.present.board_bars import KEYS, Bars, Key, Naming, bars
from kb.web.present.board_lines import (
    Came,
    Line,
    Lines,
    TimesShown,
    came_back,
    late,
    most,
    needs,
    recurring,
    times,
    unproved,
    untrained,
)
from kb.web.present.words import day, plural

if TYPE_CHECKING:
    from collections.abc import Collection

    from kb.board.choosing import Choice
    from kb.board.figures import Standing
    from kb.content.shelf import Shelf
    from kb.web.present.board_links import Links


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the figures that matter most."""

    number: int
    words: str
    url: str
    notes: tuple[str, ...]
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure now and before, each with its list."""

    words: str
    now: int
    url: str
    before: int
    before_url: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything on the dashboard; what there is nothing of is empty."""

    of: str
    day: str
    beside: str
    year: str
    """The board's year in which the day lies, such as 2012-13."""
    tiles: tuple[Tile, ...]
    keys: tuple[Key, ...]
    themes: Bars | None
    agencies: Bars | None
    reviews: Bars | None
    came_back: tuple[Came, ...]
    all_came_back: Line | None
    needs: tuple[Line, ...]
    times: tuple[TimesShown, ...]
    success: str
    success_left_out: Line | None
    figures: tuple[FigureShown, ...]
    late: Lines
    answer_days: int
    recurring: Lines
    unproved: Lines
    untrained: Lines


def dashboard(
    shelf: Shelf,
    now: Standing,
    before: Standing,
    links: Links,
    known: Collection[str] = (),
) -> Dashboard:
    """Set out the figures of a day beside those of an earlier one.

    `known` are the documents on which people were trained in courses or briefings.
    """
    return Dashboard(
        of=of(shelf, now.scope),
        day=day(now.day),
        beside=day(before.day),
        year=Year.of(now.day, now.tracking.year_begins).name,
        tiles=_tiles(now, before, links),
        keys=KEYS,
        themes=None if now.scope.theme else _themes(shelf, now, links),
        agencies=None if now.scope.agency else _agencies(shelf, now, links),
        reviews=None if now.scope.document else _reviews(shelf, now, links),
        came_back=came_back(shelf, now, _AT_ONCE),
        all_came_back=_all_came_back(now, links),
        needs=needs(now, links),
        times=times(waiting.times(now), links),
        success=_success(now),
        success_left_out=_left_out(now, links),
        figures=_figures(now, before, links),
        late=most(late(shelf, rows.answering(now), links)),
        answer_days=now.tracking.answer_days,
        recurring=most(recurring(shelf, learning.recurring(now, before.day), links)),
        unproved=most(unproved(shelf, now, links)),
        untrained=most(untrained(now, links, known)),
    )


_AT_ONCE = 5


def of(shelf: Shelf, scope: Choice) -> str:
    """Say which actions are meant."""
    document = shelf.find(scope.document) if scope.document else None
    parts = [
        names.asked(shelf, scope.agency) if scope.agency else "All agencies",
        names.theme(shelf, scope.theme) if scope.theme else "",
        document.title if document else "",
    ]
    return ", ".join(part for part in parts if part)


def _tiles(now: Standing, before: Standing, links: Links) -> tuple[Tile, ...]:
    ages = figures.overdue(now)
    oldest = plural(ages.oldest, "day") if ages.oldest else ""
    checks = now.count(figures.FIGURES["check-due"])
    notes = {
        "overdue": f"the oldest by {oldest}, half of them by {ages.median} or more"
        if oldest
        else "",
        "met": f"{checks} due for the check that it lasted" if checks else "",
    }
    return tuple(
        _tile(name, now, before, links, notes.get(name, ""))
        for name in ("overdue", "in-time", "done", "met")
    )


def _tile(name: str, now: Standing, before: Standing, links: Links, note: str) -> Tile:
    choice = figures.FIGURES[name]
    was = f"was {before.count(choice):,}"
    number = now.count(choice)
    return Tile(
        number=number,
        words=board_words.TILES[name],
        url=links.listed(choice),
        notes=tuple(part for part in (was, note) if part),
        is_bad=name == "overdue" and number > 0,
    )


def _figures(now: Standing, before: Standing, links: Links) -> tuple[FigureShown, ...]:
    return tuple(
        FigureShown(
            board_words.FIGURES[name],
            now.count(choice),
            links.listed(choice),
            before.count(choice),
            links.listed_before(choice),
        )
        for name, choice in figures.FIGURES.items()
    )


def _success(now: Standing) -> str:
    found = figures.success(now)
    if found.rate is None:
        return ""
    return f"{found.rate} in 100 of what was closed was met: {found.met} of {found.of}."


def _left_out(now: Standing, links: Links) -> Line | None:
    count = figures.success(now).left_out
    choice = figures.FIGURES["left-out"]
    return Line(f"{count} left out", links.listed(choice), "") if count else None


def _all_came_back(now: Standing, links: Links) -> Line | None:
    count = now.count(learning.CAME_BACK)
    if not count:
        return None
    words = f"All {count} that have come back" if count > 1 else "Show it in the list"
    return Line(words, links.listed(learning.CAME_BACK), "")


def _themes(shelf: Shelf, now: Standing, links: Links) -> Bars | None:
    """Leave out terms that say who or how old, not what was learned."""
    concepts = shelf.vocabulary.concepts
    topics = (
        row
        for row in rows.by_theme(now)
        if row.name in concepts and concepts[row.name].group not in names.NOT_TOPICS
    )
    return bars(
        topics,
        Naming("themes", "Theme", lambda name: names.theme(shelf, name), links),
    )


def _agencies(shelf: Shelf, now: Standing, links: Links) -> Bars | None:
    return bars(
        rows.by_agency(now),
        Naming("agencies", "Agency", lambda name: names.asked(shelf, name), links),
    )


def _reviews(shelf: Shelf, now: Standing, links: Links) -> Bars | None:
    return bars(
        rows.by_review(now),
        Naming(
            "reviews",
            "Review",
            lambda name: getattr(shelf.find(name), "title", name),
            links,
        ),
    )
