"""Days as people type them: 31/3/2026, 31 March 2026 or 2026-03-31."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december",
)  # fmt: skip
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NUMBERS = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})")
_NAMED = re.compile(r"([0-9]{1,2}) ([a-z]{3,9}) ([0-9]{4})")


def day_of(typed: str) -> date | None:
    """Read a day; None when it is none."""
    text = " ".join(typed.lower().split())
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMBERS.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _NAMED.fullmatch(text):
            return date(int(found[3]), _month(found[2]), int(found[1]))
    except ValueError:
        return None
    return None


def _month(name: str) -> int:
    """Give the number of a month; 0, which no date takes, when it is none."""
    meant = [n for n, one in enumerate(_MONTHS, 1) if one.startswith(name)]
    return meant[0] if len(meant) == 1 else 0


def typed_day(day: date | None) -> str:
    """Write a day as it can be typed again."""
    return f"{day.day}/{day.month}/{day.year}" if day else ""
