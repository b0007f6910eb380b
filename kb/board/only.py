"""What may be asked of an action on a day beside the values of its fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from kb.board.brag import Colour, brag, is_overdue, is_stale
from kb.board.months import Year, later
from kb.board.states import (
    MET,
    Assurance,
    Delivery,
    Response,
    Sustained,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.board.action import Action
    from kb.board.seen import Item
    from kb.content.documents import Review
    from kb.content.settings import Tracking

_UNANSWERED = frozenset({Response.AWAITED, Response.NONE})


@dataclass(frozen=True)
class On:
    """An action on a day; its colour is worked out once."""

    item: Item
    day: date
    tracking: Tracking

    @cached_property
    def colour(self) -> Colour:
        """Give its colour on that day."""
        return brag(self.item.action, self.day, self.tracking).colour

    @cached_property
    def action(self) -> Action:
        """Give the action itself."""
        return self.item.action

    @cached_property
    def is_pursued(self) -> bool:
        """Say whether it is open and not left out of the figures as passed on."""
        return self.action.is_open and self.colour is not Colour.GREY


def came_back(on: On) -> tuple[Review, ...]:
    """List the reviews that taught the same again by that day."""
    return tuple(one for one in on.item.came_back if first_day(one) <= on.day)


def first_day(review: Review) -> date:
    """Give the first day on which a review can have come out; long ago if unknown."""
    when = review.published
    return date(when.year, when.month or 1, when.day or 1) if when else date.min


def answer_due(on: On) -> date:
    """Give the day by which the agency should have answered."""
    return on.action.of.created + timedelta(days=on.tracking.answer_days)


def _is_unanswered(on: On) -> bool:
    return on.action.is_open and on.action.response in _UNANSWERED


def _is_answer_overdue(on: On) -> bool:
    return _is_unanswered(on) and answer_due(on) < on.day


def _answered_late(on: On) -> bool:
    answered = on.action.answered
    late = answered is not None and answered > answer_due(on)
    return late or _is_answer_overdue(on)


def _waits_for_delivery(on: On) -> bool:
    done = on.action.delivery in {Delivery.DELIVERED, Delivery.STOPPED}
    return on.is_pursued and not done


def _has_no_progress(on: On) -> bool:
    """Say whether two reporting cycles went by without a word on a plan."""
    action = on.action
    last = action.noted or action.answered or action.of.created
    cycles = later(last, 2 * on.tracking.cycle_months)
    return action.is_taken_on and _waits_for_delivery(on) and cycles < on.day


def _is_check_due(on: On) -> bool:
    due = on.action.check_due
    asked = on.action.sustained is Sustained.DUE
    return asked and due is not None and due <= on.day


def _in_year(when: Callable[[Action], date | None]) -> Callable[[On], bool]:
    """Ask whether something happened in the board's year up to the day."""

    def happened(on: On) -> bool:
        found = when(on.action)
        year = Year.of(on.day, on.tracking.year_begins)
        return found is not None and year.begins <= found <= on.day

    return happened


def _evidenced(action: Action) -> date | None:
    return action.assured if action.assurance is Assurance.EVIDENCED else None


ONLY: dict[str, Callable[[On], bool]] = {
    "overdue": lambda on: is_overdue(on.action, on.day),
    "stale": lambda on: on.action.is_open and is_stale(on.action, on.day, on.tracking),
    "no-progress": _has_no_progress,
    "came-back": lambda on: bool(came_back(on)),
    "check-due": _is_check_due,
    "challenged": lambda on: bool(on.action.challenges),
    "slipped": lambda on: on.action.slips > 0,
    "met": lambda on: on.action.closure in MET,
    "answered": lambda on: on.action.answered is not None,
    "unanswered": _is_unanswered,
    "answer-overdue": _is_answer_overdue,
    "answered-late": _answered_late,
    "undelivered": _waits_for_delivery,
    "unassured": lambda on: (
        on.is_pursued and on.action.assurance is not Assurance.EVIDENCED
    ),
    "done": lambda on: (
        on.is_pursued
        and on.action.delivery is Delivery.DELIVERED
        and on.action.assurance is not Assurance.EVIDENCED
    ),
    "without-owner": lambda on: on.action.is_open and not on.action.owner,
    "without-measure": lambda on: on.action.is_open and not on.action.measure,
    "without-evidence": lambda on: not on.action.evidence,
    "asked-in-year": _in_year(lambda action: action.of.created),
    "answered-in-year": _in_year(lambda action: action.answered),
    "delivered-in-year": _in_year(lambda action: action.delivered),
    "evidenced-in-year": _in_year(_evidenced),
    "closed-in-year": _in_year(lambda action: action.closed),
}
