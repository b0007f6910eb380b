"""What happens to an account while somebody is at the door counts at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.orm import Session, sessionmaker

from kb.access import Role
from kb.accounts import events, passwords, people, sessions, signing_in
from kb.accounts.models import Person
from kb.accounts.signing_in import MISTAKES, REFUSED
from kb.db import open_database
from kb.errors import InvalidInputError
from tests.accounts.conftest import KEY, NOW, PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

    Make = Callable[..., Person]

Meanwhile = Callable[[Session, Person], object]


def mistakes(session: Session, person: Person) -> None:
    for _ in range(MISTAKES):
        signing_in.attempt(session, NOW, person.email, "wrong")


MEANWHILE: dict[str, Meanwhile] = {
    "a reset": lambda s, p: people.reset(s, NOW, "os:root", p, KEY),
    "closing": lambda s, p: people.disable(s, NOW, "os:root", p),
    "five mistakes": mistakes,
}


@pytest.fixture
def another(tmp_path: Path) -> sessionmaker[Session]:
    """Open the database of the test once more, for whoever comes at the same time."""
    return open_database(f"sqlite:///{tmp_path / 'kb.sqlite3'}")


@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_what_happens_while_a_password_is_compared_keeps_its_owner_out(
    session: Session,
    made: Make,
    another: sessionmaker[Session],
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: str,
) -> None:
    person, real = made(), passwords.matches

    def slowly(kept: str, password: str) -> bool:
        monkeypatch.setattr(passwords, "matches", real)
        with another() as other:
            found = people.by_email(other, "jo@example.org")
            assert found is not None
            MEANWHILE[meanwhile](other, found)
        return real(kept, password)

    monkeypatch.setattr(passwords, "matches", slowly)
    assert signing_in.attempt(session, NOW, person.email, PASSWORD) == REFUSED
    assert sessions.of(session, NOW, person) == ()


def test_twenty_who_sign_in_at_once_all_come_in(
    session: Session, made: Make, another: sessionmaker[Session]
) -> None:
    emails = [made(name).email for name in ("Jo", "Kim", "Ann", "Sam")] * 5
    session.rollback()

    def enter(email: str) -> str:
        with another() as own:
            return signing_in.attempt(own, NOW, email, PASSWORD).token

    with ThreadPoolExecutor(20) as pool:
        tokens = set(pool.map(enter, emails))
    assert all(sessions.alive(session, NOW, token) for token in tokens)
    assert len(tokens) == 20


def test_two_administrators_cannot_close_each_other_at_once(
    session: Session, made: Make, another: sessionmaker[Session]
) -> None:
    names = [
        events.name_of(made(name, role=Role.ADMINISTRATOR)) for name in ("Jo", "Ann")
    ]
    session.rollback()

    def close(pair: tuple[str, str]) -> bool:
        with another() as own:
            found = people.find(own, pair[1].removeprefix("person:"))
            assert found is not None
            try:
                people.disable(own, NOW, pair[0], found)
            except InvalidInputError:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        closed = list(pool.map(close, [(names[0], names[1]), (names[1], names[0])]))
    assert sorted(closed) == [False, True]
