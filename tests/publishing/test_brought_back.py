"""No backup, old file, lost ledger or late signature brings back what was closed."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing as closed_after
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kb.content.documents import Status
from kb.errors import (
    NotFoundError,
    WithdrawnError,
)
from tests.publishing.office import (
    LESSON,
    REASON,
    Office,
    opened,
    told_in,
    traces,
)

if TYPE_CHECKING:
    from threading import Barrier

    from kb.publishing.desk import Desk


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
        assert not told_in(again.file(key))
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


def test_what_was_withdrawn_is_shown_again_only_when_two_people_say_so(
    office: Office,
) -> None:
    old = office.file(LESSON)
    office.desk().withdraw(LESSON, REASON)
    office.publish(LESSON, old)
    assert LESSON in office.shelf().keys
    assert office.works.ledger.ceilings()[LESSON].shown
    assert office.finds("baby") >= {LESSON}


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


def test_a_signature_and_a_withdrawal_at_once_end_withdrawn(office: Office) -> None:
    """Whoever is first: nobody signed the text knowing that it was withdrawn."""
    for number in range(10):
        source = f"{office.file('lessons/ask-again')}\nMore {number}.\n"
        uid = office.propose(LESSON, source)
        signing, closing = office.desk("Bea"), office.desk("Cy")
        office.rest()
        together = threading.Barrier(2)

        def sign(desk: Desk = signing, uid: str = uid, at: Barrier = together) -> None:
            at.wait()
            desk.sign(uid)

        def close(desk: Desk = closing, at: Barrier = together) -> None:
            at.wait()
            desk.withdraw(LESSON, REASON)

        threads = [threading.Thread(target=act) for act in (sign, close)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with pytest.raises(WithdrawnError):
            office.shelf("editors").get("lessons", "ask-again")
        assert "status: withdrawn" in office.file(LESSON)
        old = office.file(LESSON).split("status: withdrawn")
        front = "".join(
            line
            for line in "status: published".join(old).splitlines(keepends=True)
            if not line.startswith("withdrawn_")
        )
        office.publish(LESSON, front)
