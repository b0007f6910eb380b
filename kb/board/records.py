"""Reading actions back: as they stand now, or as they stood on any day.

The number of statements does not grow with the number of actions.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from kb.board.action import Action, Change, Identity, State, read, step
from kb.board.models import ActionChange, ActionRow, EvidenceRow
from kb.errors import NotFoundError
from kb.moments import written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

_ROW = (
    ActionRow.id,
    ActionRow.uid,
    ActionRow.document,
    ActionRow.recommendation,
    ActionRow.agency,
    ActionRow.number,
    ActionRow.created,
    ActionRow.version,
)


def now(session: Session) -> tuple[Action, ...]:
    """Read every action as it stands, in the order in which they were added."""
    rows = session.execute(select(*_ROW, ActionRow.state).order_by(ActionRow.id))
    return tuple(read(_identity(row), row[7], json.loads(row[8])) for row in rows)


def on(
    session: Session, day: date, today: tuple[Action, ...] | None = None
) -> tuple[Action, ...]:
    """Read every action as it stood at the end of a day (UTC).

    `today` is what `now` gives, where that is known: an action that has not changed
    since the day stands as it stood then, and only the others are folded again.
    """
    folded = _folded(session, _end(day))
    return tuple(
        read(one.of, *folded[one.uid]) if one.uid in folded else one
        for one in (now(session) if today is None else today)
        if one.of.created <= day
    )


def _folded(session: Session, end: str) -> dict[str, tuple[int, State]]:
    """Fold the actions that changed after a moment: how often, and to what, before."""
    since = select(ActionChange.action_id).where(ActionChange.at >= end)
    uids = session.scalars(select(ActionRow.uid).where(ActionRow.id.in_(since)))
    folded: dict[str, tuple[int, State]] = {uid: (0, {}) for uid in uids}
    changes = session.execute(
        select(
            ActionRow.uid,
            ActionChange.field,
            ActionChange.after,
            ActionChange.at,
            ActionChange.minute,
        )
        .join(ActionRow, ActionRow.id == ActionChange.action_id)
        .where(ActionChange.at < end, ActionChange.action_id.in_(since))
        .order_by(ActionChange.id)
    )
    for uid, field, after, at, minute in changes:
        version, state = folded[uid]
        step(state, Change(field, after, _day(at), minute=minute))
        folded[uid] = version + 1, state
    return folded


def stamp(session: Session, day: date | None = None) -> tuple[int, int]:
    """Name the records as they are, or as far as they say how a day ended.

    Nothing is ever taken out of them, so the last action and change name all of them.
    """
    actions, changes = select(func.max(ActionRow.id)), select(func.max(ActionChange.id))
    if day is not None:
        end = _end(day)
        actions = actions.where(ActionRow.created < end)
        changes = changes.where(ActionChange.at < end)
    found = session.execute(
        select(actions.scalar_subquery(), changes.scalar_subquery())
    ).one()
    return found[0] or 0, found[1] or 0


def _end(day: date) -> str:
    return written(datetime.combine(day + timedelta(days=1), time(), UTC))


def one(session: Session, uid: str) -> Action:
    """Read one action as it stands; raise NotFoundError."""
    row = row_of(session, uid)
    return from_row(row)


def row_of(session: Session, uid: str) -> ActionRow:
    """Find the row of an action; raise NotFoundError."""
    row = session.scalar(select(ActionRow).where(ActionRow.uid == uid))
    if row is None:
        raise NotFoundError
    return row


def from_row(row: ActionRow) -> Action:
    """Read the value that a row is."""
    of = Identity(
        row.uid,
        row.document,
        row.recommendation,
        row.agency,
        row.number,
        _day(row.created),
    )
    return read(of, row.version, json.loads(row.state))


def history(session: Session, uid: str) -> tuple[ActionChange, ...]:
    """List every change of an action, the first one first."""
    asked = (
        select(ActionChange)
        .join(ActionRow, ActionRow.id == ActionChange.action_id)
        .where(ActionRow.uid == uid)
        .order_by(ActionChange.id)
    )
    return tuple(session.scalars(asked))


def evidence(session: Session, uids: Iterable[str]) -> tuple[EvidenceRow, ...]:
    """Read pieces of evidence by their uids, in the order in which they came."""
    asked = select(EvidenceRow).where(EvidenceRow.uid.in_(list(uids)))
    return tuple(session.scalars(asked.order_by(EvidenceRow.id)))


def about(session: Session, document: str) -> tuple[Action, ...]:
    """Read every action that a document asks for, in the order of being added."""
    asked = select(ActionRow).where(ActionRow.document == document)
    return tuple(from_row(one) for one in session.scalars(asked.order_by(ActionRow.id)))


def piece(session: Session, uid: str) -> tuple[EvidenceRow, str]:
    """Find a piece of evidence and the uid of its action; raise NotFoundError."""
    asked = (
        select(EvidenceRow, ActionRow.uid)
        .join(ActionRow, ActionRow.id == EvidenceRow.action_id)
        .where(EvidenceRow.uid == uid)
    )
    found = session.execute(asked).one_or_none()
    if found is None:
        raise NotFoundError
    return found[0], found[1]


def _identity(row: Any) -> Identity:  # noqa: ANN401 - a row of the columns above
    return Identity(row[1], row[2], row[3], row[4], row[5], _day(row[6]))


def _day(at: str) -> date:
    return _date(at[:10])


@lru_cache(maxsize=4096)
def _date(text: str) -> date:
    """Read the day of a moment; they are all kept in UTC."""
    return date.fromisoformat(text)
