"""Withdrawing holds at once, for good, and leaves no word behind."""

from __future__ import annotations

import fcntl
import sqlite3
from contextlib import closing as closed_after
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kb.content.documents import Status
from kb.errors import InvalidInputError, NotFoundError, WithdrawnError
from kb.search.whoosh_engine import WhooshEngine
from tests.factories import write_lesson, write_report
from tests.publishing.office import LESSON, NOW, Office, an_office, opened

if TYPE_CHECKING:
    from pathlib import Path

REASON = "It is being looked at again"
SECRET = "zorvak"
WORDS = ("zorvak", "midthork", "quillon")


@pytest.fixture
def telling(tmp_path: Path) -> Office:
    """Give a library in which one lesson holds words that nothing else holds."""
    office = an_office(tmp_path)
    write_lesson(
        tmp_path / "content",
        "telling",
        "## Zorvak\n\nQuillon wrote it down.",
        title="Midthork",
        statement="Ask Zorvak.",
    )
    office.works.index()
    office.settled()
    assert office.finds(SECRET) == {"lessons/telling"}
    assert SECRET in office.bytes_kept().decode("utf-8", "replace").lower()
    return office


def traces(office: Office, *, index: bool = True) -> set[str]:
    held = office.bytes_kept(index=index).lower()
    return {w for w in WORDS if w.encode() in held or w.encode("utf-16-le") in held}


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
    assert not {w for w in WORDS if w in telling.file("lessons/telling").lower()}
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
    assert not {w for w in WORDS if w in telling.file("lessons/telling").lower()}


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


def test_an_old_file_that_comes_back_cannot_show_what_was_withdrawn(
    office: Office,
) -> None:
    old = office.file(LESSON)
    office.desk().withdraw(LESSON, REASON)
    office.path(LESSON).write_text(old, "utf-8")
    with pytest.raises(WithdrawnError):
        office.shelf("editors").get("lessons", "ask-again")
    office.settled()
    assert "status: withdrawn" in office.file(LESSON)


@pytest.mark.parametrize("erase", [False, True])
def test_a_restored_backup_cannot_show_what_was_withdrawn(
    telling: Office, erase: bool
) -> None:
    """Everything but the ledger is as it was before."""
    key, kept = "lessons/telling", telling.home / "kept"
    kept.mkdir()
    backup = sqlite3.connect(kept / "kb.sqlite3")
    with closed_after(sqlite3.connect(telling.home / "kb.sqlite3")) as records:
        records.backup(backup)
    backup.close()
    old = telling.file(key)
    uid = telling.propose(key, old + "\nMore.\n")
    telling.desk().withdraw(key, REASON, erase=erase)
    for log in telling.home.glob("kb.sqlite3*"):
        log.unlink()
    (kept / "kb.sqlite3").rename(telling.home / "kb.sqlite3")
    telling.path(key).write_text(old, "utf-8")
    again = opened(telling.home)
    with pytest.raises(WithdrawnError):
        again.shelf("editors").get("lessons", "telling")
    again.settled()
    assert "status: withdrawn" in again.file(key)
    assert again.works.library.refresh().documents[key].status is Status.WITHDRAWN
    assert traces(again) == set()
    if erase:
        assert {one.source for one in again.desk().revisions(key)} == {""}
        assert not {w for w in WORDS if w in again.file(key).lower()}
    with pytest.raises(NotFoundError):
        again.desk().proposal(uid)


def test_a_text_that_waited_in_a_restored_backup_cannot_be_signed(
    office: Office,
) -> None:
    old = office.file(LESSON)
    uid = office.propose(LESSON, old.replace("Ask to see it", "Look"))
    office.desk().withdraw(LESSON, REASON)
    office.path(LESSON).write_text(old, "utf-8")
    office.desk("Bea").sign(uid)
    assert office.desk().proposal(uid).state == "overtaken"
    with pytest.raises(WithdrawnError):
        office.shelf("editors").get("lessons", "ask-again")


def test_an_old_file_cannot_widen_what_the_desk_narrowed(office: Office) -> None:
    old = office.file(LESSON)
    narrow = old.replace("audience: public", "audience: board")
    office.desk().save(LESSON, narrow, office.desk().sheet(LESSON).fingerprint)
    office.path(LESSON).write_text(old, "utf-8")
    assert LESSON not in office.shelf("partners").keys
    office.settled()
    assert "audience: board" in office.file(LESSON)


def test_an_embargo_hides_and_an_old_file_cannot_lift_it(office: Office) -> None:
    old = office.file(LESSON)
    assert office.desk().embargo(LESSON, "A trial")
    assert LESSON not in office.shelf("board").keys
    with pytest.raises(NotFoundError):
        office.shelf("board").get("lessons", "ask-again")
    assert office.desk().revisions(LESSON)[0].note == "A trial"
    office.path(LESSON).write_text(old, "utf-8")
    assert LESSON not in office.shelf("board").keys
    office.settled()
    assert "status: embargoed" in office.file(LESSON)


def test_an_embargo_does_not_replace_a_tombstone(office: Office) -> None:
    office.desk().withdraw(LESSON, REASON)
    office.desk().embargo(LESSON, "A trial")
    with pytest.raises(WithdrawnError):
        office.shelf().get("lessons", "ask-again")


def test_what_was_withdrawn_is_shown_again_only_when_two_people_say_so(
    office: Office,
) -> None:
    old = office.file(LESSON)
    office.desk().withdraw(LESSON, REASON)
    office.publish(LESSON, old)
    assert LESSON in office.shelf().keys
    assert office.works.ledger.ceilings()[LESSON].shown
    assert office.finds("baby") >= {LESSON}


def test_an_erased_document_stays_erased_when_its_tombstone_is_edited(
    telling: Office,
) -> None:
    key = "lessons/telling"
    telling.desk().withdraw(key, REASON, erase=True)
    text = telling.file(key).replace(REASON, "A court asked for it")
    telling.desk().save(key, text, telling.desk().sheet(key).fingerprint)
    assert telling.works.ledger.ceilings()[key].erased
    assert telling.works.ledger.ceilings()[key].reason == "A court asked for it"


def test_what_was_withdrawn_in_the_folder_gets_its_line_in_the_ledger(
    office: Office,
) -> None:
    old = office.file(LESSON)
    office.settled()
    office.path(LESSON).write_text(
        old.replace(
            "status: published",
            "status: withdrawn\nwithdrawn_on: 2026-03-01\nwithdrawn_reason: By git",
        ),
        "utf-8",
    )
    office.settled()
    ceiling = office.works.ledger.ceilings()[LESSON]
    assert (ceiling.withdrawn_on, ceiling.reason) == (date(2026, 3, 1), "By git")
    office.path(LESSON).write_text(old, "utf-8")
    with pytest.raises(WithdrawnError):
        office.shelf("editors").get("lessons", "ask-again")


def test_a_lost_ledger_is_filled_again_from_the_records(office: Office) -> None:
    old = office.file(LESSON)
    office.desk().withdraw(LESSON, REASON)
    (office.home / "ledger.jsonl").unlink()
    office.path(LESSON).write_text(old, "utf-8")
    office.settled()
    assert office.works.ledger.ceilings()[LESSON].reason == REASON
    assert "status: withdrawn" in office.file(LESSON)


def test_the_report_of_a_withdrawn_review_is_not_named_by_it(office: Office) -> None:
    write_report(office.home / "content", "second", review="child-a")
    office.desk().withdraw("reviews/child-a", REASON)
    found = office.shelf("board").find("reports/second")
    assert found is not None
    assert "reviews/child-a" not in office.shelf("board").keys
