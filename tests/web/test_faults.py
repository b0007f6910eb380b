"""The disk, the records, the library or the index fail: what was typed is not lost."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from kb import db
from tests.factories import a_small_library
from tests.publishing.faults import SmallDisk, in_a_process, lock_up
from tests.web.house import House, open_house
from tests.web.test_proposals import CLEARANCE, proposed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.editing import Seen, Somebody

TYPED = "A sentence that took long to think of."
LESSON = "lessons/ask-again"
REASON = "It is being looked at again"


def editor_of(house: House, name: str = "Edda Editor") -> Somebody:
    return house.account(name, "editor").signed_in()


def begun(editor: Somebody) -> Seen:
    """Begin a draft of a published lesson."""
    return editor.send(editor.get(f"/edit/{LESSON}"), form="form.kb-begin")


def is_kept_from_loss(seen: Seen, typed: str = TYPED) -> None:
    """Hold a page of an error against what it owes to who typed."""
    assert seen.status == 503
    assert "could not be kept just now" in seen.words
    assert "No text was changed" in seen.words
    assert typed in [one.get_text() for one in seen.soup.select("main textarea")]


def test_while_the_records_are_locked_what_was_typed_is_shown_and_goes_in_after(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorter = ("PRAGMA busy_timeout = 500", *db._PRAGMAS[1:])  # noqa: SLF001 - only here
    monkeypatch.setattr(db, "_PRAGMAS", shorter)
    house = open_house(content)
    editor, reader = editor_of(house), house.account("Pat Reader").signed_in()
    form = begun(editor)
    with closing(sqlite3.connect(content.parent / "kb.sqlite")) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        is_kept_from_loss(editor.send(form, "keep", statement=TYPED))
        assert "Ask to see" in house.visitor().get(f"/{LESSON}").words
        with time_machine.travel(timedelta(minutes=2), tick=True):
            reader.get(f"/{LESSON}")
    assert "Kept" in editor.send(form, "keep", statement=TYPED).words


def test_on_a_full_disk_what_was_typed_is_shown_and_goes_in_after(
    tmp_path: Path,
) -> None:
    def write() -> None:
        disk = SmallDisk(tmp_path)
        house = open_house(a_small_library(tmp_path / "content"))
        editor, before = editor_of(house), house.file(LESSON)
        form = begun(editor)
        disk.fill()
        is_kept_from_loss(editor.send(form, "save", statement=TYPED))
        house.visitor().get(f"/{LESSON}")
        assert house.file(LESSON) == before
        disk.free()
        assert "Ask somebody else" in editor.send(form, "save", statement=TYPED).words

    in_a_process(write)


def test_what_cannot_be_written_to_a_full_disk_can_be_signed_when_there_is_room(
    tmp_path: Path,
) -> None:
    def sign() -> None:
        disk = SmallDisk(tmp_path)
        house = open_house(a_small_library(tmp_path / "content"))
        other, before = editor_of(house, "Sam Signer"), house.file(LESSON)
        waits = other.get(proposed(editor_of(house), statement=TYPED).address)
        disk.fill()
        is_kept_from_loss(other.send(waits, "sign", note="Read twice."), "Read twice.")
        assert house.file(LESSON) == before
        assert TYPED not in house.visitor().get(f"/{LESSON}").words
        disk.free()
        waits = other.get(waits.address)
        assert CLEARANCE in waits.words
        assert "Signed and saved" in other.send(waits, "sign").words
        assert TYPED in house.visitor().get(f"/{LESSON}").words

    in_a_process(sign)


def test_a_document_is_withdrawn_in_the_browser_on_a_full_disk(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()

    def withdraw() -> None:
        disk = SmallDisk(home)
        ledger = str(tmp_path / "ledger.jsonl") if disk.is_mounted else ""
        house = open_house(a_small_library(home / "content"), ledger=ledger)
        editor = editor_of(house)
        page = editor.get(f"/withdraw/{LESSON}")
        disk.fill()
        with time_machine.travel(timedelta(minutes=2), tick=True):
            told = editor.send(page, reason=REASON)
        if disk.is_mounted:
            assert "Nobody sees it any more" in told.words
            assert REASON in house.visitor().get(f"/{LESSON}", 410).words
        else:
            is_kept_from_loss(told, REASON)

    in_a_process(withdraw)


def test_in_a_library_that_cannot_be_written_the_draft_stays(tmp_path: Path) -> None:
    content = a_small_library(tmp_path / "content")

    def write() -> None:
        lock_up(content, tmp_path)
        house = open_house(content)
        editor, before = editor_of(house), house.file(LESSON)
        form = begun(editor)
        hidden = editor.send(form, "save", statement=TYPED, status="draft")
        is_kept_from_loss(hidden)
        assert house.file(LESSON) == before
        house.visitor().get(f"/{LESSON}", 404)
        assert editor.get(form.address).typed()["statement"] == [TYPED]
        assert "Kept" in editor.send(form, "keep", statement=TYPED).words

    in_a_process(write)
    for path in [content, *content.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.parametrize("left", ["nothing", "a file in its place"])
def test_without_an_index_what_is_signed_is_shown_and_search_still_answers(
    content: Path, left: str
) -> None:
    index = content.parent / "index"
    house = open_house(content, search=f"whoosh:{index}")
    waits = proposed(editor_of(house), statement=TYPED)
    shutil.rmtree(index)
    if left != "nothing":
        index.write_text("", "utf-8")
    other = editor_of(house, "Sam Signer")
    assert "Signed and saved" in other.send(other.get(waits.address), "sign").words
    assert TYPED in house.visitor().get(f"/{LESSON}").words
    assert TYPED in house.visitor().get("/search?q=baby").words
