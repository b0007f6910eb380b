"""How long it takes from publication to an answer, to delivery and to evidence.

Time counts from the publication of the review that asks. It counts from the day on
which the agency was asked when it was asked before that, when a lesson asks, and when
no more than the year of publication is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from kb.board.choosing import Choice, meant
from kb.board.only import first_day
from kb.content.documents import Review

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kb.board.action import Action
    from kb.board.figures import Standing
    from kb.board.only import On


@dataclass(frozen=True, slots=True)
class _Step:
    """A step on the way: who has made it, when, and who has still to."""

    made: Choice
    on: Callable[[Action], date | None]
    waits: Choice


STEPS: dict[str, _Step] = {
    "response": _Step(
        Choice(only="answered"),
        lambda action: action.answered,
        Choice(only="unanswered"),
    ),
    "delivery": _Step(
        Choice(delivery="delivered"),
        lambda action: action.delivered,
        Choice(only="undelivered"),
    ),
    "assurance": _Step(
        Choice(assurance="evidenced"),
        lambda action: action.assured,
        Choice(only="unassured"),
    ),
}


@dataclass(frozen=True, slots=True)
class Times:
    """How long a step took those who made it, and has taken those who wait, in days."""

    step: str
    made: Choice
    count: int
    median: int
    longest: int
    waits: Choice
    waiting: int
    oldest: int
    oldest_uid: str
    """The action that has waited longest; empty when none waits."""


def begins(on: On) -> date:
    """Give the day from which time counts for an action."""
    asked, document = on.action.of.created, on.item.document
    if not isinstance(document, Review):
        return asked
    known = document.published is not None and document.published.month > 0
    return min(asked, first_day(document)) if known else asked


def times(standing: Standing) -> tuple[Times, ...]:
    """Measure each step from publication, on the day of a standing."""
    return tuple(_times(standing, name, step) for name, step in STEPS.items())


def _times(standing: Standing, name: str, step: _Step) -> Times:
    made = meant(standing.ons, step.made)
    waits = meant(standing.ons, step.waits)
    days = [max(((step.on(on.action) or on.day) - begins(on)).days, 0) for on in made]
    waited = [((standing.day - begins(on)).days, on.action.uid) for on in waits]
    oldest, uid = max(waited, key=lambda one: one[0], default=(0, ""))
    return Times(
        step=name,
        made=step.made,
        count=len(made),
        median=round(median(days)) if days else 0,
        longest=max(days, default=0),
        waits=step.waits,
        waiting=len(waits),
        oldest=oldest,
        oldest_uid=uid,
    )
