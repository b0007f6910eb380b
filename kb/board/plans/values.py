"""What a cell may say: a day, yes or no, a number, one of a list of values."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from kb.board import wording
from kb.board.states import Delivery, Response

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
_BRITISH = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_SAID = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -]([0-9]{4})")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1990, 2100
DAY = "a day, such as 2026-03-31 or 31/03/2026 (the day first)"
YES = {"yes", "y", "true", "x", "1"}
NO = {"no", "n", "false", "0", ""}
MOST_NUMBER = 999
_OTHER = re.compile(r"[^a-z0-9]+")

#: What boards write for a value that is called something else here.
_ALSO: dict[str, dict[str, str]] = {
    "response": {
        "agreed": Response.ACCEPTED,
        "yes": Response.ACCEPTED,
        "partially-accepted": Response.IN_PART,
        "rejected": Response.NOT_ACCEPTED,
    },
    "delivery": {
        "complete": Delivery.DELIVERED,
        "completed": Delivery.DELIVERED,
        "done": Delivery.DELIVERED,
        "ongoing": Delivery.IN_PROGRESS,
        "on-going": Delivery.IN_PROGRESS,
        "started": Delivery.IN_PROGRESS,
        "underway": Delivery.IN_PROGRESS,
        "under-way": Delivery.IN_PROGRESS,
        "outstanding": Delivery.NOT_STARTED,
    },
}
_LISTS: dict[str, Iterable[str]] = {"response": Response, "delivery": Delivery}


def slug(text: str) -> str:
    """Write words as an id: `Accepted, in part` is `accepted-in-part`."""
    return _OTHER.sub("-", text.casefold()).strip("-")


def day(text: str, first: int = FIRST_YEAR) -> date | None:
    """Read a day; None when it is none, or in a year that nobody means."""
    typed = " ".join(text.casefold().split())
    try:
        found = _day(typed)
    except ValueError:
        return None
    if found and not first <= found.year <= LAST_YEAR:
        return None
    return found


def _day(typed: str) -> date | None:
    if iso := _ISO.fullmatch(typed):
        return date(*map(int, iso.groups()))
    if british := _BRITISH.fullmatch(typed):
        day_, month, year = map(int, british.groups())
        return date(year, month, day_)
    if said := _SAID.fullmatch(typed):
        names = [name for name in _MONTHS if name.startswith(said[2])]
        if len(names) == 1:
            return date(int(said[3]), _MONTHS.index(names[0]) + 1, int(said[1]))
    return None


def meanings(field: str) -> Mapping[str, str]:
    """Give the values of a field by everything that may be written for them."""
    labels = wording.VALUES[field]
    # Some labels explain themselves in brackets: both forms can be written.
    short = {slug(labels[one].partition(" (")[0]): str(one) for one in _LISTS[field]}
    whole = {slug(labels[one]): str(one) for one in _LISTS[field]}
    ids = {str(one): str(one) for one in _LISTS[field]}
    return {**_ALSO[field], **short, **whole, **ids}


def expected(field: str) -> str:
    """Say what a field with a list of values may be."""
    labels = [wording.VALUES[field][one].partition(" (")[0] for one in _LISTS[field]]
    return f"one of: {'; '.join(labels)}"
