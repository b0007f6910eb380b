"""Runs of courses as lines: what is coming, what is to be done, what was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.training.steps import Standing, Step
from kb.web.present import addresses
from kb.web.present.words import day as said
from kb.web.present.words import plural

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kb.training.run import Run
    from kb.web.run_seen import Seen

ASKS = {
    Step.BEFORE: "people say how confident they are before it",
    Step.AFTER: "people answer about it",
    Step.LATER: "people say what changed",
}
COUNT = "say how many came"
SHOWN = 20


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in a list."""

    title: str
    url: str
    about: str
    due: str
    """What is open or to be done about it; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs by what they ask of who recorded them."""

    coming: tuple[RunLine, ...]
    due: tuple[RunLine, ...]


def coming_and_due(seen: Iterable[Seen], today: date) -> Runs:
    """Part the runs that are still to come from those that ask for something now."""
    lines = [(one.run.day, _line(one, today)) for one in seen]
    return Runs(
        coming=tuple(line for day, line in reversed(lines) if day > today)[:SHOWN],
        due=tuple(line for day, line in lines if day <= today and line.due)[:SHOWN],
    )


def of_pack(seen: Iterable[Seen], today: date) -> tuple[RunLine, ...]:
    """List the runs of one pack that stand."""
    return tuple(_line(one, today) for one in seen if not one.run.struck)[:SHOWN]


def _line(seen: Seen, today: date) -> RunLine:
    run = seen.run
    came = f"{plural(run.total, 'person')} came" if run.total else ""
    facts = (said(run.day), run.place or "online", came)
    return RunLine(
        title=seen.held.pack.title if seen.held else "A course",
        url=addresses.of_run(run.uid),
        about=" · ".join(one for one in facts if one),
        due=_due(run, today),
    )


def _due(run: Run, today: date) -> str:
    """Say what there is to do, or what people are asked now."""
    if run.day <= today and not run.counted:
        return COUNT
    return next(
        (
            f"{words} until {said(run.steps[step].closes)}"
            for step, words in ASKS.items()
            if run.step(step, today) is Standing.OPEN
        ),
        "",
    )
