"""How many came, as people type it: a line for each agency and role."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.training.runs import MOST_CAME, Came

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.datastructures import MultiDict

EMPTY, MOST_LINES = 3, 100
_LONGEST = 9


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was typed, and what is wrong with it."""

    agency: str = ""
    role: str = ""
    count: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """The lines of the form; those that are good say how many came."""

    lines: tuple[Line, ...]
    came: tuple[Came, ...] = ()
    wrong: list[dict[str, str]] = field(default_factory=list)


def start(came: Iterable[Came], agencies: Iterable[str] = ()) -> Typed:
    """Give the lines of what was said before, or of the agencies it was meant for."""
    said = [Line(one.agency, one.role, str(one.count)) for one in came]
    return Typed(_with_empty(said or [Line(one) for one in agencies]))


def read(form: MultiDict[str, str]) -> Typed:
    """Read what was sent."""
    sent = zip(
        form.getlist("agency"), form.getlist("role"), form.getlist("count"),
        strict=False,
    )  # fmt: skip
    lines = [Line(a, r, c.strip()[:40], _wrong(a, c)) for a, r, c in sent]
    lines = [one for one in lines if one.agency or one.role or one.count][:MOST_LINES]
    wrong = [
        {"input": f"count-{number}", "text": f"Line {number + 1}: {one.wrong}"}
        for number, one in enumerate(lines)
        if one.wrong
    ]
    good = [one for one in lines if one.count and not one.wrong]
    came = tuple(Came(one.agency, one.role, int(one.count)) for one in good)
    return Typed(_with_empty(lines), came, wrong=wrong)


def _wrong(agency: str, count: str) -> str:
    typed = count.strip()
    if typed and not (typed.isascii() and typed.isdecimal() and len(typed) < _LONGEST):
        return f"Write a whole number from 0 to {MOST_CAME:,}"
    return "Choose the agency" if typed and not agency else ""


def _with_empty(lines: list[Line]) -> tuple[Line, ...]:
    return (*lines, *[Line()] * min(EMPTY, MOST_LINES - len(lines)))
