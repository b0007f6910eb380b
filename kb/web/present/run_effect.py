"""What a run changed, as a table with a bar in each cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.training.steps import Step
from kb.web.present.run_steps import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.content.settings import Training
    from kb.training.effect import Tally
    from kb.training.run import Run

#: Confidence goes from 1 to 5.
_LEAST, _SPAN = 1, 4
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A mean, and how long its bar is of a hundred."""

    head: str
    mean: str
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """A learning outcome at each step, and by how much it rose."""

    outcome: str
    cells: tuple[Cell, ...]
    rose: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The table, and which steps are withheld."""

    heads: tuple[tuple[str, str], ...]
    """Of each step its name and its number of answers."""
    rose: tuple[str, ...]
    rows: tuple[Row, ...]
    withheld: tuple[str, ...]
    fewest: int


def changes(run: Run, tally: Tally, training: Training) -> Changes:
    """Set out what is shown of a run."""
    here = [step for step in Step if step in tally]
    since = [step for step in here if step is not Step.BEFORE and Step.BEFORE in tally]
    return Changes(
        heads=tuple((HEADINGS[step], f"n = {tally[step].n}") for step in here),
        rose=tuple(f"Change: {HEADINGS[step].lower()}" for step in since),
        rows=tuple(
            _row(outcome, number, tally, since)
            for number, outcome in enumerate(run.asked.outcomes)
        ),
        withheld=tuple(HEADINGS[step] for step in run.steps if step not in tally),
        fewest=training.fewest,
    )


def _row(outcome: str, number: int, tally: Tally, since: Sequence[Step]) -> Row:
    means = {s: tally[s].means[number] for s in Step if s in tally}
    cells = tuple(
        Cell(_head(step, tally), f"{mean:.1f}", round((mean - _LEAST) / _SPAN * 100, 1))
        for step, mean in means.items()
    )
    rose = tuple(
        (f"Change: {HEADINGS[s].lower()}", _signed(means[s] - means[Step.BEFORE]))
        for s in since
    )
    return Row(outcome, cells, rose)


def _head(step: Step, tally: Tally) -> str:
    """Say what a cell is where a phone shows no heads of columns."""
    return f"{HEADINGS[step]} (n = {tally[step].n})"


def _signed(change: float) -> str:
    rounded = f"{abs(change):.1f}"
    if float(rounded) == 0:
        return "0.0"
    return f"{'+' if change > 0 else MINUS}{rounded}"
