"""What is worked out once, and days of the past that are folded the short way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from benchmarks.followed import Ledger
from kb.board import past, records
from kb.board.remembered import Remembered
from kb.db import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAYS = [(NOW - timedelta(days=n)).date() for n in (0, 1, 30, 200, 600, 1100)]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    database = f"sqlite:///{tmp_path}/kb.sqlite3"
    asked = [("reviews/child-a", "R1"), ("lessons/ask-again", "")]
    Ledger(asked, ("police", "school"), (), NOW).fill(database, 60, 700)
    with open_database(database)() as session:
        yield session


def test_a_day_of_the_past_is_what_folding_every_change_gives(
    session: Session,
) -> None:
    for day in DAYS:
        folded = (
            past.as_of(one, records.history(session, one.uid), day)
            for one in records.now(session)
        )
        assert records.on(session, day) == tuple(one for one in folded if one), day


def test_the_stamp_of_a_day_stays_and_that_of_now_goes_on(session: Session) -> None:
    stamps = [records.stamp(session, day) for day in DAYS]
    assert stamps == sorted(stamps, reverse=True)
    assert stamps[0] == records.stamp(session)
    last = records.history(session, records.now(session)[0].uid)[-1]
    values = {"action_id": last.action_id, "field": "note", "who": "os:jo"}
    at = "2026-06-02T09:00:00+00:00"
    session.add(type(last)(at=at, **values))
    session.flush()
    assert [records.stamp(session, day) for day in DAYS] == stamps
    assert records.stamp(session) > stamps[0]


def test_what_was_asked_for_last_is_kept_and_the_rest_made_again() -> None:
    made: list[str] = []
    kept = Remembered(most=2)

    def make(name: str) -> str:
        def now() -> str:
            made.append(name)
            return name.upper()

        return kept.get(name, now)

    assert [make(name) for name in ("a", "b", "a", "c", "a", "b")] == [*"ABACAB"]
    assert made == ["a", "b", "c", "b"]
