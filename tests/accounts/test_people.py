from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kb.access import Role
from kb.accounts import events, invitations, people, sessions
from kb.db import saving
from kb.errors import InvalidInputError
from tests.accounts.conftest import KEY, NOW, PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from kb.accounts.models import Person

    Make = Callable[..., Person]
    Invite = Callable[..., tuple[Person, str]]


def test_whoever_is_invited_has_no_password_until_the_link_is_used(
    invited: Invite,
) -> None:
    person, token = invited()
    assert (person.password, person.disabled) == ("", "")
    assert token not in (person.uid, "")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "nobody"),
        ("email", "a@b"),
        ("email", "a b@example.org"),
        ("email", f"{'a' * 250}@example.org"),
        ("name", " "),
        ("name", "Jo\u202eoJ"),
        ("name", "x" * 201),
        ("role", "owner"),
    ],
)
def test_what_cannot_be_used_is_refused_by_field(
    session: Session, field: str, value: str
) -> None:
    given = {"email": "jo@example.org", "name": "Jo", "role": Role.EDITOR, "agency": ""}
    with pytest.raises(InvalidInputError) as refused:
        people.invite(session, NOW, "os:root", key=KEY, **(given | {field: value}))
    assert set(refused.value.problems) == {field}
    assert people.listed(session) == ()


def test_an_address_has_one_account_whatever_its_capitals(invited: Invite) -> None:
    invited("Jo", email="Jo@Example.org")
    with pytest.raises(InvalidInputError, match="already"):
        invited("Joanna", email="jo@example.ORG ")


def test_a_new_role_ends_every_session_and_is_on_record(
    session: Session, made: Make
) -> None:
    person = made()
    token = sessions.start(session, NOW, person, complete=True)
    people.change_role(
        session, NOW, "os:root", person, role=Role.TRAINER, agency="police"
    )
    assert sessions.alive(session, NOW, token) is None
    last = events.listed(session, events.name_of(person))[-1]
    assert (last.who, last.what, last.detail) == (
        "os:root",
        "role",
        "editor to trainer",
    )


def test_nobody_changes_their_own_role_or_closes_their_own_account(
    session: Session, made: Make
) -> None:
    made("Ann", role=Role.ADMINISTRATOR)
    person = made(role=Role.ADMINISTRATOR)
    me = events.name_of(person)
    with pytest.raises(InvalidInputError, match="your own"):
        people.change_role(session, NOW, me, person, role=Role.EDITOR, agency="")
    with pytest.raises(InvalidInputError, match="your own"):
        people.disable(session, NOW, me, person)


def test_the_last_administrator_stays(session: Session, made: Make) -> None:
    last = made(role=Role.ADMINISTRATOR)
    with pytest.raises(InvalidInputError, match="last administrator"):
        people.disable(session, NOW, "os:root", last)
    with pytest.raises(InvalidInputError, match="last administrator"):
        people.change_role(session, NOW, "os:root", last, role=Role.EDITOR, agency="")
    made("Ann", role=Role.ADMINISTRATOR)
    people.disable(session, NOW, "os:root", last)
    assert last.disabled


def test_a_closed_account_is_shut_and_opens_only_with_a_new_password(
    session: Session, made: Make
) -> None:
    person = made()
    token = sessions.start(session, NOW, person, complete=True)
    people.disable(session, NOW, "os:root", person)
    assert sessions.alive(session, NOW, token) is None
    people.enable(session, NOW, "os:root", person)
    assert sessions.alive(session, NOW, token) is None
    assert person.password == ""


def test_a_reset_forgets_the_password_and_ends_every_session(
    session: Session, made: Make
) -> None:
    person = made()
    token = sessions.start(session, NOW, person, complete=True)
    link = people.reset(session, NOW, "os:root", person, KEY)
    assert (person.password, sessions.alive(session, NOW, token)) == ("", None)
    assert invitations.take_up(session, NOW, link, KEY, PASSWORD) is person


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE account_log SET who = ''",
        "DELETE FROM account_log",
        """INSERT OR REPLACE INTO account_log
        SELECT id, at, 'somebody else', about, what, detail FROM account_log""",
    ],
)
def test_the_log_of_accounts_is_only_added_to(
    session: Session, made: Make, change: str
) -> None:
    made()
    before = [one.who for one in events.listed(session)]
    with pytest.raises(IntegrityError, match="only ever added to"), saving(session):
        session.execute(text(change))
    assert [one.who for one in events.listed(session)] == before
