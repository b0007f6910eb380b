"""A plan without a note for two reporting cycles falls back, once and on record."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from kb.board import clock, records
from kb.board.actions import Asked, Tracker
from kb.board.rules import Wanted
from kb.board.states import Assurance, Closure, Delivery, Response
from kb.content.settings import Tracking
from kb.db import open_database
from tests.board.people import EVERYBODY, OPEN, OWN, like

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

TRACKING = Tracking(cycle_months=3)
PLAN = like(
    OPEN,
    response=Response.ACCEPTED,
    assurance=Assurance.PLAN_ACCEPTABLE,
    assured=date(2026, 1, 10),
)
AFTER = date(2026, 7, 11)

QUIET: tuple[tuple[dict[str, Any], date, bool], ...] = (
    ({}, AFTER, True),
    ({}, date(2026, 7, 10), False),
    ({"noted": date(2026, 1, 11)}, AFTER, False),
    ({"noted": date(2026, 1, 11)}, date(2026, 7, 12), True),
    ({"noted": date(2025, 1, 1)}, date(2026, 7, 10), False),
    ({"noted": date(2025, 1, 1)}, AFTER, True),
    ({"delivery": Delivery.IN_PROGRESS}, AFTER, True),
    ({"delivery": Delivery.STOPPED}, AFTER, True),
    ({"delivery": Delivery.DELIVERED}, AFTER, False),
    ({"response": Response.ANOTHER_BODY}, AFTER, False),
    ({"closure": Closure.OVERTAKEN}, AFTER, False),
    *(
        ({"assurance": one}, AFTER, False)
        for one in Assurance
        if "acceptable" not in one
    ),
    ({"assurance": Assurance.PLAN_NOT_ACCEPTABLE}, AFTER, False),
)


@pytest.mark.parametrize(("values", "day", "quiet"), QUIET)
def test_which_plans_are_quiet(
    values: dict[str, Any], day: date, *, quiet: bool
) -> None:
    assert clock.is_quiet(like(PLAN, **values), day, TRACKING) is quiet


@pytest.fixture
def session() -> Iterator[Session]:
    with open_database("sqlite://")() as session:
        yield session


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


def planned(session: Session) -> str:
    by = Tracker(session, at(date(2026, 1, 5)), EVERYBODY["member"], TRACKING)
    uid = by.add(Asked("lessons/ask-again", OWN))
    seen = records.one(session, uid).version
    by.change(uid, seen, Wanted({"assurance": "plan-acceptable"}))
    return uid


def test_a_quiet_plan_falls_back_once_and_the_record_says_why(session: Session) -> None:
    uid, day = planned(session), date(2026, 8, 1)
    assert clock.tick(session, at(date(2026, 7, 5)), TRACKING) == ()
    assert clock.tick(session, at(day), TRACKING) == (uid,)
    assert clock.tick(session, at(day), TRACKING) == ()
    last = records.history(session, uid)[-1]
    assert (last.who, last.agency, last.field) == ("clock", "", "assurance")
    assert (last.before, last.after) == ("plan-acceptable", "plan-not-acceptable")
    assert last.words == clock.WORDS
    assert records.one(session, uid).assured == day


def test_the_board_may_find_it_acceptable_again_and_the_time_begins_anew(
    session: Session,
) -> None:
    uid = planned(session)
    clock.tick(session, at(date(2026, 8, 1)), TRACKING)
    by = Tracker(session, at(date(2026, 8, 2)), EVERYBODY["member"], TRACKING)
    seen = records.one(session, uid).version
    by.change(uid, seen, Wanted({"assurance": "plan-acceptable"}, "They reported"))
    assert clock.tick(session, at(date(2026, 10, 1)), TRACKING) == ()
    assert clock.tick(session, at(date(2027, 2, 3)), TRACKING) == (uid,)
