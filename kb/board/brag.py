"""The colour of an action: derived, never typed, and always with the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.board.months import later
from kb.board.states import (
    MET,
    PASSED,
    Assurance,
    Closure,
    Delivery,
    Response,
    Sustained,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kb.board.action import Action
    from kb.content.settings import Tracking


class Colour(StrEnum):
    """Blue, red, amber, green as boards use them, and grey for what says nothing."""

    BLUE = "blue"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Brag:
    """A colour and why it is that one."""

    colour: Colour
    why: str


@dataclass(frozen=True, slots=True)
class _On:
    action: Action
    day: date
    tracking: Tracking


def is_stale(action: Action, day: date, tracking: Tracking) -> bool:
    """Say whether an action was not reported on for a whole reporting cycle."""
    last = action.noted or action.answered or action.of.created
    return later(last, tracking.cycle_months) < day


def is_overdue(action: Action, day: date) -> bool:
    """Say whether an action should have been delivered by now and is not."""
    late = action.due is not None and action.due < day
    return late and action.is_open and action.delivery is not Delivery.DELIVERED


def _passed(on: _On) -> bool:
    return on.action.closure in PASSED or (
        on.action.is_open and on.action.response is Response.ANOTHER_BODY
    )


def _soon(on: _On) -> bool:
    due, action = on.action.due, on.action
    waits = action.delivery is not Delivery.DELIVERED
    return bool(due and waits and due <= on.day + timedelta(days=on.tracking.soon_days))


#: In this order the first that holds gives the colour and its words.
_RULES: tuple[tuple[Callable[[_On], bool], Colour, str], ...] = (
    (_passed, Colour.GREY, "Passed on, reconsidered or overtaken"),
    (lambda o: o.action.closure in MET, Colour.BLUE, "Closed as met"),
    (
        lambda o: o.action.closure is Closure.NOT_MET,
        Colour.RED,
        "Closed as not met; the board accepts the risk",
    ),
    (
        lambda o: o.action.sustained is Sustained.SLIPPED,
        Colour.RED,
        "Was met and has slipped",
    ),
    (lambda o: is_overdue(o.action, o.day), Colour.RED, "Overdue"),
    (
        lambda o: o.action.assurance is Assurance.NOT_EVIDENCED,
        Colour.RED,
        "Not evidenced",
    ),
    (
        lambda o: o.action.assurance is Assurance.PLAN_NOT_ACCEPTABLE,
        Colour.RED,
        "The plan is not acceptable",
    ),
    (lambda o: o.action.response is Response.NONE, Colour.RED, "No response"),
    (
        lambda o: o.action.response is Response.NOT_ACCEPTED,
        Colour.RED,
        "Not accepted by the agency",
    ),
    (
        lambda o: o.action.delivery is Delivery.STOPPED,
        Colour.RED,
        "Stopped by the agency",
    ),
    (_soon, Colour.AMBER, "Due soon"),
    (
        lambda o: o.action.assurance is Assurance.IN_PART,
        Colour.AMBER,
        "Evidenced in part",
    ),
    (
        lambda o: is_stale(o.action, o.day, o.tracking),
        Colour.AMBER,
        "No note for a reporting cycle",
    ),
    (lambda _: True, Colour.GREEN, "In time"),
)


def brag(action: Action, day: date, tracking: Tracking) -> Brag:
    """Derive the colour of an action on a day, with the words for it."""
    on = _On(action, day, tracking)
    return next(Brag(colour, why) for holds, colour, why in _RULES if holds(on))
