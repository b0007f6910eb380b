"""Reading actions back: as they stand now, or as they stood on any day.

The number of statements does not grow with the number of actions.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from kb.board.action import Action, Change, Identity, State, read, step
from kb.board.models import ActionChange, ActionRow, EvidenceRow
from kb.errors import NotFoundError
from kb.moments import read as moment
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


def on(session: Session, day: date) -> tuple[Action, ...]:
    """Read every action as it stood at the end of a day (UTC)."""
    end = written(datetime.combine(day + timedelta(days=1), time(), UTC))
    rows = session.execute(
        select(*_ROW).where(ActionRow.created < end).order_by(ActionRow.id)
    ).all()
    columns = (
        ActionChange.action_id,
        ActionChange.field,
        ActionChange.after,
        ActionChange.at,
        ActionChange.minute,
    )
    changes = session.execute(
        select(*columns).where(ActionChange.at < end).order_by(ActionChange.id)
    )
    states: dict[int, State] = defaultdict(dict)
    versions: dict[int, int] = defaultdict(int)
    for id_, field, after, at, minute in changes:
        step(states[id_], Change(field, after, _day(at), minute=minute))
        versions[id_] += 1
    return tuple(read(_identity(row), versions[row[0]], states[row[0]]) for row in rows)


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
    return moment(at).date()
