"""What the annual report takes from the board's tracker, already as its reader may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from sqlalchemy import select

from kb.board import records, seen
from kb.board.models import ActionChange, ActionRow
from kb.moments import read as moment
from kb.moments import written
from kb.papers.words import capital, counted, leading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from kb.access import Reader
    from kb.board.choosing import Choice
    from kb.board.figures import Standing
    from kb.board.seen import Item
    from kb.content.shelf import Shelf
    from kb.papers.model import Span


@dataclass(frozen=True, slots=True)
class Challenge:
    """Something that the board challenged, and what it was answered."""

    item: Item
    on: date
    words: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """The actions at the end of a year and before it, and what was challenged in it."""

    then: tuple[Item, ...]
    before: tuple[Item, ...]
    challenges: tuple[Challenge, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """A standing whose numbers lead to their lists."""

    standing: Standing

    def of(self, choice: Choice) -> int:
        """Say how many a choice means."""
        return self.standing.count(choice)

    def said(self, choice: Choice, one: str) -> Span:
        """Say how many a choice means, leading to its list."""
        return leading(counted(self.of(choice), one), self.link(choice))

    def opening(self, choice: Choice, one: str) -> Span:
        """Say how many at the beginning of a sentence."""
        return leading(capital(counted(self.of(choice), one)), self.link(choice))

    def number(self, choice: Choice) -> Span:
        """Give the number alone, leading to its list."""
        return leading(f"{self.of(choice):,}", self.link(choice))

    def link(self, choice: Choice) -> str:
        """Give the address of the list of a choice on that day."""
        asked = choice.parameters | {"on": self.standing.day.isoformat()}
        return f"/board/actions?{urlencode(asked)}"


def gathered(
    session: Session, shelf: Shelf, reader: Reader, begins: date, day: date
) -> Records:
    """Read what a reader may see of the actions on the day and before the year.

    The number of statements does not grow with the number of actions.
    """
    then = seen.items(records.on(session, day), shelf, reader)
    eve = begins - timedelta(days=1)
    before = seen.items(records.on(session, eve), shelf, reader)
    return Records(then, before, _challenges(session, then, begins, day))


def _challenges(
    session: Session, items: Iterable[Item], begins: date, day: date
) -> tuple[Challenge, ...]:
    """Find what was challenged from one day to another, and the answers by then."""
    by_uid = {item.action.uid: item for item in items}
    end = written(datetime.combine(day + timedelta(days=1), time(), UTC))
    asked = (
        select(ActionRow.uid, ActionChange)
        .join(ActionRow, ActionRow.id == ActionChange.action_id)
        .where(ActionChange.field.in_(("challenge", "answer")), ActionChange.at < end)
        .order_by(ActionChange.id)
    )
    rows = [(uid, change) for uid, change in session.execute(asked) if uid in by_uid]
    answers = {c.after: c.words for _, c in rows if c.field == "answer"}
    return tuple(
        Challenge(by_uid[uid], on, change.words, answers.get(change.after, ""))
        for uid, change in rows
        if change.field == "challenge"
        and begins <= (on := moment(change.at).date()) <= day
    )
