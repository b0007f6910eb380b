"""On which days an action is taken up, step by step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kb.board.escalation import Matter, is_past_the_last_step, matters, overdue
from kb.board.seen import Item
from kb.board.states import Closure, Delivery, Response, Sustained
from kb.content.settings import Tracking
from tests.board.people import OPEN, like

TRACKING = Tracking(soon_days=30, escalation_days=(0, 14, 28))
DUE = date(2026, 3, 1)
ACTION = like(OPEN, due=DUE, response=Response.ACCEPTED)


def on(days: int) -> date:
    return DUE + timedelta(days=days)


def steps(days: int, since: dict[str, int], **values: Any) -> list[str]:
    """List the steps that are due some days after the due date."""
    told = {step: on(day) for step, day in since.items()}
    found = overdue(like(ACTION, **values), on(days), TRACKING, told)
    return [one.step for one in found]


LADDER: tuple[tuple[int, dict[str, int], list[str]], ...] = (
    (-1, {}, []),
    (0, {}, []),
    (1, {}, ["owner"]),
    (13, {"owner": 1}, ["owner"]),
    (14, {"owner": 1}, ["owner"]),
    (15, {"owner": 1}, ["owner", "lead"]),
    (28, {"owner": 1, "lead": 15}, ["owner", "lead"]),
    (29, {"owner": 1, "lead": 15}, ["owner", "lead", "chair"]),
    (400, {}, ["owner"]),
    (400, {"owner": 390}, ["owner"]),
    (404, {"owner": 390}, ["owner", "lead"]),
    (404, {"owner": 390, "lead": 400}, ["owner", "lead"]),
    (418, {"owner": 390, "lead": 404}, ["owner", "lead", "chair"]),
)


@pytest.mark.parametrize(("days", "since", "expected"), LADDER)
def test_the_steps_come_one_after_the_other(
    days: int, since: dict[str, int], expected: list[str]
) -> None:
    assert steps(days, since) == expected


@pytest.mark.parametrize(
    "values",
    [
        {"delivery": Delivery.DELIVERED},
        {"closure": Closure.NOT_MET},
        {"response": Response.ANOTHER_BODY},
        {"due": None},
    ],
)
def test_what_does_not_wait_is_not_taken_up(values: dict[str, Any]) -> None:
    assert steps(100, {"owner": 1, "lead": 15}, **values) == []
    assert list(matters(Item(like(ACTION, **values), None), on(-1), TRACKING)) == []


@pytest.mark.parametrize(
    ("days", "said"), [(-31, False), (-30, True), (0, True), (1, False)]
)
def test_what_is_due_soon_is_said_before_its_day(days: int, *, said: bool) -> None:
    found = list(matters(Item(ACTION, None), on(days), TRACKING))
    assert found == ([Matter("0a", "soon", "2026-03-01")] if said else [])


def test_a_check_is_taken_up_on_its_day_and_not_when_it_was_made() -> None:
    met = like(ACTION, closure=Closure.MET, sustained=Sustained.DUE, check_due=on(365))
    due = [Matter("0a", "sustained", on(365).isoformat())]
    assert list(matters(Item(met, None), on(364), TRACKING)) == []
    assert list(matters(Item(met, None), on(365), TRACKING)) == due
    lasted = replace(met, sustained=Sustained.SUSTAINED)
    assert list(matters(Item(lasted, None), on(365), TRACKING)) == []


def test_a_challenge_that_waits_is_taken_up() -> None:
    asked = Item(like(ACTION, challenges=("c1", "c2")), None)
    found = [one.day for one in matters(asked, on(-60), TRACKING)]
    assert found == ["c1", "c2"]


def test_the_public_page_comes_after_the_chair_and_only_for_that_day() -> None:
    told = {Matter("0a", "chair", "2026-03-01"): {"person:1": on(29)}}
    assert not is_past_the_last_step(ACTION, on(29), told)
    assert is_past_the_last_step(ACTION, on(30), told)
    assert not is_past_the_last_step(ACTION, on(60), {})
    assert not is_past_the_last_step(like(ACTION, due=on(20)), on(60), told)
    done = like(ACTION, delivery=Delivery.DELIVERED)
    assert not is_past_the_last_step(done, on(60), told)
