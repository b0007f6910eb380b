"""What agencies were asked to brief their staff on, and what they confirmed: values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime


class How(StrEnum):
    """How staff were briefed."""

    TEAM_MEETING = "team-meeting"
    SUPERVISION = "supervision"
    COURSE = "course"
    EMAIL = "email"
    NEWSLETTER = "newsletter"
    OTHER = "other"


class State(StrEnum):
    """How a briefing of one agency stands."""

    OVERDUE = "overdue"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    NOTHING = "nothing"
    """Neither asked nor confirmed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The board asks one agency to brief its staff on one document."""

    uid: str
    key: str
    agency: str
    due: date
    who: str
    at: datetime
    taken_back: datetime | None = None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An agency says that some of its staff were briefed."""

    uid: str
    key: str
    agency: str
    day: date
    """By when they had been briefed."""
    count: int
    staff: int
    """Of how many whom it concerns; 0 when not said."""
    how: How
    sealed: str
    """What else the agency says; `Seal.open` gives the words."""
    who: str
    at: datetime
    struck: datetime | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """One document and one agency: what was asked last, and what was confirmed."""

    key: str
    agency: str
    asked: Asked | None = None
    """What the board asked last and did not take back."""
    confirmed: tuple[Confirmed, ...] = ()
    """Every receipt that stands, the oldest first."""

    @property
    def answers(self) -> tuple[Confirmed, ...]:
        """List the receipts that answer what was asked last; all where nothing was."""
        since = self.asked
        return tuple(one for one in self.confirmed if not since or one.at >= since.at)

    @property
    def count(self) -> int:
        """Say how many were briefed, by the receipts that answer."""
        return sum(one.count for one in self.answers)

    @property
    def staff(self) -> int:
        """Say how many it concerns, as the last receipt that says so puts it."""
        return next((one.staff for one in reversed(self.answers) if one.staff), 0)

    def state(self, day: date) -> State:
        """Say how it stands on a day; the day that was named is still in time."""
        if self.answers:
            return State.CONFIRMED
        if self.asked is None:
            return State.NOTHING
        return State.OVERDUE if self.asked.due < day else State.WAITING


@dataclass(frozen=True, slots=True)
class Briefings:
    """Everything that was asked and confirmed, in the order in which it happened."""

    asked: tuple[Asked, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()

    def on(self, day: date) -> Briefings:
        """Give what stood at the end of a day."""
        return Briefings(
            tuple(
                replace(one, taken_back=_by(one.taken_back, day))
                for one in self.asked
                if one.at.date() <= day
            ),
            tuple(
                replace(one, struck=_by(one.struck, day))
                for one in self.confirmed
                if one.at.date() <= day
            ),
        )

    def of(self, keys: Iterable[str], agency: str = "") -> Briefings:
        """Give what concerns some documents, and one agency or all."""
        wanted = frozenset(keys)
        return Briefings(
            tuple(
                one
                for one in self.asked
                if one.key in wanted and agency in {"", one.agency}
            ),
            tuple(
                one
                for one in self.confirmed
                if one.key in wanted and agency in {"", one.agency}
            ),
        )

    @property
    def each(self) -> Mapping[tuple[str, str], Briefing]:
        """Give the briefing of each document and agency of which something stands."""
        found: dict[tuple[str, str], Briefing] = {}
        for one in self.asked:
            if one.taken_back is None:
                place = one.key, one.agency
                found[place] = Briefing(*place, one)
        for done in self.confirmed:
            if done.struck is None:
                place = done.key, done.agency
                before = found.get(place) or Briefing(*place)
                confirmed = (*before.confirmed, done)
                found[place] = replace(before, confirmed=confirmed)
        return found


def _by(moment: datetime | None, day: date) -> datetime | None:
    """Leave out what had not happened by the end of a day."""
    return moment if moment and moment.date() <= day else None
