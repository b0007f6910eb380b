"""How confidence changed, in words and numbers, with how many answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.training.steps import Step

if TYPE_CHECKING:
    from kb.training.effect import Change, Effect, Mean

STEPS = {
    Step.BEFORE: "before the course",
    Step.AFTER: "just after it",
    Step.LATER: "some weeks later",
}
MOST = 5


@dataclass(frozen=True, slots=True)
class Point:
    """What people answered at a step: the mean of 1 to 5, and of how many."""

    label: str
    mean: str
    n: int
    width: float
    """Of its bar, in hundredths of the way from 1 to 5."""


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """How the same courses compare at two steps."""

    words: str
    before: Point
    now: Point


@dataclass(frozen=True, slots=True)
class Confidence:
    """What can be shown of how confident people were."""

    changes: tuple[ChangeShown, ...]
    alone: tuple[Point, ...]
    """Steps of which there is nothing to compare with."""
    fewest: int


def confidence(effect: Effect, fewest: int) -> Confidence:
    """Set out what courses changed."""
    changes = tuple(
        _change(step, effect.changes[step]) for step in Step if step in effect.changes
    )
    alone = (
        ()
        if changes
        else tuple(
            _point(step, effect.steps[step]) for step in Step if step in effect.steps
        )
    )
    return Confidence(changes, alone, fewest)


def change_said(change: Change) -> str:
    """Say by how much confidence changed, as the means are shown."""
    difference = round(change.now.value, 1) - round(change.before.value, 1)
    if abs(difference) < 0.05:  # noqa: PLR2004 - less than is shown
        return "no change"
    return f"{'up' if difference > 0 else 'down'} by {abs(difference):.1f}"


def _change(step: Step, change: Change) -> ChangeShown:
    return ChangeShown(
        words=change_said(change),
        before=_point(Step.BEFORE, change.before),
        now=_point(step, change.now),
    )


def _point(step: Step, mean: Mean) -> Point:
    width = 100 * (mean.value - 1) / (MOST - 1)
    return Point(STEPS[step], f"{mean.value:.1f}", mean.n, round(width, 2))
