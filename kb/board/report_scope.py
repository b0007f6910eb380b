"""Which documents are this board's own, and which of them belong to its year."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from kb.content.documents import Lesson, Policy, Review

if TYPE_CHECKING:
    from datetime import date

    from kb.board.months import Year
    from kb.content.dates import When
    from kb.content.documents import Update
    from kb.content.settings import Tracking
    from kb.content.shelf import Shelf

#: A year of a board as notes write it: 2012/13 or 2012-13.
_YEARS = re.compile(r"\b((?:19|20)[0-9]{2})[/-]([0-9]{2})\b")


class Dated(Enum):
    """How a date lies to a year."""

    IN = "in"
    PERHAPS = "perhaps"
    """Only the calendar year is known, and a part of it lies in the board's year."""
    OUT = "out"


def is_own(document: Review | Policy, tracking: Tracking) -> bool:
    """Say whether a document is of this board; all are where nothing was set."""
    areas = {one.casefold() for one in tracking.areas}
    publishers = {one.casefold() for one in tracking.publishers}
    if not areas and not publishers:
        return True
    own_area = document.area.casefold() in areas
    return own_area or document.publisher.casefold() in publishers


def dated(when: When | None, note: str, year: Year) -> Dated:
    """Say whether a date lies in a year.

    Where no month is known, a note that names a year of the board, such as `Reported
    for 2012/13`, decides.
    """
    if when is None:
        return Dated.IN if year.name in _named(note) else Dated.OUT
    first = (when.year, when.month or 1)
    last = (when.year, when.month or 12)
    begins = (year.begins.year, year.begins.month)
    ends = (year.ends.year, year.ends.month)
    if first > ends or last < begins:
        return Dated.OUT
    if begins <= first and last <= ends:
        return Dated.IN
    named = _named(note)
    if named:
        return Dated.IN if year.name in named else Dated.OUT
    return Dated.PERHAPS


def _named(note: str) -> set[str]:
    return {f"{first}-{last}" for first, last in _YEARS.findall(note)}


def came_by(when: When | None, day: date) -> bool:
    """Say whether a date is not after a day, as far as it is known."""
    return when is None or (when.year, when.month or 1, when.day or 1) <= (
        day.year,
        day.month,
        day.day,
    )


def reviews(shelf: Shelf, year: Year, day: date) -> tuple[tuple[Review, Dated], ...]:
    """List the board's own reviews that came out in a year, by title."""
    found = [
        (one, dated(one.published, one.published_note, year))
        for one in shelf.every(Review)
        if is_own(one, shelf.settings.tracking) and came_by(one.published, day)
    ]
    kept = [pair for pair in found if pair[1] is not Dated.OUT]
    return tuple(sorted(kept, key=lambda pair: pair[0].title.casefold()))


def lessons(shelf: Shelf, found: tuple[Review, ...]) -> tuple[Lesson, ...]:
    """List the lessons that come from some reviews, by title."""
    drawn = {one.key: one for review in found for one in shelf.lessons_of(review)}
    return tuple(sorted(drawn.values(), key=lambda one: one.title.casefold()))


Changed = tuple[Policy, "Update", Dated]


def updates(shelf: Shelf, year: Year, day: date) -> tuple[Changed, ...]:
    """List the versions of the board's own policies that are dated in a year."""
    found = [
        (policy, update, dated(update.date, update.date_note, year))
        for policy in shelf.every(Policy)
        if is_own(policy, shelf.settings.tracking)
        for update in policy.history
        if came_by(update.date, day)
    ]
    kept = [one for one in found if one[2] is not Dated.OUT]
    return tuple(sorted(kept, key=lambda one: one[0].title.casefold()))


def undated(shelf: Shelf) -> int:
    """Count the board's own reviews of which no date of publication is known."""
    own = shelf.settings.tracking
    return sum(
        one.published is None and not _named(one.published_note)
        for one in shelf.every(Review)
        if is_own(one, own)
    )
