from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from kb import db
from kb.accounts import models
from kb.errors import SettingError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

ROOT = Path(__file__).parents[1]
#: A step that is killed in its middle.
STEP = """
import os
import signal
from alembic import op

revision, down_revision = "t1", "0001"


def upgrade():
    op.execute("CREATE TABLE half (x INTEGER)")
    op.execute("INSERT INTO half VALUES (1)")
    if os.environ.get("DIE"):
        os.kill(os.getpid(), signal.SIGKILL)
    op.execute("CREATE TABLE whole (x INTEGER)")
"""
TAKE = """
import sys
from pathlib import Path
from kb.db import connect, migrate
migrate(connect(sys.argv[1]), "heads", [Path(sys.argv[2])])
"""
OPEN = "import sys; from kb.db import open_database; open_database(sys.argv[1])"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kb.sqlite3"


@pytest.fixture
def sessions(file: Path) -> sessionmaker[Session]:
    return db.open_database(f"sqlite:///{file}")


def python(code: str, *arguments: str, **env: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", code, *arguments], cwd=ROOT, env={**os.environ, **env}
    )


def test_new_records_can_be_read_by_their_owner_only(file: Path) -> None:
    before = os.umask(0o022)
    try:
        with db.open_database(f"sqlite:///{file}")() as session:
            session.execute(text("SELECT 1"))
            made = list(file.parent.glob("kb.sqlite3*"))
            assert len(made) == 3, "the file, its log and its index"
            assert {one.stat().st_mode & 0o077 for one in made} == {0}
    finally:
        os.umask(before)


def tables(file: Path) -> set[str]:
    found = sqlite3.connect(file)
    try:
        rows = found.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name for (name,) in rows}
    finally:
        found.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("busy_timeout", 10000),
        ("foreign_keys", 1),
        ("secure_delete", 1),
    ],
)
def test_the_database_is_opened_safely(
    sessions: sessionmaker[Session], pragma: str, value: object
) -> None:
    with sessions() as session:
        assert session.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_the_tables_are_those_that_the_models_describe(
    sessions: sessionmaker[Session],
) -> None:
    assert models.Read.__tablename__ in db.Base.metadata.tables
    with sessions() as session:
        context = MigrationContext.configure(session.connection())
        assert compare_metadata(context, db.Base.metadata) == []


def test_opening_twice_changes_nothing(file: Path) -> None:
    db.open_database(f"sqlite:///{file}")
    before = tables(file)
    db.open_database(f"sqlite:///{file}")
    assert tables(file) == before


def test_what_fails_in_a_block_is_not_kept(sessions: sessionmaker[Session]) -> None:
    read = models.Read(at="2026", who="a", how="show", document="b", audience="c")

    def fail_after_adding(session: Session) -> None:
        with db.saving(session):
            session.add(read)
            session.flush()
            raise ZeroDivisionError

    with sessions() as session:
        with pytest.raises(ZeroDivisionError):
            fail_after_adding(session)
        assert session.query(models.Read).count() == 0


def test_a_block_can_follow_a_read(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        assert session.query(models.Read).count() == 0
        with db.saving(session):
            session.add(
                models.Read(at="2026", who="a", how="show", document="b", audience="c")
            )
    with sessions() as session:
        assert session.query(models.Read).count() == 1


def test_one_who_will_write_takes_the_lock_at_once(
    sessions: sessionmaker[Session], file: Path
) -> None:
    with sessions() as session, db.saving(session):
        other = sqlite3.connect(file, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_one_who_reads_does_not_keep_a_writer_waiting(
    sessions: sessionmaker[Session], file: Path
) -> None:
    with sessions() as session:
        session.query(models.Read).count()
        other = sqlite3.connect(file, timeout=0)
        other.execute("BEGIN IMMEDIATE")
        other.close()


@pytest.mark.parametrize("url", ["sqlite:////no/such/folder/x", "nonsense"])
def test_a_database_that_cannot_be_opened_is_named(url: str) -> None:
    with pytest.raises(SettingError, match="KB_DATABASE"):
        db.open_database(url)


def test_a_file_that_is_no_database_is_named(file: Path) -> None:
    file.write_text("This is a letter. " * 100)
    with pytest.raises(SettingError, match="not a database"):
        db.open_database(f"sqlite:///{file}")


def test_a_database_of_a_later_version_is_left_alone(file: Path) -> None:
    db.open_database(f"sqlite:///{file}")
    later = sqlite3.connect(file)
    later.execute("UPDATE alembic_version SET version_num = '9999'")
    later.commit()
    later.close()
    with pytest.raises(SettingError, match="another version"):
        db.open_database(f"sqlite:///{file}")


def test_a_step_that_is_killed_leaves_the_old_tables(
    file: Path, tmp_path: Path
) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    (steps / "t1.py").write_text(textwrap.dedent(STEP))
    db.open_database(f"sqlite:///{file}")
    before = tables(file)
    arguments = f"sqlite:///{file}", str(steps)
    assert python(TAKE, *arguments, DIE="1").wait() == -signal.SIGKILL
    assert tables(file) == before
    assert python(TAKE, *arguments).wait() == 0
    assert tables(file) == before | {"half", "whole"}


@pytest.mark.parametrize("seed", range(4))
def test_a_start_that_is_killed_leaves_all_tables_or_none(
    file: Path, seed: int
) -> None:
    url = f"sqlite:///{file}"
    started = python(OPEN, url)
    while not file.exists() and started.poll() is None:
        time.sleep(0.001)
    time.sleep(random.Random(seed).uniform(0, 0.03))  # noqa: S311 - repeatable
    started.kill()
    started.wait()
    assert tables(file) in (set(), {"alembic_version", "read_log", "sqlite_sequence"})
    with db.open_database(url)() as session:
        assert session.query(models.Read).count() == 0


def test_programs_that_start_together_all_find_the_tables(file: Path) -> None:
    started = [python(OPEN, f"sqlite:///{file}") for _ in range(4)]
    assert [program.wait() for program in started] == [0] * 4
