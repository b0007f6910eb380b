"""How far the learning was acted on, as numbers: pure functions over actions on a day.

Each figure is a choice among actions, and its number is how many the choice means. So
a figure leads to its list, and the two cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, Self

from kb.board.choosing import Choice, meant, placed
from kb.board.rules import counts_as_success

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kb.board.only import On
    from kb.board.seen import Item
    from kb.content.settings import Tracking

#: The figures of a board, in the order in which they are read.
FIGURES: dict[str, Choice] = {
    "asked": Choice(),
    "open": Choice(closure="open"),
    "in-time": Choice(colour="green"),
    "at-risk": Choice(colour="amber"),
    "off-course": Choice(colour="red"),
    "overdue": Choice(only="overdue"),
    "done": Choice(only="done"),
    "evidenced": Choice(assurance="evidenced"),
    "met": Choice(only="met"),
    "check-due": Choice(only="check-due"),
    "sustained": Choice(sustained="sustained"),
    "slipped": Choice(only="slipped"),
    "not-met": Choice(closure="not-met"),
    "left-out": Choice(colour="grey"),
}

#: What a board decides, or asks about, when it meets.
NEEDS: dict[str, Choice] = {
    "done": Choice(only="done"),
    "no-progress": Choice(only="no-progress"),
    "answer-overdue": Choice(only="answer-overdue"),
    "not-accepted": Choice(response="not-accepted", closure="open"),
    "plan-not-acceptable": Choice(assurance="plan-not-acceptable", closure="open"),
    "not-evidenced": Choice(assurance="not-evidenced", closure="open"),
    "check-due": Choice(only="check-due"),
    "challenged": Choice(only="challenged"),
    "without-owner": Choice(only="without-owner"),
    "without-measure": Choice(only="without-measure"),
}


def within(scope: Choice, choice: Choice) -> Choice:
    """Ask for a choice among the actions that a scope means."""
    return replace(scope, **choice.parameters)


@dataclass(frozen=True)
class Standing:
    """The actions of a scope, as they stood on a day."""

    day: date
    tracking: Tracking
    scope: Choice
    ons: tuple[On, ...]

    @classmethod
    def of(
        cls, items: Iterable[Item], day: date, tracking: Tracking, scope: Choice
    ) -> Self:
        """Look at those of the items that a scope means, on a day."""
        return cls(day, tracking, Choice(), placed(items, day, tracking)).part(scope)

    def part(self, scope: Choice) -> Self:
        """Leave out what a narrower scope does not mean."""
        return replace(self, scope=scope, ons=meant(self.ons, scope))

    def count(self, choice: Choice) -> int:
        """Say how many a choice means."""
        if choice not in self._counted:
            self._counted[choice] = len(meant(self.ons, choice))
        return self._counted[choice]

    def counts(self, choices: dict[str, Choice]) -> dict[str, int]:
        """Say how many each of some choices means."""
        return {name: self.count(choice) for name, choice in choices.items()}

    @cached_property
    def _counted(self) -> dict[Choice, int]:
        """Keep what was counted; nothing in a standing changes."""
        return {}


@dataclass(frozen=True, slots=True)
class Ages:
    """How long something has gone on, in days."""

    oldest: int = 0
    median: int = 0


def overdue(standing: Standing) -> Ages:
    """Say by how long overdue actions are overdue."""
    found = meant(standing.ons, FIGURES["overdue"])
    days = [(on.day - on.action.due).days for on in found if on.action.due]
    return Ages(max(days), round(median(days))) if days else Ages()


@dataclass(frozen=True, slots=True)
class Success:
    """How many of the closed actions were met, and how many say nothing of that."""

    met: int
    of: int
    left_out: int

    @property
    def rate(self) -> int | None:
        """Give the share in a hundred; None when none was closed."""
        return round(100 * self.met / self.of) if self.of else None


def success(standing: Standing) -> Success:
    """Say how often what was closed was met; `of` is met and not met together.

    What was reconsidered, overtaken, superseded or passed on says nothing of success,
    and is left out.
    """
    closed = [counts_as_success(on.action) for on in standing.ons]
    met, missed = closed.count(True), closed.count(False)
    return Success(met, met + missed, standing.count(FIGURES["left-out"]))
