"""The order of a list of actions: what is overdue first, by agency, or what changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kb.board.brag import is_overdue
from kb.board.models import ActionChange, ActionRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from kb.board.seen import Item

DUE, AGENCY, CHANGED = "due", "agency", "changed"
SORTS = (DUE, AGENCY, CHANGED)


def last_changed(session: Session) -> Mapping[str, str]:
    """Give the moment of the last change of each action, by its uid."""
    asked = (
        select(ActionRow.uid, func.max(ActionChange.at))
        .join(ActionRow, ActionRow.id == ActionChange.action_id)
        .group_by(ActionRow.uid)
    )
    return {row[0]: row[1] for row in session.execute(asked)}


def ordered(items: Iterable[Item], day: date) -> list[Item]:
    """Put what is overdue first, then what is open by its date, then what is closed."""
    return sorted(items, key=lambda one: _due(one, day))


def by_agency(items: Iterable[Item], day: date, names: Mapping[str, str]) -> list[Item]:
    """Put the actions of one agency together, by its name."""
    first = ordered(items, day)
    return sorted(first, key=lambda one: names.get(one.action.of.agency, "").casefold())


def by_change(
    items: Iterable[Item], day: date, changed: Mapping[str, str]
) -> list[Item]:
    """Put what changed last first."""
    first = ordered(items, day)
    return sorted(first, key=lambda one: changed.get(one.action.uid, ""), reverse=True)


def _due(item: Item, day: date) -> tuple[int, date, str, int]:
    action = item.action
    late = is_overdue(action, day)
    group = 0 if late else 1 if action.is_open else 2
    return group, action.due or date.max, action.of.agency, action.of.number
