"""The list of actions: rows that say where each stands, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board import wording
from kb.board.brag import brag, is_overdue
from kb.board.states import Sustained
from kb.web.present import addresses, names
from kb.web.present.words import day as said
from kb.web.present.words import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from kb.board.action import Action
    from kb.board.seen import Item
    from kb.content.shelf import Shelf

LONGEST = 160
NOT_OPEN = "What asks for it is not open to you"


@dataclass(frozen=True, slots=True)
class Row:
    """One action in a list."""

    uid: str
    url: str
    title: str
    asked: str
    """What is asked, in one line; empty when the title says it."""
    by: str
    """What asks: R1, Leeds, Child A."""
    agency: str
    owner: str
    due: str
    late: str
    """Such as 214 days overdue."""
    fields: tuple[tuple[str, str], ...]
    """The four fields, each with its value in words."""
    colour: str
    standing: str
    why: str
    challenges: int


@dataclass(frozen=True, slots=True)
class Looking:
    """What is needed to set an action out: names, the day, and who is who."""

    shelf: Shelf
    day: date
    people: Mapping[str, str]

    def rows(self, items: Iterable[Item]) -> list[Row]:
        """Set actions out as rows."""
        return [self.row(one) for one in items]

    def row(self, item: Item) -> Row:
        """Set one action out."""
        action, asked = item.action, one_line(item.asked)
        found = brag(action, self.day, self.shelf.settings.tracking)
        return Row(
            uid=action.uid,
            url=addresses.of_action(action.uid),
            title=one_line(action.text) or asked or "An action without words yet",
            asked=asked if action.text else "",
            by=_by(item),
            agency=names.asked(self.shelf, action.of.agency),
            owner=self.people.get(action.owner, action.owner),
            due=said(action.due),
            late=late(action, self.day),
            fields=_fields(action),
            colour=found.colour,
            standing=wording.label("colour", found.colour),
            why=found.why,
            challenges=len(action.challenges),
        )


def late(action: Action, day: date) -> str:
    """Say by how many days an action is overdue; "" when it is not."""
    if action.due is None or not is_overdue(action, day):
        return ""
    return f"{plural((day - action.due).days, 'day')} overdue"


def one_line(text: str) -> str:
    """Cut a text to a line, at the end of a word."""
    whole = " ".join(text.split())
    if len(whole) <= LONGEST:
        return whole
    return f"{whole[:LONGEST].rpartition(' ')[0] or whole[:LONGEST]} …"


def total(items: Sequence[Item], day: date) -> str:
    """Say how many actions there are, and how many of them are overdue."""
    overdue = sum(is_overdue(one.action, day) for one in items)
    if not items:
        return "No actions"
    return f"{plural(len(items), 'action')}, {overdue or 'none'} of them overdue"


def _by(item: Item) -> str:
    if item.document is None:
        return NOT_OPEN
    recommendation = item.action.of.recommendation
    title = item.document.title
    return f"{recommendation}, {title}" if recommendation else title


def _fields(action: Action) -> tuple[tuple[str, str], ...]:
    found = [
        (wording.FIELDS[name], wording.label(name, getattr(action, name)))
        for name in ("response", "delivery", "assurance", "closure")
    ]
    if action.sustained is not Sustained.NOT_ASKED:
        words = wording.label("sustained", action.sustained)
        if action.sustained is Sustained.DUE and action.check_due:
            words = f"{words} on {said(action.check_due)}"
        found.append((wording.FIELDS["sustained"], words))
    return tuple(found)
