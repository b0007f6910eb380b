"""How values are said to people: counts, dates, ranges of years, first letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.content.dates import When
from kb.content.vocabulary import same_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

IRREGULAR = {
    "child": "children",
    "person": "people",
    "policy": "policies",
    "agency": "agencies",
    "policy update": "policy updates",
    "policy changed": "policies changed",
}


def plural(count: int, one: str) -> str:
    """Say how many: `1 review`, `7 reviews`, `2 policies`."""
    return f"{count:,} {one if count == 1 else IRREGULAR.get(one, one + 's')}"


def capital(text: str) -> str:
    """Begin with a capital letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def day(value: date | None) -> str:
    """Write a date as people say it: 1 May 2024."""
    return str(When.parse(value)) if value else ""


def years(dates: Iterable[When | None]) -> str:
    """Say which years are covered: `2013` or `2010 to 2020`; "" when none is known."""
    known = sorted({when.year for when in dates if when})
    if not known:
        return ""
    first, last = known[0], known[-1]
    return str(first) if first == last else f"{first} to {last}"


def listed(parts: Iterable[str]) -> str:
    """Join words as a sentence does: `a, b and c`."""
    words = list(parts)
    if len(words) < 2:  # noqa: PLR2004 - one word needs no "and"
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def unlike(said: str, names: Iterable[str]) -> tuple[str, ...]:
    """Leave out names that differ only in a hyphen, a space or a capital letter."""
    kept: dict[str, str] = {same_name(said): said}
    for name in names:
        kept.setdefault(same_name(name), name)
    return tuple(kept.values())[1:]
