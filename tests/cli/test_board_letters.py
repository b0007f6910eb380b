"""`kb remind` and actions: owner, lead, chair; once each, and no word of a case."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from kb.accounts import people
from kb.board import records
from kb.board.actions import Asked, Proof, Tracker
from kb.board.rules import Wanted
from kb.board.states import Kind
from kb.content.settings import Tracking
from kb.db import open_database
from tests.board.people import EVERYBODY
from tests.cli.invited import invite, letters, who
from tests.factories import SETTINGS, write_lesson, write_review, write_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from tests.cli.conftest import Kb

DUE = "2026-03-01"
PEOPLE = (
    ("olga", "agency-lead", "police"),
    ("lena", "agency-lead", "police"),
    ("hal", "agency-lead", "health-visiting"),
    ("prue", "practitioner", "police"),
    ("chris", "board-approver", ""),
    ("penny", "board-approver", "police"),
    ("mo", "board-member", ""),
    ("ed", "editor", ""),
    ("ada", "administrator", ""),
)


@pytest.fixture
def session(kb: Kb) -> Iterator[Session]:
    with closing(open_database(f"sqlite:///{kb.database}")()) as session:
        invite(session, PEOPLE)
        yield session


def tracker(session: Session, by: str, day: str = "2026-01-05") -> Tracker:
    now = datetime.fromisoformat(f"{day}T09:00:00+00:00")
    return Tracker(session, now, EVERYBODY[by], Tracking())


def asked(session: Session, document: str = "lessons/ask-again", **values: str) -> str:
    given = {"text": "Zorvak asks", "due": DUE, **values}
    return tracker(session, "editor").add(Asked(document, "police", values=given))


def told(kb: Kb, day: str) -> list[str]:
    """Run the command on a day; say to whom letters went."""
    with time_machine.travel(f"{day}T08:00:00+00:00", tick=False):
        assert kb("remind").code == 0
    found = []
    for name, letter in letters(kb):
        found.append(name)
        (kb.folder / f"{name}.txt").write_text(letter.as_string())
    return sorted(found)


def said(kb: Kb, name: str) -> str:
    return (kb.folder / f"{name}.txt").read_text()


def test_an_action_is_taken_up_with_owner_lead_and_chair_and_each_hears_it_once(
    kb: Kb, session: Session
) -> None:
    settings = SETTINGS | {"tracking": {"chair": "Chris"}}
    write_yaml(kb.content / "library.yaml", settings)
    asked(session, owner=who(session, "olga"), lead=who(session, "lena"))
    heard = {
        "2026-01-29": [], "2026-01-30": ["olga"], "2026-01-31": [], "2026-03-01": [],
        "2026-03-02": ["olga"], "2026-03-03": [], "2026-03-15": [],
        "2026-03-16": ["lena"], "2026-03-17": [], "2026-03-29": [],
        "2026-03-30": ["chris"], "2026-03-31": [], "2026-12-31": [],
    }  # fmt: skip
    for day, expected in heard.items():
        assert told(kb, day) == expected, day


def test_without_names_it_is_for_the_leads_and_then_every_approver(
    kb: Kb, session: Session
) -> None:
    asked(session, owner="Somebody typed", lead=who(session, "prue"))
    assert told(kb, "2026-03-02") == ["lena", "olga"]
    assert told(kb, "2026-03-16") == ["lena", "olga"]
    assert told(kb, "2026-03-30") == ["chris", "penny"]


def test_an_old_action_that_is_entered_late_goes_to_its_owner_first(
    kb: Kb, session: Session
) -> None:
    asked(session, owner=who(session, "olga"), lead=who(session, "lena"))
    assert told(kb, "2026-11-01") == ["olga"]
    assert told(kb, "2026-11-14") == []
    assert told(kb, "2026-11-15") == ["lena"]
    assert told(kb, "2026-11-29") == ["chris", "penny"]


def test_one_letter_covers_all_and_holds_no_word_of_any_of_it(
    kb: Kb, session: Session
) -> None:
    for _ in range(3):
        uid = asked(session, owner=who(session, "olga"))
    tracker(session, "member").challenge(uid, "Zorvak: why so late?")
    assert told(kb, "2026-03-02") == ["lena", "olga"]
    letter = said(kb, "olga").lower()
    assert "3 actions are overdue." in letter
    assert "1 challenge of the board waits for an answer." in letter
    assert "http://127.0.0.1:8000/agency\n" in letter
    secret = ("zorvak", "police", "ask-again", "baby", "child", uid, DUE)
    assert [one for one in secret if one in letter] == []


def test_a_new_date_begins_anew(kb: Kb, session: Session) -> None:
    uid = asked(session, owner=who(session, "olga"))
    assert told(kb, "2026-03-02") == ["olga"]
    seen = records.one(session, uid).version
    later = Wanted({"due": "2026-06-01"}, "Agreed")
    tracker(session, "member", "2026-03-03").change(uid, seen, later)
    assert told(kb, "2026-03-16") == []
    assert told(kb, "2026-05-10") == ["olga"]
    assert told(kb, "2026-06-02") == ["olga"]


def test_nobody_hears_of_an_action_that_they_may_not_see(
    kb: Kb, session: Session
) -> None:
    write_review(kb.content, "hidden", audience="editors")
    write_lesson(kb.content, "hidden", reviews=["hidden"], audience="editors")
    owner = who(session, "olga")
    asked(session, "lessons/hidden", owner=owner, lead=who(session, "chris"))
    for day in ("2026-03-02", "2026-03-16", "2026-03-30", "2026-12-31"):
        assert told(kb, day) == [], day
    asked(session, "reviews/hidden", owner=owner, early="yes")
    assert told(kb, "2026-12-31") == ["olga"]


def test_who_could_not_be_reached_is_tried_again_and_the_others_are_not(
    kb: Kb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(session, owner=who(session, "olga"))
    monkeypatch.setenv("KB_MAIL", "smtp://127.0.0.1:9")
    assert told(kb, "2026-03-02") == []
    monkeypatch.delenv("KB_MAIL")
    assert told(kb, "2026-03-05") == ["olga"]
    assert told(kb, "2026-03-19") == ["lena", "olga"]
    found = people.by_email(session, "olga@example.org")
    assert found is not None
    people.disable(session, datetime(2026, 3, 20, tzinfo=UTC), "os:tests", found)
    assert told(kb, "2026-03-20") == ["lena"], "who is there now owns it"
    assert told(kb, "2026-03-21") == []


def met(session: Session, reviews: list[str]) -> str:
    uid = asked(session, due="")
    lead, approver = tracker(session, "own lead"), tracker(session, "approver")
    both = Wanted({"response": "accepted", "delivery": "delivered"})
    lead.change(uid, records.one(session, uid).version, both)
    lead.add_evidence(uid, Proof(Kind.AUDIT, "An audit of twenty records"))
    closing_ = Wanted({"assurance": "evidenced", "closure": "met"}, "", "4.2")
    approver.change(uid, records.one(session, uid).version, closing_, reviews)
    return uid


def test_the_board_hears_when_a_check_is_due_and_when_a_lesson_comes_back(
    kb: Kb, session: Session
) -> None:
    uid = met(session, ["reviews/child-a"])
    assert told(kb, "2026-06-01") == []
    write_review(kb.content, "child-b")
    write_lesson(kb.content, "ask-again", reviews=["child-a", "child-b"])
    assert told(kb, "2026-06-02") == ["chris"], "not who is of the same agency"
    assert "1 action that was met is about something" in " ".join(
        said(kb, "chris").split()
    )
    assert "http://127.0.0.1:8000/board\n" in said(kb, "chris")
    assert told(kb, "2026-06-03") == []
    write_review(kb.content, "child-c")
    write_lesson(kb.content, "ask-again", reviews=["child-a", "child-b", "child-c"])
    assert told(kb, "2026-06-04") == ["chris"]
    assert told(kb, "2027-01-05") == ["chris"], "the check is due"
    assert told(kb, "2027-01-06") == []
    assert records.one(session, uid).check_due == date(2027, 1, 5)


def test_a_quiet_plan_falls_back_and_the_command_says_so(
    kb: Kb, session: Session
) -> None:
    uid = asked(session, due="")
    plan = Wanted({"assurance": "plan-acceptable"})
    tracker(session, "member").change(uid, records.one(session, uid).version, plan)
    with time_machine.travel("2026-08-01T08:00:00+00:00", tick=False):
        assert "1 plan has fallen back" in kb("remind").out
        assert "0 plans have fallen back" in kb("remind").out
    session.rollback()
    assert records.one(session, uid).assurance == "plan-not-acceptable"
