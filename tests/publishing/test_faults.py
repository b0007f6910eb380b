"""When the machine fails, what was closed is closed and what was written is whole."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from kb.errors import WithdrawnError
from kb.publishing.models import Revision
from tests.publishing.faults import disk_holds, in_a_process, lock_up
from tests.publishing.office import LESSON, Office, opened

if TYPE_CHECKING:
    from pathlib import Path

REASON = "It is being looked at again"
LONG = 300_000
#: More than the ledger needs, less than the long text of a document.
ROOM = 200_000


def kept(office: Office, folder: str = "lessons") -> dict[str, str]:
    found = (office.home / "content" / folder).iterdir()
    return {path.name: path.read_text("utf-8") for path in found}


def states(office: Office) -> set[str]:
    with closing(office.works.sessions()) as session:
        return set(session.scalars(select(Revision.state)))


def gone(office: Office) -> None:
    for audience in ("", "partners", "board", "editors"):
        with pytest.raises(WithdrawnError):
            office.shelf(audience).get("lessons", "ask-again")
        assert LESSON not in office.finds("baby", audience)


def test_a_disk_that_is_full_leaves_the_old_text_whole(office: Office) -> None:
    before = kept(office)
    hidden = office.file(LESSON).replace("published", "draft") + "x " * LONG

    def save() -> None:
        disk_holds(ROOM)
        with pytest.raises(Exception):  # noqa: B017, PT011 - the file or the records
            office.desk().save(
                "lessons/new-one", hidden, "", note="what was typed is not lost"
            )

    in_a_process(save)
    assert kept(office) == before
    office.settled()
    assert kept(office) in (before, before | {"new-one.md": hidden})
    assert "intended" not in states(office)


@pytest.mark.parametrize("room", [1_000, ROOM])
def test_a_withdrawal_holds_on_a_full_disk(office: Office, room: int) -> None:
    office.desk()
    office.rest()

    def withdraw() -> None:
        own = opened(office.home)
        desk = own.desk()
        disk_holds(room)
        desk.withdraw(LESSON, REASON)
        gone(own)

    in_a_process(withdraw)
    again = opened(office.home)
    gone(again)
    again.settled()
    assert "status: withdrawn" in again.file(LESSON)


def test_a_withdrawal_holds_in_a_folder_that_cannot_be_written(
    office: Office,
) -> None:
    before = office.file(LESSON)
    content = office.home / "content"

    def withdraw() -> None:
        lock_up(content, office.home)
        own = opened(office.home)
        assert not own.desk().withdraw(LESSON, REASON)
        gone(own)
        assert own.file(LESSON) == before

    in_a_process(withdraw)
    gone(opened(office.home))
    unlocked(content)
    again = opened(office.home)
    again.settled()
    assert "status: withdrawn" in again.file(LESSON)


def test_what_cannot_be_written_waits_for_its_signature_again(office: Office) -> None:
    text = office.file(LESSON).replace("Ask to see it", "Look")
    uid = office.propose(LESSON, text)
    office.desk("Bea")

    def sign() -> None:
        lock_up(office.home / "content", office.home)
        own = opened(office.home)
        with pytest.raises(PermissionError):
            own.desk("Bea").sign(uid)
        assert own.desk().proposal(uid).state == "waiting"

    in_a_process(sign)
    unlocked(office.home / "content")
    again = opened(office.home)
    assert "Look" not in again.file(LESSON)
    again.desk("Bea").sign(uid)
    assert again.file(LESSON) == text


def unlocked(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
