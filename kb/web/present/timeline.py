"""Small pictures of years: dots above a golden line, and dots below it.

Only numbers for an SVG, and the same facts as words and as a table, are worked out
here. Dots of one year are stacked; many in one year stand closer together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.web.present.words import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterable

RADIUS = 5.0
EDGE = 8.0
STEP = 12.0
TALLEST = 72.0
LABELS = 18.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One review or policy update, where it stands in the picture."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Row:
    """One year in the table beside the picture."""

    year: int
    above: int
    below: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A year written under the line."""

    x: float
    year: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture of years, its description, and its facts as rows."""

    width: float
    height: float
    line: float
    above: tuple[Dot, ...]
    below: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Span:
    """The years that a picture covers, and how wide it is."""

    first: int
    last: int
    width: float

    def x(self, year: int) -> float:
        """Say how far to the right a year stands."""
        reach = self.width - 2 * EDGE
        share = (year - self.first) / max(self.last - self.first, 1)
        return round(EDGE + reach * share, 1)


def timeline(
    above: Iterable[int],
    below: Iterable[int] = (),
    *,
    names: tuple[str, str] = ("review", "policy update"),
    span: tuple[int, int] | None = None,
    width: float = 300,
    labelled: bool = True,
) -> Timeline | None:
    """Draw years as dots above a line, and others below it; None without any year.

    `span` sets the ends of the line, so that several pictures can be compared.
    """
    up, down = Counter(above), Counter(below)
    years = sorted({*up, *down})
    if not years:
        return None
    over = Span(*(span or (years[0], years[-1])), width)
    line = _height(up)
    deep = line + max(_height(down) if down else RADIUS, RADIUS)
    return Timeline(
        width=width,
        height=deep + (LABELS if labelled else 0),
        line=line,
        above=_dots(up, over, line, -1),
        below=_dots(down, over, line, 1),
        ticks=_ticks(over) if labelled else (),
        rows=tuple(Row(year, up[year], down[year]) for year in years),
        description=_said(up, names[0], down, names[1]),
    )


def _height(counts: Counter[int]) -> float:
    most = max(counts.values(), default=0)
    return round(min(TALLEST, most * STEP) + RADIUS + 1, 1)


def _dots(counts: Counter[int], over: Span, line: float, way: int) -> tuple[Dot, ...]:
    most = max(counts.values(), default=1)
    step = min(STEP, TALLEST / most)
    start = 0 if way < 0 else STEP
    return tuple(
        Dot(over.x(year), round(line + way * (start + step * place), 1))
        for year, count in sorted(counts.items())
        for place in range(count)
    )


def _ticks(over: Span) -> tuple[Tick, ...]:
    if over.first == over.last:
        return (Tick(0, over.first, "start"),)
    return Tick(0, over.first, "start"), Tick(over.width, over.last, "end")


def _said(up: Counter[int], one: str, down: Counter[int], other: str) -> str:
    parts = [
        f"{plural(counts.total(), name)}: "
        + listed(f"{year} {count}" for year, count in sorted(counts.items()))
        for counts, name in ((up, one), (down, other))
        if counts
    ]
    return ". ".join(parts) + "."
