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
        ("email", "j\u00f6@example.org"),
        ("email", "\udcff@example.org"),
        ("email", "jo\x00@example.org"),
        ("email", "jo@example.org\nBcc: all@example.org"),
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


def test_an_administrator_who_never_came_does_not_count_as_the_last(
    session: Session, made: Make, invited: Invite
) -> None:
    able = made(role=Role.ADMINISTRATOR)
    waiting, _ = invited("Kim", role=Role.ADMINISTRATOR)
    with pytest.raises(InvalidInputError, match="last administrator"):
        people.disable(session, NOW, "os:root", able)
    people.disable(session, NOW, "os:root", waiting)
    assert (able.disabled, bool(waiting.disabled)) == ("", True)


def test_opening_an_account_that_is_open_changes_nothing(
    session: Session, made: Make
) -> None:
    person = made()
    kept, before = person.password, len(events.listed(session))
    people.enable(session, NOW, "os:root", person)
    assert (person.password, len(events.listed(session))) == (kept, before)


def test_signing_somebody_out_ends_every_session_and_is_on_record(
    session: Session, made: Make
) -> None:
    person = made()
    tokens = [sessions.start(session, NOW, person, complete=True) for _ in range(2)]
    people.sign_out(session, NOW, "os:root", person)
    assert [sessions.alive(session, NOW, token) for token in tokens] == [None, None]
    last = events.listed(session, events.name_of(person))[-1]
    assert (last.who, last.what) == ("os:root", "signed-out")


def test_nobody_is_found_by_what_is_no_address(session: Session, made: Make) -> None:
    made()
    for text_ in ("", "\udcff", "jo", "%", "jo@example.org\x00"):
        assert people.by_email(session, text_) is None


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
