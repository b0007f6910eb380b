"""What would come of an action plan, as its page says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kb.board import wording
from kb.board.action import written
from kb.board.plans.comparing import What
from kb.web.present import addresses, names
from kb.web.present.tracker import one_line
from kb.web.present.words import day as said
from kb.web.present.words import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kb.board.plans.cells import Wrong
    from kb.board.plans.columns import Heads
    from kb.board.plans.comparing import Findings, Outcome
    from kb.content.shelf import Shelf

#: How many rows of a kind a page shows; what is left out is said.
MOST = 200


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of the plan, and what would come of it."""

    row: int
    by: str
    agency: str
    text: str
    url: str
    changes: tuple[tuple[str, str, str], ...]
    """What would be different: field, before, after."""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What stands on the page of a plan before it is brought in."""

    name: str
    digest: str
    summary: str
    heads: Heads
    wrong: tuple[Wrong, ...]
    wrong_rows: int
    added: tuple[RowShown, ...]
    changed: tuple[RowShown, ...]
    left_out: str
    """What is too much for the page."""
    offer: str
    """What the button says; empty when there is nothing to bring in."""


def plan_page(found: Findings, shelf: Shelf, people: Mapping[str, str]) -> PlanPage:
    """Set out what would come of a plan; `people` are names by those in the records."""
    added, changed, wrong = (
        found.of(one) for one in (What.ADD, What.CHANGE, What.WRONG)
    )
    return PlanPage(
        name=found.name,
        digest=found.digest,
        summary=_summary(found),
        heads=found.heads,
        wrong=found.wrong[:MOST],
        wrong_rows=len(wrong),
        added=tuple(_row(one, shelf, people) for one in added[:MOST]),
        changed=tuple(_row(one, shelf, people) for one in changed[:MOST]),
        left_out=_left_out(len(added), len(changed), len(found.wrong)),
        offer=_offer(found, len(added) + len(changed)),
    )


def brought(found: Findings) -> str:
    """Say what was brought in."""
    added, changed = len(found.of(What.ADD)), len(found.of(What.CHANGE))
    passed = len(found.of(What.WRONG))
    more = f" {plural(passed, 'row')} with errors passed over." if passed else ""
    return (
        f"Brought in from {found.name}: {plural(added, 'action')} added,"
        f" {changed} changed.{more}"
    )


def _summary(found: Findings) -> str:
    counts = {what: len(found.of(what)) for what in What}
    if found.changes_nothing and not counts[What.WRONG]:
        return "There is nothing to change: everything in the plan stands already."
    parts = (
        (What.ADD, "would be added"),
        (What.CHANGE, "would be changed"),
        (
            What.LEAVE,
            "say nothing new" if counts[What.LEAVE] > 1 else "says nothing new",
        ),
        (What.WRONG, "cannot be used"),
    )
    said_ = [f"{plural(counts[w], 'row')} {words}" for w, words in parts if counts[w]]
    return f"{listed(said_)}. Nothing has been changed yet."


def _offer(found: Findings, rows: int) -> str:
    if found.changes_nothing:
        return ""
    if found.of(What.WRONG):
        return f"Bring in only the {plural(rows, 'row')} without errors"
    return f"Bring in {plural(rows, 'row')}"


def _left_out(*counts: int) -> str:
    left = sum(max(count - MOST, 0) for count in counts)
    return f"{plural(left, 'more line')} of this is not shown." if left else ""


def _row(one: Outcome, shelf: Shelf, people: Mapping[str, str]) -> RowShown:
    entry, action = one.entry, one.action
    document = shelf.find(entry.document)
    title = document.title if document else ""
    text = entry.values.get("text") or (action.text if action else "")
    return RowShown(
        row=entry.row,
        by=f"{entry.recommendation}, {title}" if entry.recommendation else title,
        agency=names.asked(shelf, entry.agency),
        text=one_line(text),
        url=addresses.of_action(action.uid) if action else "",
        changes=tuple(_changes(one, people)),
    )


def _changes(one: Outcome, people: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for name, value in one.wanted.values.items():
        before = written(getattr(one.action, name)) if one.action else ""
        if name != "text" or one.action:
            was, now = (_said(name, text, people) for text in (before, value))
            yield wording.FIELDS[name], was, now
    if one.note:
        yield wording.FIELDS["note"], "", one_line(one.note)


def _said(name: str, value: str, people: Mapping[str, str]) -> str:
    if name == "due":
        return said(date.fromisoformat(value)) if value else ""
    if name == "early":
        return "Yes" if value else "No"
    return one_line(wording.label(name, people.get(value, value)))
