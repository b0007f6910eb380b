"""One action as it stood at the end of a day, folded from its own changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.board.action import Action, Change, State, read, step
from kb.moments import read as moment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kb.board.models import ActionChange


def until(changes: Iterable[ActionChange], day: date) -> tuple[ActionChange, ...]:
    """Give the changes that were made by the end of a day (UTC)."""
    return tuple(one for one in changes if moment(one.at).date() <= day)


def as_of(action: Action, changes: Iterable[ActionChange], day: date) -> Action | None:
    """Give an action as it stood at the end of a day; None before it was asked."""
    return None if action.of.created > day else after(action, until(changes, day))


def after(action: Action, changes: Iterable[ActionChange]) -> Action:
    """Give an action as it stood after the first of its changes."""
    state: State = {}
    known = list(changes)
    for one in known:
        on = moment(one.at).date()
        step(state, Change(one.field, one.after, on, one.words, one.minute))
    return read(action.of, len(known), state)
