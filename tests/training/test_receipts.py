from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from kb.access import Role
from kb.errors import InvalidInputError, NotAllowedError, NotFoundError
from kb.training import receipts
from kb.training.briefed import State
from tests.training.trained import (
    LEAD,
    LESSON,
    MEMBER,
    NOW,
    OTHER,
    SAID,
    SEAL,
    TODAY,
    opened,
    somebody,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from kb.training.briefed import Briefing

DUE = TODAY + timedelta(days=30)


def ask(session: Session, *agencies: str, days: int = 30, on: int = 0) -> None:
    by = replace(MEMBER, now=NOW + timedelta(days=on))
    asked = {one: one for one in agencies}
    receipts.ask(session, by, LESSON, asked, TODAY + timedelta(days=days))


def confirm(session: Session, on: int = 0, **said: Any) -> None:
    by = replace(LEAD, now=NOW + timedelta(days=on))
    receipts.confirm(session, SEAL, by, LESSON, replace(SAID, **said))


def of_police(session: Session) -> Briefing:
    return receipts.read(session).each[LESSON, "police"]


def test_an_agency_confirms_what_the_board_asked(tmp_path: Path) -> None:
    session = opened(tmp_path)
    ask(session, "police", "health-visiting")
    assert of_police(session).state(TODAY) is State.WAITING
    assert of_police(session).state(DUE) is State.WAITING
    assert of_police(session).state(DUE + timedelta(days=1)) is State.OVERDUE
    confirm(session, on=1, words="Two teams are on leave")
    found = of_police(session)
    assert (found.state(DUE), found.count, found.staff) == (State.CONFIRMED, 12, 20)
    assert SEAL.open(found.answers[0].sealed) == "Two teams are on leave"
    other = receipts.read(session).each[LESSON, "health-visiting"]
    assert other.state(TODAY) is State.WAITING


def test_a_later_receipt_adds_to_the_first(tmp_path: Path) -> None:
    session = opened(tmp_path)
    confirm(session, count=12, staff=0)
    confirm(session, on=2, count=8, staff=25)
    assert (of_police(session).count, of_police(session).staff) == (20, 25)


def test_what_was_confirmed_before_does_not_answer_a_later_question(
    tmp_path: Path,
) -> None:
    session = opened(tmp_path)
    confirm(session)
    ask(session, "police", on=3)
    assert of_police(session).state(TODAY + timedelta(days=3)) is State.WAITING
    assert len(of_police(session).confirmed) == 1


def test_a_receipt_is_put_right_by_striking_and_confirming_anew(tmp_path: Path) -> None:
    session = opened(tmp_path)
    ask(session, "police")
    confirm(session, on=1, count=20)
    wrong = of_police(session).answers[0]
    receipts.strike(session, LEAD, wrong.uid)
    assert of_police(session).state(TODAY) is State.WAITING
    confirm(session, on=2, count=2)
    assert of_police(session).count == 2
    assert len(receipts.read(session).confirmed) == 2


def test_who_was_asked_and_has_not_answered_is_not_asked_twice(tmp_path: Path) -> None:
    session = opened(tmp_path)
    ask(session, "police")
    with pytest.raises(InvalidInputError, match="Asked already"):
        ask(session, "health-visiting", "police", days=60)
    assert len(receipts.read(session).asked) == 1
    receipts.take_back(session, MEMBER, of_police(session).asked.uid, {LESSON})  # type: ignore[union-attr]
    ask(session, "health-visiting", "police", days=60)
    assert of_police(session).asked.due == TODAY + timedelta(days=60)  # type: ignore[union-attr]


def test_a_day_that_has_passed_cannot_be_asked_for(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        ask(opened(tmp_path), days=-1)
    assert set(caught.value.problems) == {"due", "agencies"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", None),
        ("day", TODAY + timedelta(days=1)),
        ("count", 0),
        ("count", 100_001),
        ("staff", 11),
        ("how", "telepathy"),
        ("words", "x" * 2001),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    tmp_path: Path,
    field: str,
    value: Any,
) -> None:
    session = opened(tmp_path)
    with pytest.raises(InvalidInputError) as caught:
        confirm(session, **{field: value})
    assert set(caught.value.problems) == {field}
    assert receipts.read(session).confirmed == ()


@pytest.mark.parametrize(
    "by",
    [
        somebody(Role.AGENCY_LEAD),
        somebody(Role.BOARD_MEMBER),
        somebody(Role.PRACTITIONER, "police"),
        somebody(Role.TRAINER, "police"),
        somebody(Role.EDITOR, "police"),
    ],
)
def test_only_who_answers_for_an_agency_confirms(
    tmp_path: Path, by: receipts.By
) -> None:
    session = opened(tmp_path)
    with pytest.raises(NotFoundError):
        receipts.confirm(session, SEAL, by, LESSON, SAID)
    confirm(session)
    with pytest.raises(NotFoundError):
        receipts.strike(session, by, of_police(session).confirmed[0].uid)


def test_an_agency_cannot_strike_out_what_another_confirmed(tmp_path: Path) -> None:
    session = opened(tmp_path)
    confirm(session)
    other = somebody(Role.AGENCY_LEAD, "health-visiting")
    with pytest.raises(NotFoundError):
        receipts.strike(session, other, of_police(session).confirmed[0].uid)


def test_only_who_tracks_asks_and_takes_back(tmp_path: Path) -> None:
    session = opened(tmp_path)
    with pytest.raises(NotAllowedError):
        receipts.ask(session, LEAD, LESSON, {"police": "Police"}, DUE)
    ask(session, "police")
    uid = receipts.read(session).asked[0].uid
    with pytest.raises(NotAllowedError):
        receipts.take_back(session, LEAD, uid, {LESSON})
    with pytest.raises(NotFoundError):
        receipts.take_back(session, MEMBER, uid, {OTHER})


def test_how_it_stood_on_a_day_is_told_as_it_stood(tmp_path: Path) -> None:
    session = opened(tmp_path)
    ask(session, "police", days=5)
    confirm(session, on=10)
    every = receipts.read(session)
    then = every.on(TODAY + timedelta(days=7)).each[LESSON, "police"]
    assert then.state(TODAY + timedelta(days=7)) is State.OVERDUE
    now = every.on(TODAY + timedelta(days=10)).each[LESSON, "police"]
    assert now.state(TODAY + timedelta(days=10)) is State.CONFIRMED
    assert not every.on(TODAY - timedelta(days=1)).each


def test_the_words_of_a_receipt_are_not_in_the_file_and_go_with_the_document(
    tmp_path: Path,
) -> None:
    session = opened(tmp_path)
    confirm(session, words="Zebedee was on leave")
    kept = session.scalar(text("SELECT words FROM receipt"))
    assert "Zebedee" not in str(kept)
    receipts.forget(session, LESSON)
    session.commit()
    assert session.scalar(text("SELECT words FROM receipt")) == ""


def test_a_button_that_is_pressed_twice_confirms_once(tmp_path: Path) -> None:
    session = opened(tmp_path)
    confirm(session)
    with pytest.raises(InvalidInputError, match="already"):
        confirm(session)
    assert of_police(session).count == SAID.count
    confirm(session, words="The night shift")
    assert of_police(session).count == 2 * SAID.count
