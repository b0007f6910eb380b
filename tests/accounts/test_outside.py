"""What an identity provider says makes, changes and shuts accounts, and no more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kb.access import Role
from kb.accounts import events, invitations, outside, people, second_factor, sessions
from kb.accounts.signing_in import Attempt, Outcome, attempt
from kb.errors import NotLetInError, SettingError
from kb.sealing import Seal
from tests.accounts.conftest import KEY, NOW, PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from kb.accounts.models import Person

ISSUER = "https://id.example.org"
ROLES = outside.known_roles(
    {"kb-editors": "editor", "kb-board": "board-member", "staff": "practitioner"}
)


def claims(**said: Any) -> dict[str, Any]:
    return {
        "iss": ISSUER,
        "sub": "4711",
        "email": "Sam@Example.org",
        "email_verified": True,
        "name": "Sam  Reed",
        "groups": ["staff"],
    } | said


def arrive(session: Session, **said: Any) -> Attempt:
    return outside.arrive(session, NOW, outside.told(claims(**said), "groups"), ROLES)


def who(session: Session, email: str = "sam@example.org") -> Person:
    found = people.by_email(session, email)
    assert found is not None
    return found


def lives(session: Session, token: str) -> bool:
    return sessions.alive(session, NOW, token) is not None


def test_whoever_has_a_role_there_gets_an_account_at_the_first_sign_in(
    session: Session,
) -> None:
    came = arrive(session, groups=["lunch", "kb-editors"])
    assert came.outcome is Outcome.IN
    found = sessions.alive(session, NOW, came.token)
    assert found is not None
    person = found[1]
    assert (person.email, person.name) == ("sam@example.org", "Sam Reed")
    assert (person.role, person.agency, person.password) == ("editor", "", "")
    assert person.subject == f"{ISSUER} 4711"
    assert [one.what for one in events.listed(session)] == ["joined", "signed-in"]


def test_the_same_person_comes_back_to_the_same_account(session: Session) -> None:
    arrive(session)
    arrive(session, email="s.reed@example.org", name="Sam Reed-Jones")
    [person] = people.listed(session)
    assert (person.name, person.email) == ("Sam Reed-Jones", "s.reed@example.org")


def test_who_is_known_by_the_subject_and_never_by_the_address(
    session: Session,
) -> None:
    arrive(session)
    with pytest.raises(NotLetInError, match="already"):
        arrive(session, sub="4712")
    with pytest.raises(NotLetInError, match="already"):
        arrive(session, iss="https://other.example.org")
    assert len(people.listed(session)) == 1


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["staff", "kb-editors"], Role.EDITOR),
        (["kb-board", "staff"], Role.BOARD_MEMBER),
        (["staff", "kb-board", "kb-editors"], Role.EDITOR),
        ("staff", Role.PRACTITIONER),
    ],
)
def test_the_first_group_of_the_setting_gives_the_role(
    session: Session, groups: object, role: Role
) -> None:
    arrive(session, groups=groups)
    assert who(session).role == role


@pytest.mark.parametrize(
    "groups",
    [[], None, ["lunch"], "", ["KB-EDITORS"], 7, {"kb-editors": 1}, [["staff"]]],
)
def test_whoever_has_no_role_there_gets_no_account(
    session: Session, groups: object
) -> None:
    with pytest.raises(NotLetInError, match="none of your groups"):
        arrive(session, groups=groups)
    assert people.listed(session) == ()
    assert [one.what for one in events.listed(session)] == ["refused"]


def test_a_role_that_is_gone_there_ends_every_session_here(session: Session) -> None:
    token = arrive(session, groups=["kb-editors"]).token
    assert lives(session, token)
    with pytest.raises(NotLetInError, match="none of your groups"):
        arrive(session, groups=["lunch"])
    assert not lives(session, token)


def test_another_role_ends_the_sessions_of_the_old_one_and_takes_the_groups(
    session: Session,
) -> None:
    old = arrive(session, groups=["kb-editors"]).token
    person = who(session)
    person.groups = "case-group"
    session.commit()
    new = arrive(session, groups=["staff"]).token
    assert not lives(session, old)
    assert lives(session, new)
    session.refresh(person)
    assert (person.role, person.groups) == ("practitioner", "")
    details = {one.what: one.detail for one in events.listed(session)}
    assert details["role"] == "editor to practitioner; groups case-group to none"


def test_the_same_role_leaves_other_sessions_alone(session: Session) -> None:
    old = arrive(session).token
    person = who(session)
    person.groups, person.agency = "case-group", "police"
    session.commit()
    arrive(session)
    assert lives(session, old)
    session.refresh(person)
    assert (person.groups, person.agency) == ("case-group", "police")


def test_a_closed_account_stays_closed(session: Session) -> None:
    token = arrive(session).token
    people.disable(session, NOW, "os:root", who(session))
    for groups in (["staff"], ["kb-editors"]):
        with pytest.raises(NotLetInError, match="closed"):
            arrive(session, groups=groups)
    assert who(session).role == "practitioner"
    assert not lives(session, token)
    assert sessions.of(session, NOW, who(session)) == ()


def test_an_account_with_a_password_is_joined_when_nothing_else_changes(
    session: Session, made: Callable[..., Person]
) -> None:
    made("Sam", role=Role.EDITOR)
    old = attempt(session, NOW, "sam@example.org", PASSWORD).token
    came = arrive(session, groups=["kb-editors"])
    assert came.outcome is Outcome.IN
    assert not lives(session, old)
    [person] = people.listed(session)
    assert person.subject == f"{ISSUER} 4711"
    refused = attempt(session, NOW, "sam@example.org", PASSWORD)
    assert refused.outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    "said",
    [
        {"email_verified": None, "groups": ["kb-editors"]},
        {"email_verified": "true", "groups": ["kb-editors"]},
        {"groups": ["staff"]},
        {"groups": ["kb-board"]},
    ],
)
def test_an_account_with_a_password_is_not_taken_over(
    session: Session, made: Callable[..., Person], said: dict[str, Any]
) -> None:
    made("Sam", role=Role.EDITOR)
    with pytest.raises(NotLetInError, match="already"):
        arrive(session, **said)
    assert (who(session).subject, who(session).role) == (None, "editor")
    assert attempt(session, NOW, "sam@example.org", PASSWORD).outcome is Outcome.IN


def test_a_closed_account_with_a_password_is_not_opened(
    session: Session, made: Callable[..., Person]
) -> None:
    people.disable(session, NOW, "os:root", made("Sam", role=Role.EDITOR))
    with pytest.raises(NotLetInError, match="closed"):
        arrive(session, groups=["kb-editors"])
    assert who(session).subject is None


@pytest.mark.parametrize(
    "said",
    [
        {"email": None},
        {"email": "sam"},
        {"email": "sam\ud800@example.org"},
        {"email": "a@" + "b" * 300 + ".org"},
        {"email": ["sam@example.org"]},
        {"email_verified": False},
    ],
)
def test_without_an_address_there_is_no_account(
    session: Session, said: dict[str, Any]
) -> None:
    with pytest.raises(NotLetInError, match="e-mail"):
        arrive(session, **said)
    assert people.listed(session) == ()


@pytest.mark.parametrize(
    "said", [{"sub": ""}, {"sub": 7}, {"iss": None}, {"sub": "x" * 400}]
)
def test_without_a_subject_there_is_no_account(
    session: Session, said: dict[str, Any]
) -> None:
    with pytest.raises(NotLetInError, match="who you are"):
        arrive(session, **said)
    assert people.listed(session) == ()


def test_a_name_that_is_not_given_is_the_address(session: Session) -> None:
    arrive(session, name=None)
    assert who(session).name == "sam@example.org"
    arrive(session, name=None, preferred_username="sreed")
    assert who(session).name == "sreed"
    arrive(session, name="Sam\x00")
    assert who(session).name == "sam@example.org"


def test_an_address_that_somebody_else_has_is_not_taken_over(
    session: Session, made: Callable[..., Person]
) -> None:
    made("Kim")
    arrive(session)
    arrive(session, email="kim@example.org")
    arrive(session, email="new@example.org", email_verified=False)
    assert who(session).subject == f"{ISSUER} 4711"
    assert who(session, "kim@example.org").subject is None


def test_nobody_gets_a_password_who_comes_through_the_provider(
    session: Session,
) -> None:
    arrive(session)
    assert invitations.ask_for_reset(session, NOW, "sam@example.org", KEY) is None
    token = people.reset(session, NOW, "os:root", who(session), KEY)
    assert invitations.opened(session, NOW, token, KEY) is not None
    who(session).subject = f"{ISSUER} 4711"
    session.commit()
    assert invitations.opened(session, NOW, token, KEY) is None


def test_an_administrator_can_give_a_password_when_the_provider_is_given_up(
    session: Session,
) -> None:
    token = people.reset(session, NOW, "os:root", _joined(session), KEY)
    assert invitations.take_up(session, NOW, token, KEY, PASSWORD) is not None
    assert attempt(session, NOW, "sam@example.org", PASSWORD).outcome is Outcome.IN


def test_a_second_factor_is_asked_for_here_unless_the_provider_asked(
    session: Session,
) -> None:
    second_factor.require(session, NOW, "os:root", "practitioner", needed=True)
    assert arrive(session).outcome is Outcome.NEEDS_SETTING_UP
    assert arrive(session, amr=["pwd"]).outcome is Outcome.NEEDS_SETTING_UP
    assert arrive(session, amr=["pwd", "mfa"]).outcome is Outcome.IN
    secret = second_factor.begin()
    person = who(session)
    person.totp = Seal(KEY).close(secret)
    session.commit()
    came = arrive(session)
    assert came.outcome is Outcome.NEEDS_CODE
    found = sessions.alive(session, NOW, came.token)
    assert found is not None
    assert not found[0].complete
    assert arrive(session, amr=["mfa"]).outcome is Outcome.IN


def test_guesses_at_a_password_keep_nobody_out_who_comes_through_the_provider(
    session: Session,
) -> None:
    person = _joined(session)
    for _ in range(6):
        attempt(session, NOW, "sam@example.org", "wrong")
    session.refresh(person)
    assert person.locked_until
    later = NOW + timedelta(minutes=1)
    told = outside.told(claims(), "groups")
    assert outside.arrive(session, later, told, ROLES).outcome is Outcome.IN


def test_a_role_that_there_is_not_stops_the_start() -> None:
    with pytest.raises(SettingError, match="KB_OIDC_ROLES names boss"):
        outside.known_roles({"a": "editor", "b": "boss"})


def test_the_groups_are_read_from_the_claim_that_the_setting_names(
    session: Session,
) -> None:
    given = outside.told(claims(roles=["kb-editors"]), "roles")
    outside.arrive(session, NOW, given, ROLES)
    assert who(session).role == "editor"


def _joined(session: Session) -> Person:
    arrive(session)
    return who(session)
