"""The way of an action from being asked to lasting, and what is kept of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kb.access import Role, reader_for
from kb.board import records
from kb.board.actions import Asked, Proof, Tracker
from kb.board.rules import By, Wanted
from kb.board.states import Kind
from kb.content.settings import Tracking
from kb.db import open_database
from kb.errors import ChangedMeanwhileError, InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

POLICE = Role.AGENCY_LEAD, "police"
APPROVER = Role.BOARD_APPROVER, ""
EDITOR = Role.EDITOR, ""


@pytest.fixture
def session() -> Iterator[Session]:
    with open_database("sqlite://")() as session:
        yield session


def tracker(
    session: Session, who: tuple[Role, str], day: date = date(2026, 1, 5)
) -> Tracker:
    role, agency = who
    reader = reader_for("Jo", role, [], [], agency)
    now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Tracker(session, now, By("person:1", reader), Tracking())


def asked(session: Session) -> str:
    what = Asked("lessons/ask-again", "police", values={"text": "Ask each night"})
    return tracker(session, EDITOR).add(what)


def wants(
    session: Session, who: tuple[Role, str], uid: str, day: date, **values: str
) -> None:
    words, minute = values.pop("words", ""), values.pop("minute", "")
    seen = records.one(session, uid).version
    tracker(session, who, day).change(uid, seen, Wanted(values, words, minute))


def test_an_action_goes_from_being_asked_to_being_met_and_slips(
    session: Session,
) -> None:
    uid = asked(session)
    wants(session, POLICE, uid, date(2026, 1, 10), response="accepted")
    wants(session, POLICE, uid, date(2026, 2, 1), delivery="delivered")
    with pytest.raises(InvalidInputError, match="no evidence"):
        wants(session, APPROVER, uid, date(2026, 2, 2), assurance="evidenced")
    proof = Proof(Kind.AUDIT, "An audit of twenty records")
    tracker(session, POLICE, date(2026, 2, 3)).add_evidence(uid, proof)
    wants(session, APPROVER, uid, date(2026, 2, 4), assurance="evidenced")
    with pytest.raises(InvalidInputError, match="approver"):
        wants(session, POLICE, uid, date(2026, 2, 5), closure="met", minute="4.2")
    wants(session, APPROVER, uid, date(2026, 2, 5), closure="met", minute="4.2")
    met = records.one(session, uid)
    assert (met.sustained, met.check_due) == ("due", date(2027, 2, 5))
    wants(
        session,
        APPROVER,
        uid,
        date(2027, 2, 6),
        sustained="slipped",
        words="It did not",
    )
    slipped = records.one(session, uid)
    assert (slipped.closure, slipped.assurance) == ("open", "not-evidenced")
    assert slipped.slips == 1
    assert records.on(session, date(2026, 2, 5)) == (met,)
    assert records.on(session, date(2027, 2, 6)) == records.now(session) == (slipped,)
    assert records.on(session, date(2026, 1, 4)) == ()


def test_the_second_of_two_who_change_an_action_is_told(session: Session) -> None:
    uid = asked(session)
    seen = records.one(session, uid).version
    tracker(session, EDITOR).change(uid, seen, Wanted({"due": "2026-03-01"}))
    with pytest.raises(ChangedMeanwhileError):
        tracker(session, EDITOR).change(uid, seen, Wanted({"due": "2026-04-01"}))
    assert records.one(session, uid).due == date(2026, 3, 1)


@pytest.mark.parametrize(
    "statement", ["UPDATE action_change SET who = 'x'", "DELETE FROM action_change"]
)
def test_no_change_is_ever_edited(session: Session, statement: str) -> None:
    asked(session)
    with pytest.raises(IntegrityError, match="only ever added to"):
        session.execute(text(statement))
