"""What a dashboard is asked for: of which actions, as of which day, beside which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kb.board.choosing import Choice
from kb.board.months import quarter_before
from kb.web.present.board_links import Links
from kb.web.present.words import day as said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.content.shelf import Shelf

_SCOPE = ("agency", "document", "theme")
#: The parameters of a dashboard.
NAMES = (*_SCOPE, "on", "beside")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked for, as typed and as meant."""

    scope: Choice
    on: date
    beside: date
    today: date
    typed: Mapping[str, str]
    wrong: Mapping[str, str]
    """What cannot be used, by the name of its field."""

    @property
    def day(self) -> date | None:
        """Give the day whose end is asked for; None for the records as they are."""
        return None if self.on == self.today else self.on

    @property
    def links(self) -> Links:
        """Give where its figures lead."""
        is_now, beside = self.day is None, self.typed["beside"]
        return Links(self.scope, self.on, self.beside, is_now, beside)


def read(arguments: Mapping[str, str], today: date, shelf: Shelf) -> Asked:
    """Read what an address asks for; what is left out is today and all actions."""
    typed = {name: arguments.get(name, "").strip() for name in NAMES}
    wrong: dict[str, str] = {}
    on = _day("on", typed, wrong) or today
    if on > today:
        wrong["on"] = f"{said(on)} has not come yet"
        on = today
    earlier = quarter_before(on, shelf.settings.tracking.year_begins)
    beside = _day("beside", typed, wrong) or earlier
    if beside >= on and not wrong:
        wrong["beside"] = f"Choose a day before {said(on)}"
    wrong |= {name: text for name, text in _unknown(typed, shelf).items() if text}
    scope = Choice(**{name: typed[name] for name in _SCOPE if name not in wrong})
    return Asked(scope, on, beside, today, typed, wrong)


def _day(name: str, typed: Mapping[str, str], wrong: dict[str, str]) -> date | None:
    if not typed[name]:
        return None
    try:
        found = date.fromisoformat(typed[name])
    except ValueError:
        found = date.min
    if found.isoformat() != typed[name] or found.year < _FIRST:
        wrong[name] = f"“{typed[name][:40]}” is not a day such as 2026-03-31"
        return None
    return found


_FIRST = 1900


def _unknown(typed: Mapping[str, str], shelf: Shelf) -> dict[str, str]:
    """Say what is not there; what is not for this reader is not there either."""
    known = {
        "agency": shelf.settings.readers.keys(),
        "document": shelf.keys,
        "theme": shelf.vocabulary.concepts.keys(),
    }
    what = {"agency": "agency", "document": "review or lesson", "theme": "theme"}
    return {
        name: f"There is no {what[name]} “{typed[name][:80]}” here"
        for name, names in known.items()
        if typed[name] and typed[name] not in names
    }
