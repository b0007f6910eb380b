"""Two people at one action at the same moment: both are told, and nothing is lost."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from kb.board import records
from kb.board.actions import Asked, Tracker
from kb.board.rules import Wanted
from kb.content.settings import Tracking
from kb.db import open_database
from kb.errors import ChangedMeanwhileError
from tests.board.people import EVERYBODY, OWN

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor
    from pathlib import Path

    from sqlalchemy.orm import Session

NOTES = 50


def tracker(session: Session, who: str) -> Tracker:
    return Tracker(session, datetime.now(UTC), EVERYBODY[who], Tracking())


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kb.sqlite'}"


@pytest.fixture
def uid(url: str) -> str:
    with closing(open_database(url)()) as session:
        return tracker(session, "editor").add(Asked("lessons/ask-again", OWN))


def change(url: str, uid: str, seen: int, due: str) -> str:
    """Set the due date as somebody who saw a version; say how it went."""
    with closing(open_database(url)()) as session:
        try:
            tracker(session, "editor").change(uid, seen, Wanted({"due": due}))
        except ChangedMeanwhileError:
            return "told"
        return due


def note(url: str, uid: str, who: str) -> None:
    with closing(open_database(url)()) as session:
        for number in range(NOTES):
            tracker(session, who).note(uid, f"Note {number} by {who}")


def in_threads() -> Executor:
    return ThreadPoolExecutor(2)


def in_processes() -> Executor:
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


@pytest.mark.parametrize("begun", [in_threads, in_processes])
def test_one_of_two_who_change_an_action_wins_and_the_other_is_told(
    url: str, uid: str, begun: Callable[[], Executor]
) -> None:
    days = ["2026-03-01", "2026-04-01"]
    with begun() as both, closing(open_database(url)()) as session:
        for _ in range(5):
            seen = records.one(session, uid).version
            asked = [both.submit(change, url, uid, seen, day) for day in days]
            said = sorted(one.result() for one in asked)
            session.rollback()
            found = records.one(session, uid)
            assert said == [str(found.due), "told"]
            assert found.version == seen + 1
            days = [f"{int(day[:4]) + 1}{day[4:]}" for day in days]


def test_of_two_who_write_fifty_notes_each_nothing_is_lost(url: str, uid: str) -> None:
    people = ("own lead", "editor")
    with in_threads() as both:
        for one in [both.submit(note, url, uid, who) for who in people]:
            one.result()
    with closing(open_database(url)()) as session:
        said = [one.words for one in records.history(session, uid)]
        version = records.one(session, uid).version
    expected = {f"Note {n} by {who}" for n in range(NOTES) for who in people}
    assert set(said) >= expected
    assert version == len(said)
