"""The database: how it is opened, brought up to date and written to."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.util import CommandError
from sqlalchemy import create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import StaticPool

from kb.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"
WRITING = {"writing": True}

_PRAGMAS = (
    "PRAGMA busy_timeout = 10000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)


class Base(DeclarativeBase):
    """What every table derives from."""


def open_database(url: str) -> sessionmaker[Session]:
    """Connect, and bring the tables up to date; raise SettingError if neither works."""
    try:
        _keep_to_owner(url)
        engine = connect(url)
        migrate(engine)
    except (ArgumentError, DatabaseError) as error:
        reason = getattr(error, "orig", None) or error
        message = f"KB_DATABASE {url!r} cannot be opened: {reason}."
        raise SettingError(message) from error
    except CommandError as error:
        message = f"KB_DATABASE {url!r} belongs to another version of kb: {error}."
        raise SettingError(message) from error
    return sessionmaker(engine)


def _keep_to_owner(url: str) -> None:
    """Make a new file of records one that only its owner may read.

    SQLite gives the mode to what it keeps beside the file. What cannot be made here
    is said by SQLite, and a file that is there keeps the mode that somebody chose.
    """
    file = make_url(url).database
    if file and file != ":memory:":
        with suppress(OSError):
            os.close(os.open(file, os.O_RDONLY | os.O_CREAT, 0o600))


def connect(url: str) -> Engine:
    """Prepare connections that keep what was committed and wait for their turn."""
    in_memory = url in {"sqlite://", "sqlite:///:memory:"}
    pool = {"poolclass": StaticPool} if in_memory else {}
    # What is written must not be in the messages of errors, which are kept in logs.
    engine = create_engine(url, hide_parameters=True, **pool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def migrate(engine: Engine, to: str = "head", extra: Iterable[Path] = ()) -> None:
    """Bring the tables to a version, all the way or not at all.

    One transaction holds every step, so that a kill leaves the old tables or the new
    ones, and a second program that starts meanwhile waits. `extra` are folders of
    further steps.
    """
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.set_main_option("path_separator", "newline")
    places = [MIGRATIONS / "versions", *extra]
    settings.set_main_option("version_locations", "\n".join(map(str, places)))
    connection = engine.connect().execution_options(**WRITING)
    with connection, connection.begin():
        settings.attributes["connection"] = connection
        command.upgrade(settings, to)


@contextmanager
def saving(session: Session) -> Iterator[None]:
    """Keep what is done in this block, or none of it.

    The block starts afresh, as the only writer: what the session read before is read
    again when it is used. (Not `session.begin()`, which fails once anything was read.)
    """
    session.rollback()
    session.connection(execution_options=WRITING)
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - any driver's
    """Set up a new connection; SQLAlchemy, not the driver, begins transactions."""
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    """Begin; one who will write takes the lock at once, and so cannot lose a race."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
