from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from kb.access import Role
from kb.accounts import events, invitations, people, sessions, signing_in
from kb.accounts.models import Person, SignIn
from tests.accounts.conftest import KEY, NOW, PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

    Make = Callable[..., Person]

MINUTES, HOURS, DAYS = (timedelta(minutes=1), timedelta(hours=1), timedelta(days=1))


def test_a_token_opens_its_own_session(session: Session, made: Make) -> None:
    person = made()
    token = sessions.start(session, NOW, person, complete=True, device="Firefox")
    found = sessions.alive(session, NOW, token)
    assert found is not None
    assert (found[1], found[0].device, found[0].complete) == (person, "Firefox", True)
    assert sessions.alive(session, NOW, token[:-1]) is None
    assert sessions.alive(session, NOW, "\ud800") is None


def test_the_database_holds_no_token(
    session: Session, made: Make, tmp_path: Path
) -> None:
    token = sessions.start(session, NOW, made(), complete=True)
    held = b"".join(path.read_bytes() for path in tmp_path.glob("kb.sqlite3*"))
    assert sessions.digest(token).encode() in held
    assert token.encode() not in held


@pytest.mark.parametrize(
    ("role", "groups", "unused", "over"),
    [
        (Role.EDITOR, [], 29 * MINUTES, False),
        (Role.EDITOR, [], 30 * MINUTES, True),
        (Role.BOARD_MEMBER, [], 30 * MINUTES, True),
        (Role.BOARD_APPROVER, [], 30 * MINUTES, True),
        (Role.PRACTITIONER, [], 11 * HOURS, False),
        (Role.PRACTITIONER, [], 12 * HOURS, True),
        (Role.PRACTITIONER, ["case-team"], 30 * MINUTES, True),
        (Role.ADMINISTRATOR, [], 11 * HOURS, False),
    ],
)
def test_a_session_that_is_not_used_ends(
    session: Session,
    made: Make,
    role: Role,
    groups: list[str],
    unused: timedelta,
    *,
    over: bool,
) -> None:
    made("Ann", role=Role.ADMINISTRATOR)
    person = made(role=Role.TRAINER)
    people.change_role(
        session, NOW, "os:root", person, role=role, agency="", groups=groups
    )
    token = sessions.start(session, NOW, person, complete=True)
    assert (sessions.alive(session, NOW + unused, token) is None) is over


@pytest.mark.parametrize(
    ("role", "step", "most"),
    [
        (Role.EDITOR, 20 * MINUTES, 12 * HOURS),
        (Role.PRACTITIONER, 11 * HOURS, 14 * DAYS),
    ],
)
def test_a_session_that_is_used_ends_after_its_longest(
    session: Session, made: Make, role: Role, step: timedelta, most: timedelta
) -> None:
    token = sessions.start(session, NOW, made(role=role), complete=True)
    passed = timedelta()
    while passed + step < most:
        passed += step
        assert sessions.alive(session, NOW + passed, token) is not None
    assert sessions.alive(session, NOW + most, token) is None


def test_the_time_of_last_use_is_written_once_a_minute(
    session: Session, made: Make
) -> None:
    token = sessions.start(session, NOW, made(), complete=True)
    seen = []
    for seconds in (0, 59, 60, 90):
        found = sessions.alive(session, NOW + timedelta(seconds=seconds), token)
        assert found is not None
        seen.append(found[0].seen[14:19])
    assert seen == ["30:00", "30:00", "31:00", "31:00"]


def test_a_session_without_its_code_is_short(session: Session, made: Make) -> None:
    token = sessions.start(session, NOW, made(), complete=False)
    assert sessions.alive(session, NOW + 9 * MINUTES, token) is not None
    assert sessions.alive(session, NOW + 10 * MINUTES, token) is None


def test_signing_out_ends_one_session_and_everywhere_ends_all(
    session: Session, made: Make
) -> None:
    person = made()
    tokens = [sessions.start(session, NOW, person, complete=True) for _ in range(3)]
    one = sessions.alive(session, NOW, tokens[0])
    assert one is not None
    sessions.end(session, NOW, one[0])
    assert [bool(sessions.alive(session, NOW, t)) for t in tokens] == [0, 1, 1]
    mine = sessions.alive(session, NOW, tokens[1])
    assert mine is not None
    sessions.end_all(session, NOW, person, but=mine[0])
    assert [bool(sessions.alive(session, NOW, t)) for t in tokens] == [0, 1, 0]
    assert [one.id for one in sessions.of(session, NOW, person)] == [mine[0].id]


def test_a_new_password_ends_every_other_session(session: Session, made: Make) -> None:
    person = made()
    copied = sessions.start(session, NOW, person, complete=True)
    mine = sessions.alive(
        session, NOW, sessions.start(session, NOW, person, complete=True)
    )
    assert mine is not None
    signing_in.change_password(session, NOW, mine[0], PASSWORD, "nine otters on a quay")
    assert sessions.alive(session, NOW, copied) is None
    assert len(sessions.of(session, NOW, person)) == 1
    assert signing_in.attempt(session, NOW, person.email, PASSWORD).token == ""
    assert signing_in.attempt(session, NOW, person.email, "nine otters on a quay").token


Change = Callable[[Session, Person], object]
CHANGES: dict[str, Change] = {
    "closed": lambda s, p: people.disable(s, NOW, "os:root", p),
    "another role": lambda s, p: people.change_role(
        s, NOW, "os:root", p, role=Role.TRAINER, agency=""
    ),
    "another agency": lambda s, p: people.change_role(
        s, NOW, "os:root", p, role=Role.EDITOR, agency="police"
    ),
    "another group": lambda s, p: people.change_role(
        s, NOW, "os:root", p, role=Role.EDITOR, agency="", groups=["case-group"]
    ),
    "reset": lambda s, p: people.reset(s, NOW, "os:root", p, KEY),
    "phone lost": lambda s, p: people.forget_second_factor(s, NOW, "os:root", p),
    "signed out": lambda s, p: people.sign_out(s, NOW, "os:root", p),
    "a link used": lambda s, p: invitations.take_up(
        s, NOW, people.reset(s, NOW, "os:root", p, KEY), KEY, PASSWORD
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_copied_token_is_dead_after(
    session: Session, made: Make, change: str
) -> None:
    person, other = made(), made("Kim")
    copied = [
        sessions.start(session, NOW, person, complete=complete)
        for complete in (True, False)
    ]
    bystander = sessions.start(session, NOW, other, complete=True)
    CHANGES[change](session, person)
    assert [sessions.alive(session, NOW, token) for token in copied] == [None, None]
    assert sessions.alive(session, NOW, bystander) is not None


def test_a_session_that_ended_stays_dead_when_the_account_opens_again(
    session: Session, made: Make
) -> None:
    person = made()
    copied = sessions.start(session, NOW, person, complete=True)
    people.disable(session, NOW, "os:root", person)
    people.enable(session, NOW, "os:root", person)
    assert sessions.alive(session, NOW, copied) is None


def test_ending_is_kept_and_not_deleted(session: Session, made: Make) -> None:
    person = made()
    sessions.start(session, NOW, person, complete=True)
    people.disable(session, NOW, "os:root", person)
    assert [one.ended != "" for one in session.scalars(select(SignIn))] == [True]
    assert events.listed(session, events.name_of(person))[-1].what == "disabled"
