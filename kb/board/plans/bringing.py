"""Bringing a plan in: what was found is written, all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.board import records
from kb.board.actions import Asked
from kb.board.models import ActionChange, ActionRow
from kb.board.plans.comparing import AT_THE_START, Findings, Outcome, What
from kb.board.rules import Wanted
from kb.db import saving
from kb.errors import ChangedMeanwhileError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from kb.board.actions import Tracker


def notes(session: Session) -> Mapping[str, frozenset[str]]:
    """Give the texts of all notes on each action, by its uid."""
    asked = (
        select(ActionRow.uid, ActionChange.words)
        .join(ActionRow, ActionRow.id == ActionChange.action_id)
        .where(ActionChange.field == "note")
    )
    found: dict[str, set[str]] = defaultdict(set)
    for uid, words in session.execute(asked):
        found[uid].add(words)
    return {uid: frozenset(words) for uid, words in found.items()}


def bring(
    tracker: Tracker, find: Callable[[], Findings], seen: str, *, with_errors: bool
) -> Findings:
    """Write what a plan comes to, in one transaction.

    `find` compares the plan with what stands, as the only writer; `seen` is the digest
    of what somebody was shown. When something else would come of it by now, or rows
    are wrong and were not to be passed over, nothing is written.
    """
    with saving(tracker.session):
        found = find()
        if found.digest != seen or (found.wrong and not with_errors):
            raise ChangedMeanwhileError
        # A row without a number takes the next one that no other row asks for.
        for one in sorted(found.of(What.ADD), key=lambda one: not one.entry.number):
            _add(tracker, one)
        for one in found.of(What.CHANGE):
            _change(tracker, one)
    return found


def _add(tracker: Tracker, one: Outcome) -> None:
    document, recommendation, agency = one.entry.place
    values = one.wanted.values
    start = {name: values[name] for name in AT_THE_START if name in values}
    asked = Asked(document, agency, recommendation, one.entry.number, start)
    row = records.row_of(tracker.session, tracker.add_within(asked))
    moves = {name: to for name, to in values.items() if name not in start}
    _move(tracker, row, one, moves)


def _change(tracker: Tracker, one: Outcome) -> None:
    if one.action is not None:
        row = records.row_of(tracker.session, one.action.uid)
        _move(tracker, row, one, one.wanted.values)


def _move(
    tracker: Tracker, row: ActionRow, one: Outcome, values: Mapping[str, str]
) -> None:
    if values:
        tracker.change_within(row, Wanted(values, one.wanted.words))
    if one.note:
        tracker.note_within(row, one.note)
