"""The three steps of feedback in words: what they are, and whether they are open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.training.steps import Standing, Step
from kb.web.present.words import day as said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from kb.training.run import Run
    from kb.training.steps import Window
    from kb.web.present.qr import Picture

HEADINGS: Mapping[Step, str] = {
    Step.BEFORE: "Before the course",
    Step.AFTER: "Just after the course",
    Step.LATER: "Some weeks later",
}


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step, how it stands, and the link to its form."""

    step: str
    name: str
    standing: str
    answered: str
    link: str
    code: Picture | None
    is_open: bool


def step_shown(
    run: Run,
    step: Step,
    today: date,
    answered: str,
    link: tuple[str, Picture | None],
) -> StepShown:
    """Set a step out, with the words of `answered`."""
    standing = run.step(step, today)
    return StepShown(
        step=step.value,
        name=HEADINGS[step],
        standing=_STANDING[standing](run.steps[step]),
        answered=answered if standing is Standing.OPEN else "",
        link=link[0],
        code=link[1],
        is_open=standing is Standing.OPEN,
    )


def answered(at_least: int, fewest: int) -> str:
    """Say how many have answered, so that none is seen to come in."""
    if not at_least:
        return f"Fewer than {fewest} people have rated every outcome so far."
    return f"At least {at_least:,} people have rated every outcome so far."


def _open(window: Window) -> str:
    return f"Open until {said(window.closes)}"


def _to_come(window: Window) -> str:
    return f"Open from {said(window.opens)} to {said(window.closes)}"


def _closed(_: Window) -> str:
    return "Closed"


_STANDING: Mapping[Standing, Callable[[Window], str]] = {
    Standing.OPEN: _open,
    Standing.TO_COME: _to_come,
    Standing.CLOSED: _closed,
    Standing.NOT_ASKED: _closed,
}
