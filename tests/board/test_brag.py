"""The colour of an action: what gives each, and which comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kb.board.brag import brag, is_overdue, is_stale
from kb.board.states import (
    MET,
    PASSED,
    Assurance,
    Closure,
    Delivery,
    Response,
    Sustained,
)
from kb.content.settings import Tracking
from tests.board.people import OPEN, like

TODAY = date(2026, 4, 1)
TRACKING = Tracking(cycle_months=3, soon_days=30)
FRESH = like(
    OPEN,
    response=Response.ACCEPTED,
    delivery=Delivery.IN_PROGRESS,
    noted=date(2026, 3, 20),
    due=date(2026, 6, 1),
)
LATE = {"due": date(2026, 3, 31)}
SLIPPED = {"sustained": Sustained.SLIPPED, "slips": 1}

#: From the one that comes first to the one that comes last; each alone gives the
#: colour, and so does each together with all that come after it.
PRECEDENCE: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"response": Response.ANOTHER_BODY}, "grey", "Passed on"),
    (SLIPPED, "red", "slipped"),
    (LATE, "red", "Overdue"),
    ({"assurance": Assurance.NOT_EVIDENCED}, "red", "Not evidenced"),
    ({"assurance": Assurance.PLAN_NOT_ACCEPTABLE}, "red", "plan"),
    ({"response": Response.NONE}, "red", "No response"),
    ({"response": Response.NOT_ACCEPTED}, "red", "Not accepted"),
    ({"delivery": Delivery.STOPPED}, "red", "Stopped"),
    ({"due": date(2026, 5, 1)}, "amber", "Due soon"),
    ({"assurance": Assurance.IN_PART}, "amber", "in part"),
    ({"noted": date(2025, 12, 31)}, "amber", "No note"),
    ({}, "green", "In time"),
)


@pytest.mark.parametrize(("values", "colour", "why"), PRECEDENCE)
def test_each_thing_gives_its_colour_and_says_why(
    values: dict[str, Any], colour: str, why: str
) -> None:
    found = brag(like(FRESH, **values), TODAY, TRACKING)
    assert found.colour == colour
    assert why in found.why


@pytest.mark.parametrize("place", range(len(PRECEDENCE)))
def test_what_comes_first_gives_the_colour(place: int) -> None:
    values: dict[str, Any] = {}
    for later, _, _ in reversed(PRECEDENCE[place:]):
        values |= later
    _, colour, why = PRECEDENCE[place]
    found = brag(like(FRESH, **values), TODAY, TRACKING)
    assert (found.colour, why in found.why) == (colour, True)


@pytest.mark.parametrize("closure", sorted(set(Closure) - {Closure.OPEN}))
def test_what_is_closed_has_the_colour_of_its_closure(closure: Closure) -> None:
    worst = like(FRESH, closure=closure, assurance=Assurance.NOT_EVIDENCED, **LATE)
    expected = "blue" if closure in MET else "grey" if closure in PASSED else "red"
    for response in Response:
        found = brag(replace(worst, response=response), TODAY, TRACKING)
        assert found.colour == expected


def test_what_slipped_and_is_met_again_is_blue() -> None:
    again = like(FRESH, closure=Closure.MET, sustained=Sustained.DUE, slips=1)
    assert brag(again, TODAY, TRACKING).colour == "blue"


def test_the_day_itself_is_not_late() -> None:
    due = like(FRESH, due=TODAY)
    assert not is_overdue(due, TODAY)
    assert is_overdue(due, date(2026, 4, 2))
    assert not is_overdue(like(due, delivery=Delivery.DELIVERED), date(2026, 4, 2))
    assert not is_overdue(like(due, closure=Closure.NOT_MET), date(2026, 4, 2))
    assert not is_overdue(like(due, due=None), date(2026, 4, 2))


@pytest.mark.parametrize(
    ("noted", "answered", "stale"),
    [
        (date(2026, 1, 1), None, False),
        (date(2025, 12, 31), None, True),
        (None, date(2026, 1, 1), False),
        (None, date(2025, 12, 31), True),
        (date(2026, 1, 1), date(2025, 1, 1), False),
        (None, None, False),
    ],
)
def test_a_note_is_stale_after_a_cycle(
    noted: date | None, answered: date | None, *, stale: bool
) -> None:
    action = like(OPEN, noted=noted, answered=answered)
    assert is_stale(action, TODAY, TRACKING) is stale


@pytest.mark.parametrize("days", [1, 30, 365])
def test_a_board_says_what_soon_is(days: int) -> None:
    tracking = Tracking(soon_days=days)
    action = like(FRESH, due=date(2026, 4, 21))
    amber = brag(action, TODAY, tracking).colour == "amber"
    assert amber is (days >= 20)
