"""A list of actions as a table that can be taken away, and brought in again.

The columns are those that a plan may have, under the same names; those after them say
how things stand and are passed over when the table is brought in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.board import wording
from kb.board.brag import brag, is_overdue
from kb.board.plans.columns import COLUMNS
from kb.board.states import Sustained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from kb.board.seen import Item
    from kb.content.settings import Tracking


@dataclass(frozen=True, slots=True)
class Taken:
    """A list as it is taken away: which actions, as of when, and who may see it."""

    items: tuple[Item, ...]
    day: date
    tracking: Tracking
    mark: str
    """Whom it is for."""
    filters: tuple[tuple[str, str], ...] = ()
    """What it was narrowed to: the name of each filter and its value."""
    people: Mapping[str, str] = field(default_factory=dict)
    """What everybody is called, by the name in the records."""
    address: str = ""
    """Where an action can be looked at, less its uid."""

    @property
    def about(self) -> tuple[tuple[str, str | int | date], ...]:
        """Say what the table is."""
        return (
            ("Who may see this", self.mark),
            ("As of", self.day),
            ("Actions", len(self.items)),
            *(self.filters or (("Narrowed to", "nothing: all that you may see"),)),
        )

    def rows(self) -> Iterable[list[str | int | date | None]]:
        """Give the cells of every action."""
        for item in self.items:
            on = _On(item, self)
            yield [read(on) for read in COLUMN_OF.values()]


@dataclass(frozen=True, slots=True)
class _On:
    item: Item
    taken: Taken

    def person(self, who: str) -> str:
        return self.taken.people.get(who, who)

    def said(self, name: str) -> str:
        value = str(getattr(self.item.action, name))
        return wording.label(name, value)

    @property
    def days_late(self) -> int | None:
        action, day = self.item.action, self.taken.day
        late = action.due is not None and is_overdue(action, day)
        return (day - action.due).days if late and action.due else None

    @property
    def standing(self) -> tuple[str, str]:
        found = brag(self.item.action, self.taken.day, self.taken.tracking)
        return wording.label("colour", found.colour), found.why

    @property
    def sustained(self) -> str:
        asked = self.item.action.sustained is not Sustained.NOT_ASKED
        return self.said("sustained") if asked else ""


#: What stands in each column.
COLUMN_OF: dict[str, Callable[[_On], str | int | date | None]] = {
    "document": lambda on: on.item.document.key if on.item.document else "",
    "recommendation": lambda on: (
        on.item.action.of.recommendation if on.item.document else ""
    ),
    "lesson": lambda on: "; ".join(
        one.key for one in on.item.lessons if one != on.item.document
    ),
    "agency": lambda on: on.item.action.of.agency,
    "number": lambda on: on.item.action.of.number,
    "text": lambda on: on.item.action.text,
    "owner": lambda on: on.person(on.item.action.owner),
    "lead": lambda on: on.person(on.item.action.lead),
    "due": lambda on: on.item.action.due,
    "measure": lambda on: on.item.action.measure,
    "early": lambda on: "yes" if on.item.action.early else "no",
    "policy": lambda on: on.item.action.policy,
    "response": lambda on: on.said("response"),
    "passed_to": lambda on: on.item.action.passed_to,
    "delivery": lambda on: on.said("delivery"),
    "what is asked": lambda on: on.item.asked,
    "board's assurance": lambda on: on.said("assurance"),
    "closed by the board": lambda on: on.said("closure"),
    "has it lasted": lambda on: on.sustained,
    "check that it lasted": lambda on: on.item.action.check_due,
    "standing": lambda on: on.standing[0],
    "why": lambda on: on.standing[1],
    "days overdue": lambda on: on.days_late,
    "pieces of evidence": lambda on: len(on.item.action.evidence),
    "address": lambda on: f"{on.taken.address}{on.item.action.uid}",
}
READ_AGAIN = tuple(one.name for one in COLUMNS if one.name in COLUMN_OF)
