"""Putting the page of an action together: as it stands, or as it stood on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import render_template

from kb.access import Can
from kb.board import hints as hinting
from kb.board import past, records, rules
from kb.board.states import Response
from kb.content.documents import Review
from kb.publishing import names
from kb.web import beside, current, moves, named
from kb.web.present.action import action_page
from kb.web.present.action_history import Record
from kb.web.present.plan_choices import brief
from kb.web.present.words import day as said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kb.board.hints import Hint
    from kb.board.models import ActionChange
    from kb.board.seen import Item
    from kb.web.moves import Offered

NOT_YET = "It had not been asked by that day."


@dataclass(frozen=True, slots=True)
class Failed:
    """A form that was sent and could not be done."""

    key: str
    offered: Offered
    seen: int | None = None
    """The version that its sender saw, when somebody has changed it since."""

    def is_loose(self, item: Item) -> bool:
        """Say whether what it was about has gone, and its place on the page too."""
        hidden = self.offered.hidden
        return not moves.is_there(hidden["part"], item, hidden["to"])


def shown(item: Item, failed: Failed | None = None) -> str:
    """Show an action as it stands, with the forms that this reader may use."""
    changes = records.history(current.session(), item.action.uid)
    record, others = _around(item, changes)
    forms = moves.offered(item)
    if failed:
        forms[failed.key] = failed.offered
    return render_template(
        "board/action.html",
        shown=_set_out(item, changes, record, others),
        forms=forms,
        failed=failed,
        loose=failed.offered if failed and failed.is_loose(item) else None,
        meanwhile=_meanwhile(changes, record, failed),
        hints=_hints(item),
        people=named.offered(frozenset({item.action.of.agency})),
        may_track=current.reader().can(Can.TRACK),
        on="",
    )


def shown_on(item: Item, day: date) -> str:
    """Show an action as it stood at the end of a day, for reading only."""
    every = records.history(current.session(), item.action.uid)
    action = past.as_of(item.action, every, day)
    changes = past.until(every, day)
    record, others = _around(item, changes)
    then = replace(item, action=action) if action else None
    return render_template(
        "board/action_past.html",
        shown=_set_out(then, changes, record, others, day) if then else None,
        uid=item.action.uid,
        forms={},
        on=day.isoformat(),
        on_words=said(day),
        may_track=current.reader().can(Can.TRACK),
    )


def _set_out(
    item: Item,
    changes: Sequence[ActionChange],
    record: Record,
    others: Sequence[Item],
    day: date | None = None,
) -> object:
    return action_page(
        item,
        changes,
        record,
        others,
        today=day or current.now().date(),
        tracking=current.settings().tracking,
    )


def _around(
    item: Item, changes: Sequence[ActionChange]
) -> tuple[Record, tuple[Item, ...]]:
    """Gather what the record of an action names."""
    session, shelf = current.session(), current.shelf()
    uids = {one.after.partition(" ")[0] for one in changes if one.field == "evidence"}
    rows = records.evidence(session, uids) if uids else ()
    others = beside.items_about(item.action.of.document)
    record = Record(
        shelf=shelf,
        people=names.people(session),
        evidence={row.uid: row for row in rows},
        others={one.action.uid: brief(one, shelf) for one in others},
    )
    return record, others


def _meanwhile(
    changes: Sequence[ActionChange], record: Record, failed: Failed | None
) -> object:
    """Give what was changed since the sender of a form saw the page."""
    if failed is None or failed.seen is None:
        return ()
    return record.lines(changes[failed.seen :])


def _hints(item: Item) -> tuple[Hint, ...]:
    """Give hints to whoever may change what is asked; overlaps until it is answered."""
    action, document = item.action, item.document
    if not rules.may(current.by(), action, "text"):
        return ()
    asking = action.response is Response.AWAITED
    plan = hinting.Plan(
        asked=item.asked,
        text=action.text,
        owner=action.owner,
        due=str(action.due or ""),
        measure=action.measure,
        recommendations=(
            len(document.recommendations) if isinstance(document, Review) else 0
        ),
        place=(action.of.document, action.of.recommendation),
    )
    others = current.items() if asking else ()
    return hinting.hints(plan, others, current.settings().tracking)
