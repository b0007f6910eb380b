"""A review that teaches the same again raises the alarm once a second person signed."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kb.access import BOARD, Role, reader_for
from kb.accounts import people
from kb.board import records, seen
from kb.board.actions import Asked, Proof, Tracker
from kb.board.rules import Wanted
from kb.board.states import Kind
from kb.content.settings import Tracking
from kb.publishing import board_letters
from tests.board.people import EVERYBODY
from tests.publishing.office import KEY, LESSON, NOW

if TYPE_CHECKING:
    from tests.publishing.office import Office


@pytest.fixture
def uid(office: Office) -> str:
    """Ask for something of the lesson, and close it as met."""
    with closing(office.works.sessions()) as session:
        people.invite(
            session,
            NOW,
            "os:tests",
            email="chair@example.org",
            name="Chair",
            role=Role.BOARD_APPROVER,
            agency="",
            key=KEY,
        )
        board = Tracker(session, NOW, EVERYBODY["approver"], Tracking())
        lead = Tracker(session, NOW, EVERYBODY["own lead"], Tracking())
        uid = board.add(Asked(LESSON, "police"))
        both = Wanted({"response": "accepted", "delivery": "delivered"})
        lead.change(uid, records.one(session, uid).version, both)
        lead.add_evidence(uid, Proof(Kind.AUDIT, "An audit of twenty records"))
        met = Wanted({"assurance": "evidenced", "closure": "met"}, "", "4.2")
        action = records.one(session, uid)
        known = seen.reviews_now(action, office.shelf(BOARD))
        board.change(uid, action.version, met, known)
    return uid


def alarm(office: Office, audience: str = BOARD) -> list[str]:
    """Name the reviews that taught it again, as a reader sees them now."""
    office.rest()
    reader = reader_for("Jo", Role(AS[audience]), (), ())
    with closing(office.works.sessions()) as session:
        (item,) = seen.items(records.now(session), office.shelf(audience), reader)
    return [review.key for review in item.came_back]


AS = {"board": "board-member", "editors": "editor"}


def letters(office: Office) -> int:
    office.rest()
    with closing(office.works.sessions()) as session:
        return board_letters.remind(office.works, session, NOW + timedelta(days=1))


@pytest.mark.usefixtures("uid")
def test_the_alarm_comes_with_the_second_signature_and_no_further_step(
    office: Office,
) -> None:
    assert alarm(office) == []
    office.publish("reviews/child-b", office.file("reviews/child-a"))
    assert alarm(office) == [], "it teaches nothing here yet"
    linked = office.file(LESSON).replace("- child-a", "- child-a\n- child-b")
    assert "child-b" in linked
    waiting = office.propose(LESSON, linked)
    assert alarm(office) == []
    assert letters(office) == 0
    office.desk("Bea").sign(waiting)
    assert alarm(office) == ["reviews/child-b"]
    assert letters(office) == 1
    assert letters(office) == 0


@pytest.mark.usefixtures("uid")
def test_a_review_that_the_board_may_not_see_yet_raises_no_alarm_for_it(
    office: Office,
) -> None:
    hidden = office.file("reviews/child-a").replace("published\n", "embargoed\n", 1)
    office.desk().save("reviews/child-b", hidden, "")
    linked = office.file(LESSON).replace("- child-a", "- child-a\n- child-b")
    office.publish(LESSON, linked)
    assert alarm(office) == []
    assert letters(office) == 0
    assert alarm(office, "editors") == ["reviews/child-b"]
    office.publish("reviews/child-b", office.file("reviews/child-a"))
    assert alarm(office) == ["reviews/child-b"]
    assert letters(office) == 1
