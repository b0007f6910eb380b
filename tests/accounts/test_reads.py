from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kb.accounts import reads
from kb.accounts.models import Read
from kb.db import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

NOON = datetime(2026, 7, 1, 13, 0, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_database(f"sqlite:///{tmp_path}/kb.sqlite3")() as session:
        yield session


def test_a_restricted_read_is_written_down_in_utc(session: Session) -> None:
    reads.record(session, "os:jane", "show", {"reports/leeds": "board"}, NOON)
    (read,) = reads.recorded(session)
    assert (read.at, read.who, read.how) == (
        "2026-07-01T12:00:00+00:00", "os:jane", "show",
    )  # fmt: skip
    assert (read.document, read.audience) == ("reports/leeds", "board")


def test_what_everyone_may_read_is_not_written_down(session: Session) -> None:
    documents = {"lessons/a": "public", "reports/b": "partners"}
    reads.record(session, "os:jane", "search", documents, datetime.now(UTC))
    assert [read.document for read in reads.recorded(session)] == ["reports/b"]


def test_there_is_no_place_for_titles_or_words() -> None:
    assert set(Read.__table__.columns.keys()) == {
        "id", "at", "who", "how", "document", "audience",
    }  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE read_log SET who = 'nobody'",
        "DELETE FROM read_log",
        "INSERT OR REPLACE INTO read_log VALUES (1, '', 'nobody', '', '', '')",
        "REPLACE INTO read_log VALUES (1, '', 'nobody', '', '', '')",
    ],
)
def test_nothing_in_the_record_can_be_changed(session: Session, change: str) -> None:
    reads.record(session, "os:jane", "show", {"reports/leeds": "board"}, NOON)
    with pytest.raises(IntegrityError, match="only ever added to"):
        session.execute(text(change))
    session.rollback()
    assert [read.who for read in reads.recorded(session)] == ["os:jane"]
