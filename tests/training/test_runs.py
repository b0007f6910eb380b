from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from kb.db import saving
from kb.errors import InvalidInputError, NotFoundError
from kb.moments import written
from kb.training import run, runs
from kb.training.models import PackRow, RunRow
from kb.training.runs import Came
from kb.training.steps import Standing, Step
from tests.training.courses import AFTER, BEFORE, DAY, LONG_AFTER, OUTCOMES, at

if TYPE_CHECKING:
    from tests.training.courses import Courses


def test_a_run_keeps_what_was_taught_and_what_its_feedback_asks(
    courses: Courses,
) -> None:
    keys = ("lessons/ask-again", "reviews/child-a", "policies/sleep", "reports/child-a")
    courses.pack(keys=keys)
    found = courses.run(courses.record(place=" Room 4 "))
    assert found.keys == ("lessons/ask-again", "policies/sleep", "reviews/child-a")
    assert (found.pack, found.number, found.day) == ("p1", 1, DAY)
    assert (found.place, found.trainer) == ("Room 4", "Jo Trainer")
    assert (found.who, found.agency) == ("person:jo", "police")
    assert found.asked.outcomes == OUTCOMES
    assert found.asked.words_of(Step.LATER) == courses.training.example
    assert found.attendance == ()


def test_what_is_asked_is_sealed_in_the_database(courses: Courses) -> None:
    courses.pack()
    courses.record(outcomes=("Zorvak",))
    kept = courses.session.scalar(select(RunRow.asked))
    assert kept
    assert "Zorvak" not in kept


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("day", {"day": date(1999, 12, 31)}),
        ("day", {"day": date(2031, 1, 1)}),
        ("trainer", {"trainer": " "}),
        ("trainer", {"trainer": "x" * 201}),
        ("place", {"place": "x" * 201}),
        ("outcomes", {"outcomes": tuple(f"Outcome {n}" for n in range(11))}),
        ("outcomes", {"outcomes": ("x" * 201,)}),
        ("outcomes", {"outcomes": ("Ring 0113 496 0000",)}),
    ],
)
def test_what_cannot_be_recorded_is_said_by_field(
    courses: Courses, field: str, values: dict[str, Any]
) -> None:
    courses.pack()
    with pytest.raises(InvalidInputError) as error:
        courses.record(**values)
    assert set(error.value.problems) == {field}
    assert run.of_pack(courses.session, courses.seal, "p1") == ()


def test_a_version_that_is_not_there_cannot_be_run(courses: Courses) -> None:
    with pytest.raises(NotFoundError):
        courses.record(pack="nowhere")


def test_how_many_came_is_counted_by_agency_and_role_and_can_be_put_right(
    courses: Courses,
) -> None:
    courses.pack()
    uid = courses.record()
    courses.count(uid, Came("police", "managers", 4), Came("midwifery", "", 9))
    assert courses.run(uid).total == 13
    first = courses.run(uid).counted
    again = Came("police", "", 2), Came("police", "", 3), Came("other", "", 0)
    courses.count(uid, *again, day=LONG_AFTER)
    found = courses.run(uid)
    assert found.attendance == (Came("police", "", 5),)
    assert first == written(at(AFTER))
    assert found.counted == written(at(LONG_AFTER))


@pytest.mark.parametrize(
    "came",
    [
        Came("police", "", -1),
        Came("police", "", 5001),
        Came("nobody", "", 1),
        Came("police", "nobody", 1),
    ],
)
def test_numbers_and_names_that_cannot_be_are_refused(
    courses: Courses, came: Came
) -> None:
    courses.pack()
    uid = courses.record()
    courses.count(uid, Came("police", "", 3))
    with pytest.raises(InvalidInputError, match="came"):
        courses.count(uid, came)
    assert courses.run(uid).total == 3


def test_nobody_is_counted_before_the_day(courses: Courses) -> None:
    courses.pack()
    uid = courses.record()
    with pytest.raises(InvalidInputError, match="still to come"):
        courses.count(uid, Came("police", "", 3), day=BEFORE)


def test_a_run_that_was_a_mistake_is_struck_out_and_asks_nobody(
    courses: Courses,
) -> None:
    courses.pack()
    uid = courses.record()
    runs.strike(courses.session, at(DAY), uid)
    assert courses.run(uid).struck
    assert courses.run(uid).step(Step.AFTER, DAY) is Standing.NOT_ASKED
    assert run.recorded_by(courses.session, courses.seal, "person:jo") == ()
    with pytest.raises(NotFoundError):
        runs.strike(courses.session, at(DAY), uid)
    with pytest.raises(NotFoundError):
        courses.count(uid, Came("police", "", 3))


def test_steps_open_and_close_by_the_days_that_held_when_it_was_recorded(
    courses: Courses,
) -> None:
    courses.pack()
    found = courses.run(courses.record())
    seen = {
        days: [found.step(step, DAY + timedelta(days=days)).value for step in Step]
        for days in (-29, -28, 0, 1, 28, 29, 42, 70, 71)
    }
    assert seen == {
        -29: ["to come", "to come", "to come"],
        -28: ["open", "to come", "to come"],
        0: ["open", "open", "to come"],
        1: ["closed", "open", "to come"],
        28: ["closed", "open", "to come"],
        29: ["closed", "closed", "to come"],
        42: ["closed", "closed", "open"],
        70: ["closed", "closed", "open"],
        71: ["closed", "closed", "closed"],
    }


def test_a_run_without_learning_outcomes_asks_nothing(courses: Courses) -> None:
    courses.pack()
    found = courses.run(courses.record(outcomes=(" ",)))
    assert {found.step(step, DAY) for step in Step} == {Standing.NOT_ASKED}


def test_a_step_is_closed_early_once_and_stays_so(courses: Courses) -> None:
    courses.pack()
    uid = courses.record()
    runs.close(courses.session, at(AFTER), uid, Step.AFTER)
    assert courses.run(uid).step(Step.AFTER, AFTER) is Standing.CLOSED
    for step in (Step.AFTER, Step.LATER):
        with pytest.raises(InvalidInputError, match="not open"):
            runs.close(courses.session, at(AFTER), uid, step)


def test_runs_of_a_removed_pack_stay(courses: Courses) -> None:
    courses.pack()
    uid = courses.record()
    with saving(courses.session):
        courses.session.execute(update(PackRow).values(removed=written(at(AFTER))))
    found = run.of_pack(courses.session, courses.seal, "p1")
    assert [one.uid for one in found] == [uid]
