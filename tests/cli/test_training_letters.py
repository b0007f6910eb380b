"""`kb remind` and courses: who gave one, and whose people came; once each."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from sqlalchemy import select, update

from kb.accounts.models import Person
from kb.config import Config
from kb.db import saving
from kb.publishing.works import open_works
from kb.training import links, runs
from kb.training.models import RunRow
from kb.training.runs import Came
from kb.training.steps import Step
from tests.cli.invited import invite, letters, who
from tests.training.courses import DAY, Courses, at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tests.cli.conftest import Kb

PEOPLE = (
    ("jo", "trainer", "police"),
    ("tim", "trainer", "police"),
    ("lena", "agency-lead", "police"),
    ("mia", "agency-lead", "midwifery"),
    ("hal", "agency-lead", "health-visiting"),
    ("prue", "practitioner", "midwifery"),
    ("ed", "editor", ""),
)
OPENS = DAY + timedelta(days=42)


@pytest.fixture
def courses(kb: Kb) -> Iterator[Courses]:
    works = open_works(Config.from_environment())
    with closing(works.sessions()) as session:
        invite(session, PEOPLE)
        found = Courses(session, works.seal)
        found.pack()
        yield found
    assert kb.database.exists()


def recorded(courses: Courses, by: str = "jo", **values: Any) -> str:
    uid = courses.record(**values)
    with saving(courses.session):
        row = courses.session.scalars(select(RunRow).where(RunRow.uid == uid)).one()
        row.who = who(courses.session, by)
    return uid


def told(kb: Kb, day: date) -> dict[str, str]:
    """Run the command on a day; give the letter that went to each."""
    with time_machine.travel(f"{day}T08:00:00+00:00", tick=False):
        answer = kb("remind")
    found = {}
    for name, letter in letters(kb):
        assert letter["Subject"] == "Something waits for you about a course"
        found[name] = letter.get_content()
    number = len(found)
    were = "person was" if number == 1 else "people were"
    assert f"{number} {were} written to about courses." in answer.out
    return found


def days(number: int) -> date:
    return DAY + timedelta(days=number)


def test_who_recorded_a_course_is_asked_once_how_many_came(
    kb: Kb, courses: Courses
) -> None:
    uid = recorded(courses)
    assert told(kb, DAY) == {}
    letter = told(kb, days(1))["jo"]
    assert "10 March 2026" in letter
    assert f"/training/runs/{uid}" in letter
    assert told(kb, days(2)) == {}


def test_nobody_is_asked_for_what_was_said_or_is_long_ago(
    kb: Kb, courses: Courses
) -> None:
    uid = recorded(courses)
    assert told(kb, days(29)) == {}
    courses.count(uid, Came("police", "", 0), day=DAY)
    assert told(kb, days(3)) == {}


def test_the_last_form_goes_to_the_trainer_and_to_the_leads_of_who_came(
    kb: Kb, courses: Courses
) -> None:
    uid = recorded(courses)
    courses.count(uid, Came("police", "", 3), Came("other", "", 1), day=DAY)
    assert told(kb, OPENS - timedelta(days=1)) == {}
    sent = told(kb, OPENS)
    assert set(sent) == {"jo", "lena"}
    link = links.address(Config.from_environment(), uid, Step.LATER)
    assert all(link in letter for letter in sent.values())
    assert f"/training/runs/{uid}" in sent["jo"]
    assert "/training" not in sent["lena"]
    assert "19 May 2026" in sent["lena"]
    assert told(kb, OPENS + timedelta(days=1)) == {}


def test_a_letter_says_nothing_of_what_the_course_was_about(
    kb: Kb, courses: Courses
) -> None:
    uid = recorded(courses)
    courses.count(uid, Came("police", "", 3), day=DAY)
    for letter in told(kb, OPENS).values():
        for word in ("Safer", "sleep", "lessons", "child-a", "hall", "Trainer"):
            assert word not in letter


def test_one_letter_says_all_that_waits_for_somebody(kb: Kb, courses: Courses) -> None:
    first, second = recorded(courses), recorded(courses, day=days(41))
    sent = told(kb, OPENS)
    assert set(sent) == {"jo"}
    assert f"/training/runs/{first}" in sent["jo"]
    assert f"/training/runs/{second}" in sent["jo"]


@pytest.mark.parametrize("why", ["struck", "closed early", "asks nothing"])
def test_nobody_is_asked_about_a_course_that_asks_nothing_more(
    kb: Kb, courses: Courses, why: str
) -> None:
    asks = {"outcomes": ()} if why == "asks nothing" else {}
    uid = recorded(courses, "jo", **asks)
    courses.count(uid, Came("police", "", 3), day=DAY)
    if why == "struck":
        runs.strike(courses.session, at(DAY), uid)
    if why == "closed early":
        runs.close(courses.session, at(OPENS), uid, Step.LATER)
    assert told(kb, OPENS) == {}


def test_who_has_no_account_any_more_is_not_written_to(
    kb: Kb, courses: Courses
) -> None:
    uid = recorded(courses)
    courses.count(uid, Came("police", "", 3), day=DAY)
    with saving(courses.session):
        shut = update(Person).where(Person.name.in_(("Jo", "Lena")))
        courses.session.execute(shut.values(disabled="2026-03-11"))
    assert told(kb, OPENS) == {}


def test_who_could_not_be_reached_is_tried_again(
    kb: Kb, courses: Courses, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(courses)
    monkeypatch.setenv("KB_MAIL", "smtp://127.0.0.1:1")
    assert told(kb, days(1)) == {}
    monkeypatch.delenv("KB_MAIL")
    assert set(told(kb, days(2))) == {"jo"}
