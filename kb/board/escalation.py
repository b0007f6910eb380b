"""When an action is due to be taken up with somebody, and what was taken up already.

Whom that is, and how they are told, is not decided here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kb.board.brag import is_overdue
from kb.board.models import ActionRow, BoardLetter
from kb.board.states import Delivery, Response, Sustained
from kb.db import saving
from kb.moments import read, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from kb.board.action import Action
    from kb.board.seen import Item
    from kb.content.settings import Tracking

SOON, OWNER, LEAD, CHAIR = "soon", "owner", "lead", "chair"
SUSTAINED, RECURRENCE, CHALLENGE = "sustained", "recurrence", "challenge"
#: The steps in which an overdue action is taken up, by `Tracking.escalation_days`.
LADDER = (OWNER, LEAD, CHAIR)


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to take up: which action, at which step, about which day or review."""

    action: str
    step: str
    day: str


#: To whom a matter went, and on which day.
Told = dict[Matter, dict[str, "date"]]


def stamp(session: Session) -> int:
    """Name the state of what was taken up: it changes with every letter."""
    return session.scalar(select(func.max(BoardLetter.id))) or 0


def told(session: Session) -> Told:
    """Read what was taken up, with whom and when."""
    columns = (
        ActionRow.uid,
        BoardLetter.step,
        BoardLetter.day,
        BoardLetter.who,
        BoardLetter.at,
    )
    rows = session.execute(
        select(*columns).join(ActionRow, ActionRow.id == BoardLetter.action_id)
    )
    found: Told = defaultdict(dict)
    for uid, step, day, who, at in rows:
        found[Matter(uid, step, day)][who] = read(at).date()
    return found


def keep(session: Session, matters: Iterable[Matter], who: str, now: datetime) -> None:
    """Keep that matters were taken up with somebody."""
    with saving(session):
        before = told(session)
        wanted = [one for one in matters if who not in before.get(one, ())]
        asked = select(ActionRow.uid, ActionRow.id).where(
            ActionRow.uid.in_({one.action for one in wanted})
        )
        ids = {row.uid: row.id for row in session.execute(asked)}
        session.add_all(
            BoardLetter(
                action_id=ids[one.action],
                step=one.step,
                day=one.day,
                who=who,
                at=written(now),
            )
            for one in wanted
        )


def matters(item: Item, day: date, tracking: Tracking) -> Iterator[Matter]:
    """List what is to be taken up about an action beside its being overdue."""
    action = item.action
    if action.due and _is_soon(action, day, tracking):
        yield Matter(action.uid, SOON, action.due.isoformat())
    for challenge in action.challenges:
        yield Matter(action.uid, CHALLENGE, challenge)
    due = action.check_due
    if due and action.sustained is Sustained.DUE and due <= day:
        yield Matter(action.uid, SUSTAINED, due.isoformat())
    for review in item.came_back:
        yield Matter(action.uid, RECURRENCE, review.key)


def _is_soon(action: Action, day: date, tracking: Tracking) -> bool:
    waits = action.is_open and action.delivery is not Delivery.DELIVERED
    due = action.due
    asked = waits and due is not None and action.response is not Response.ANOTHER_BODY
    return (
        asked
        and due is not None
        and (due - timedelta(days=tracking.soon_days) <= day <= due)
    )


def overdue(
    action: Action, day: date, tracking: Tracking, since: Mapping[str, date]
) -> Iterator[Matter]:
    """List the steps at which an overdue action is to be taken up by a day.

    `since` says on which day each step was taken first. The next one waits as long
    after it as the board chose, so that an old action that is entered late is not
    taken up with everybody on one day.
    """
    if action.due is None or not is_overdue(action, day):
        return
    if action.response is Response.ANOTHER_BODY:
        return
    earliest = action.due + timedelta(days=1)
    for place, step in enumerate(LADDER):
        after = tracking.escalation_days[place]
        if day < max(earliest, action.due + timedelta(days=after)):
            return
        yield Matter(action.uid, step, action.due.isoformat())
        if step not in since or step == CHAIR:
            return
        gap = tracking.escalation_days[place + 1] - after
        earliest = since[step] + timedelta(days=gap)


def is_past_the_last_step(action: Action, day: date, told: Told) -> bool:
    """Say whether an action is overdue still after the chair was told."""
    if action.due is None or not is_overdue(action, day):
        return False
    matter = Matter(action.uid, CHAIR, action.due.isoformat())
    return any(then < day for then in told.get(matter, {}).values())
