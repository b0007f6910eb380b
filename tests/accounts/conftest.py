"""A real database, and a way to make people in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kb.access import Role
from kb.accounts import invitations, people
from kb.db import open_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from kb.accounts.models import Person

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
KEY = "a key for tests only, and long enough for it"
PASSWORD = "seven grey herons at dusk"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    sessions = open_database(f"sqlite:///{tmp_path / 'kb.sqlite3'}")
    with sessions() as opened:
        yield opened


@pytest.fixture
def invited(session: Session) -> Callable[..., tuple[Person, str]]:
    """Invite somebody; what is not said does not matter."""

    def invite(name: str = "Jo", **said: str) -> tuple[Person, str]:
        given = {
            "email": f"{name.lower()}@example.org",
            "role": Role.EDITOR,
            "agency": "",
        } | said
        return people.invite(session, NOW, "os:root", name=name, key=KEY, **given)

    return invite


@pytest.fixture
def made(
    session: Session, invited: Callable[..., tuple[Person, str]]
) -> Callable[..., Person]:
    """Make somebody who has set the password PASSWORD."""

    def make(name: str = "Jo", **said: str) -> Person:
        person, token = invited(name, **said)
        assert invitations.take_up(session, NOW, token, KEY, PASSWORD) is not None
        return person

    return make
