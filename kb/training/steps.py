"""The three steps in which people are asked about a course, and when each is open.

The days are written down with the run, so that a setting that is changed later opens
nothing again that was closed.

    step     opens                         closes at the end of
    before   answer_days before the day    the day
    after    on the day                    answer_days after the day
    later    later_days after the day      answer_days after that
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kb.content.settings import Training


class Step(StrEnum):
    """When people are asked."""

    BEFORE = "before"
    AFTER = "after"
    LATER = "later"


class Standing(StrEnum):
    """Whether a step can be answered."""

    TO_COME = "to come"
    OPEN = "open"
    CLOSED = "closed"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last day on which a step is open."""

    opens: date
    closes: date

    def standing(self, day: date) -> Standing:
        """Say how it stands on a day."""
        if day > self.closes:
            return Standing.CLOSED
        return Standing.TO_COME if day < self.opens else Standing.OPEN


_DAYS: Mapping[Step, Callable[[Training], tuple[int, int]]] = {
    Step.BEFORE: lambda asked: (-asked.answer_days, 0),
    Step.AFTER: lambda asked: (0, asked.answer_days),
    Step.LATER: lambda asked: (
        asked.later_days,
        asked.later_days + asked.answer_days,
    ),
}


def windows(day: date, training: Training) -> Mapping[Step, Window]:
    """Say when each step of a course on a day is open."""
    return {
        step: Window(*(day + timedelta(days=days) for days in between(training)))
        for step, between in _DAYS.items()
    }


def closed_early(window: Window, day: date) -> Window:
    """Close a step that is open, so that it cannot be answered from this day on."""
    return Window(window.opens, min(window.closes, day - timedelta(days=1)))


def written(steps: Mapping[Step, Window]) -> str:
    """Write steps as JSON."""
    days = {
        step.value: [window.opens.isoformat(), window.closes.isoformat()]
        for step, window in steps.items()
    }
    return json.dumps(days)


def read(text: str) -> Mapping[Step, Window]:
    """Read steps back from JSON."""
    return {
        Step(step): Window(*map(date.fromisoformat, days))
        for step, days in json.loads(text).items()
    }
