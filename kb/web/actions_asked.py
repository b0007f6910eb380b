"""From an address to a list of actions: which ones, as of which day, in which order.

A value that no filter has is left out. A day that is none is said beside its field.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from kb.board import ordering
from kb.board.choosing import VALUES, Choice, chosen
from kb.board.plans import values
from kb.web import current
from kb.web.present import paging

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kb.board.seen import Item

NAMES = tuple(one.name for one in fields(Choice))
LONGEST = 200
FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Asked:
    """Which actions somebody asks for, and what was wrong with how they asked."""

    choice: Choice
    day: date
    typed: str = ""
    """The day as it was typed."""
    sort: str = ordering.DUE
    page: int = 1
    today: bool = True
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def parameters(self) -> dict[str, str]:
        """Give what stands in an address for it, less the page."""
        said = dict(self.choice.parameters)
        if not self.today:
            said["on"] = self.day.isoformat()
        if self.sort != ordering.DUE:
            said["sort"] = self.sort
        return said


def read(arguments: Mapping[str, str]) -> Asked:
    """Read the address of a list."""
    today = current.now().date()
    typed = arguments.get("on", "").strip()[:40]
    day = values.day(typed, FIRST_YEAR) if typed else today
    problems = {}
    if day is None:
        problems["on"] = f"“{typed}” is not a day such as 2026-01-31 or 31/01/2026"
    elif day > today:
        problems["on"] = "This day is still to come. Choose today or an earlier day"
    sort = arguments.get("sort", "")
    return Asked(
        choice=_choice(arguments),
        day=today if problems or day is None else day,
        typed=typed,
        sort=sort if sort in ordering.SORTS else ordering.DUE,
        page=paging.page_number(arguments.get("page", "")),
        today=bool(problems) or day == today,
        problems=problems,
    )


def _choice(arguments: Mapping[str, str]) -> Choice:
    given = {name: arguments.get(name, "").strip()[:LONGEST] for name in NAMES}
    known = {
        name: value
        for name, value in given.items()
        if name not in VALUES or value in VALUES[name]
    }
    return Choice(**known)


def everything(asked: Asked) -> tuple[Item, ...]:
    """Give every action that whoever is looking may see, as of the day."""
    return current.items(None if asked.today else asked.day)


def listed(asked: Asked, items: tuple[Item, ...]) -> list[Item]:
    """Give the actions that are asked for, in the order that is asked for."""
    choice, day, tracking = asked.choice, asked.day, current.settings().tracking
    if choice.document and not _is_known(choice.document):
        return []
    found = chosen(items, choice, day, tracking)
    if asked.sort == ordering.AGENCY:
        agencies = current.settings().readers
        names = {id_: agency.name for id_, agency in agencies.items()}
        return ordering.by_agency(found, day, names)
    if asked.sort == ordering.CHANGED:
        changed = ordering.last_changed(current.session())
        return ordering.by_change(found, day, changed)
    return ordering.ordered(found, day)


def _is_known(key: str) -> bool:
    """Say whether a reader may know a document: no key can be guessed by asking."""
    shelf = current.shelf()
    return key in shelf.keys or shelf.remembers(key)
