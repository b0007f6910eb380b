"""Withdrawing holds at once, for good, and leaves no word behind."""

from __future__ import annotations

import fcntl
from contextlib import closing as closed_after

import pytest

from kb.content.documents import Status
from kb.errors import (
    InvalidContentError,
    InvalidInputError,
    WithdrawnError,
)
from kb.search.whoosh_engine import WhooshEngine
from tests.factories import write_report
from tests.publishing.office import (
    LESSON,
    NOW,
    REASON,
    SECRET,
    Office,
    told_in,
    traces,
)


def test_a_withdrawn_document_leaves_a_tombstone(office: Office) -> None:
    assert office.desk().withdraw(LESSON, REASON)
    with pytest.raises(WithdrawnError) as caught:
        office.shelf().get("lessons", "ask-again")
    assert (caught.value.on, caught.value.reason) == (NOW.date(), REASON)
    assert "status: withdrawn" in office.file(LESSON)
    assert "Ask to see it." in office.file(LESSON)
    assert office.finds("baby") == {"reviews/child-a"}
    assert LESSON not in office.shelf("editors").keys


def test_a_withdrawal_leaves_no_word_in_the_records_or_the_index(
    telling: Office,
) -> None:
    telling.desk().withdraw("lessons/telling", REASON)
    assert traces(telling) == set()
    assert telling.finds(SECRET, "editors") == set()


def test_erasing_leaves_no_word_anywhere(telling: Office) -> None:
    draft = telling.file("lessons/telling")
    desk = telling.desk("Cy")
    desk.keep("lessons", "telling", {"title": ["Midthork"]}, "")
    uid = telling.propose("lessons/telling", draft + "\nMore of Zorvak.\n")
    desk = telling.desk()
    assert desk.withdraw("lessons/telling", REASON, erase=True)
    assert traces(telling) == set()
    assert not told_in(telling.file("lessons/telling"))
    assert "status: withdrawn" in telling.file("lessons/telling")
    assert {one.source for one in desk.revisions("lessons/telling")} == {""}
    assert telling.desk("Cy").drafts() == ()
    assert telling.desk("Bea").proposal(uid).source == ""
    with pytest.raises(WithdrawnError) as caught:
        telling.shelf().get("lessons", "telling")
    assert caught.value.reason == REASON


@pytest.mark.parametrize(
    "key", ["lessons/ask-again", "reviews/child-a", "policies/safer-sleep",
            "reports/child-a"],
)  # fmt: skip
def test_every_kind_of_document_can_be_erased(office: Office, key: str) -> None:
    assert office.desk().withdraw(key, REASON, erase=True)
    document = office.works.library.refresh().documents[key]
    assert (document.title, document.markdown) == ("Withdrawn", "")
    assert document.status is Status.WITHDRAWN
    office.settled()
    assert office.works.library.refresh().documents[key] == document


def test_what_was_withdrawn_before_can_still_be_erased(telling: Office) -> None:
    telling.desk().withdraw("lessons/telling", REASON)
    telling.desk().withdraw("lessons/telling", REASON, erase=True)
    assert not told_in(telling.file("lessons/telling"))


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        (" ", "Say why"),
        ("Ask where the  BABY sleeps was wrong", "Ask where the baby sleeps"),
        ("Born on 3 April 2012", "3 April 2012"),
    ],
)
def test_a_reason_that_says_something_of_the_case_is_refused(
    office: Office, reason: str, says: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        office.desk().withdraw(LESSON, reason)
    assert says in caught.value.problems["reason"]
    assert LESSON in office.shelf().keys


def test_a_withdrawal_holds_while_the_index_is_busy(
    telling: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(telling.works.engine, WhooshEngine)
    monkeypatch.setattr(telling.works.engine, "_patience", 0.05)
    with (telling.home / "index" / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        telling.desk().withdraw("lessons/telling", REASON)
        for audience in ("", "partners", "board", "editors"):
            assert telling.finds(SECRET, audience) == set()
    assert traces(telling, index=False) == set()
    telling.settled()
    assert traces(telling) == set()


def test_a_withdrawal_holds_while_the_records_are_locked(office: Office) -> None:
    desk = office.desk()
    office.sessions[-1].connection().exec_driver_sql("PRAGMA busy_timeout = 50")
    with closed_after(office.works.sessions()) as other:
        other.connection(execution_options={"writing": True})
        assert not desk.withdraw(LESSON, REASON)
        with pytest.raises(WithdrawnError):
            office.shelf("editors").get("lessons", "ask-again")
    office.settled()
    assert "status: withdrawn" in office.file(LESSON)


def test_an_embargo_does_not_replace_a_tombstone(office: Office) -> None:
    office.desk().withdraw(LESSON, REASON)
    office.desk().embargo(LESSON, "A trial")
    with pytest.raises(WithdrawnError):
        office.shelf().get("lessons", "ask-again")


def test_an_erased_document_stays_erased_when_its_tombstone_is_edited(
    telling: Office,
) -> None:
    key = "lessons/telling"
    telling.desk().withdraw(key, REASON, erase=True)
    text = telling.file(key).replace(REASON, "A court asked for it")
    telling.desk().save(key, text, telling.desk().sheet(key).fingerprint)
    assert telling.works.ledger.ceilings()[key].erased
    assert telling.works.ledger.ceilings()[key].reason == "A court asked for it"


def test_the_report_of_a_withdrawn_review_goes_with_it(office: Office) -> None:
    write_report(office.home / "content", "second", review="child-a")
    assert "reports/second" in office.shelf("board").keys
    office.desk().withdraw("reviews/child-a", REASON)
    assert not {"reports/second", "reviews/child-a"} & office.shelf("board").keys


@pytest.mark.parametrize("reason", ["Ask where the baby sleeps", "Born 3 April 2012"])
def test_the_words_of_a_tombstone_written_in_the_form_are_looked_at_too(
    office: Office, reason: str
) -> None:
    before = office.file(LESSON)
    gone = f"status: withdrawn\nwithdrawn_on: 2026-03-02\nwithdrawn_reason: {reason}"
    text = before.replace("status: published", gone)
    renamed = text.replace("title: Ask where the baby sleeps", "title: Sleep")
    for source in (text, renamed):
        desk = office.desk()
        with pytest.raises(InvalidContentError) as caught:
            desk.save(LESSON, source, desk.sheet(LESSON).fingerprint)
        fields = {problem.field for problem in caught.value.problems}
        assert fields == {"withdrawn_reason"}
    assert office.file(LESSON) == before
