from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pyotp
import pytest
from argon2 import PasswordHasher

from kb.access import Role
from kb.accounts import (
    events,
    invitations,
    passwords,
    people,
    second_factor,
    sessions,
    signing_in,
)
from kb.accounts.signing_in import LONGEST_REST, REFUSED, REST, Outcome
from kb.db import saving
from kb.errors import InvalidInputError
from kb.moments import read
from kb.sealing import Seal
from tests.accounts.conftest import KEY, NOW, PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.accounts.models import Person, SignIn

    Make = Callable[..., Person]

SEAL = Seal(KEY)
SECOND = timedelta(seconds=1)


def half(session: Session, person: Person, now: datetime) -> SignIn:
    """Give the right password of somebody who also needs a code."""
    attempt = signing_in.attempt(session, now, person.email, PASSWORD)
    assert attempt.outcome is Outcome.NEEDS_CODE
    found = sessions.alive(session, now, attempt.token)
    assert found is not None
    return found[0]


def with_app(session: Session, person: Person) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """Set up the second factor."""
    secret = second_factor.begin()
    app = pyotp.TOTP(secret)
    before = NOW - timedelta(minutes=5)
    spare = second_factor.confirm(
        session, before, person, secret, code=app.at(before), seal=SEAL
    )
    return app, spare


def test_the_right_password_opens_a_session(session: Session, made: Make) -> None:
    person = made()
    attempt = signing_in.attempt(session, NOW, " JO@example.org ", PASSWORD, "Firefox")
    assert attempt.outcome is Outcome.IN
    found = sessions.alive(session, NOW, attempt.token)
    assert found is not None
    assert (found[1], found[0].complete) == (person, True)


def test_whoever_may_not_come_in_gets_one_answer(session: Session, made: Make) -> None:
    made("Ann", role=Role.ADMINISTRATOR)
    person, closed = made(), made("Kim")
    people.disable(session, NOW, "os:root", closed)
    answers = [
        signing_in.attempt(session, NOW, "nobody@example.org", PASSWORD),
        signing_in.attempt(session, NOW, closed.email, PASSWORD),
        signing_in.attempt(session, NOW, person.email, "wrong"),
        signing_in.attempt(session, NOW, "", ""),
    ]
    assert answers == [REFUSED] * 4


def test_a_refusal_takes_one_hash_whoever_is_asked_for(
    session: Session, made: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made("Ann", role=Role.ADMINISTRATOR)
    person, closed = made(), made("Kim")
    people.disable(session, NOW, "os:root", closed)
    real, asked = passwords.matches, []

    def counted(kept: str, password: str) -> bool:
        asked.append(password)
        return real(kept, password)

    monkeypatch.setattr(passwords, "matches", counted)
    for number, email in enumerate(("x@example.org", closed.email, person.email)):
        signing_in.attempt(session, NOW, email, "wrong")
        assert len(asked) == number + 1


def test_five_mistakes_let_the_account_rest_even_from_the_right_password(
    session: Session, made: Make
) -> None:
    person = made()
    for _ in range(5):
        signing_in.attempt(session, NOW, person.email, "wrong")
    assert signing_in.attempt(session, NOW, person.email, PASSWORD) == REFUSED
    early = NOW + REST - SECOND
    assert signing_in.attempt(session, early, person.email, PASSWORD) == REFUSED
    later = NOW + REST + SECOND
    assert signing_in.attempt(session, later, person.email, PASSWORD).token
    assert person.failures == 0


def test_each_rest_is_twice_as_long_up_to_a_day(session: Session, made: Make) -> None:
    person, now, rests = made(), NOW, []
    for _ in range(9):
        for _ in range(5):
            signing_in.attempt(session, now, person.email, "wrong")
        rest = read(person.locked_until) - now
        rests.append(rest)
        now += rest + SECOND
    assert rests[:4] == [REST, 2 * REST, 4 * REST, 8 * REST]
    assert rests[-1] == LONGEST_REST


def test_attempts_during_a_rest_do_not_make_it_longer(
    session: Session, made: Make
) -> None:
    person = made()
    for _ in range(25):
        signing_in.attempt(session, NOW, person.email, "wrong")
    assert read(person.locked_until) - NOW == REST


@pytest.mark.usefixtures("real_passwords")
def test_a_password_kept_with_weaker_settings_is_kept_anew_at_sign_in(
    session: Session, made: Make
) -> None:
    person = made()
    weak = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)
    with saving(session):
        person.password = weak.hash(PASSWORD)
    signing_in.attempt(session, NOW, person.email, "wrong")
    assert "m=8192" in person.password
    assert signing_in.attempt(session, NOW, person.email, PASSWORD).token
    assert "m=65536,t=3,p=1" in person.password
    assert signing_in.attempt(session, NOW, person.email, PASSWORD).token


def test_a_changed_password_ends_the_links_that_were_sent(
    session: Session, made: Make
) -> None:
    person = made()
    sent = invitations.ask_for_reset(session, NOW, person.email, KEY)
    assert sent is not None
    attempt = signing_in.attempt(session, NOW, person.email, PASSWORD)
    found = sessions.alive(session, NOW, attempt.token)
    assert found is not None
    signing_in.change_password(
        session, NOW, found[0], PASSWORD, "nine otters on a quay"
    )
    assert invitations.opened(session, NOW, sent[1], KEY) is None


def test_a_second_factor_is_asked_for_once_it_is_set_up(
    session: Session, made: Make
) -> None:
    person = made()
    app, _ = with_app(session, person)
    sign_in = half(session, person, NOW)
    assert not sign_in.complete
    attempt = signing_in.attempt_code(session, NOW, sign_in, app.at(NOW), SEAL)
    assert attempt.outcome is Outcome.IN
    found = sessions.alive(session, NOW, attempt.token)
    assert found is not None
    assert found[0].complete
    assert sign_in.ended != ""


@pytest.mark.parametrize(("seconds", "taken"), [(-61, 0), (-30, 1), (30, 1), (61, 0)])
def test_a_code_is_good_for_its_step_and_the_ones_beside_it(
    session: Session, made: Make, seconds: int, *, taken: int
) -> None:
    person = made()
    app, _ = with_app(session, person)
    code = app.at(NOW + timedelta(seconds=seconds))
    sign_in = half(session, person, NOW)
    attempt = signing_in.attempt_code(session, NOW, sign_in, code, SEAL)
    assert bool(attempt.token) is bool(taken)


def test_no_code_is_taken_twice(session: Session, made: Make) -> None:
    person = made()
    app, _ = with_app(session, person)
    code = app.at(NOW)
    first = half(session, person, NOW)
    assert signing_in.attempt_code(session, NOW, first, code, SEAL).token
    second = half(session, person, NOW)
    assert signing_in.attempt_code(session, NOW, second, code, SEAL) == REFUSED


def test_each_spare_code_opens_once(session: Session, made: Make) -> None:
    person = made()
    _, spare = with_app(session, person)
    assert len(set(spare)) == 10
    typed = spare[3].upper().replace("-", " ")
    first = half(session, person, NOW)
    assert signing_in.attempt_code(session, NOW, first, typed, SEAL).token
    second = half(session, person, NOW)
    assert signing_in.attempt_code(session, NOW, second, typed, SEAL) == REFUSED


def test_a_half_session_opens_once(session: Session, made: Make) -> None:
    person = made()
    app, spare = with_app(session, person)
    sign_in = half(session, person, NOW)
    code = app.at(NOW)
    assert signing_in.attempt_code(session, NOW, sign_in, code, SEAL).token
    again = signing_in.attempt_code(session, NOW, sign_in, spare[0], SEAL)
    assert again == REFUSED


def test_nobody_is_let_in_for_a_second_factor_that_is_not_set_up(
    session: Session, made: Make
) -> None:
    person = made()
    second_factor.require(session, NOW, "os:root", Role.EDITOR, needed=True)
    attempt = signing_in.attempt(session, NOW, person.email, PASSWORD)
    found = sessions.alive(session, NOW, attempt.token)
    assert found is not None
    assert signing_in.set_up(session, NOW, found[0]) == REFUSED
    app = second_factor.begin()
    code = pyotp.TOTP(app).at(NOW)
    second_factor.confirm(session, NOW, person, app, code=code, seal=SEAL, but=found[0])
    assert signing_in.set_up(session, NOW, found[0]).outcome is Outcome.IN


def test_wrong_codes_count_as_mistakes(session: Session, made: Make) -> None:
    person = made()
    app, _ = with_app(session, person)
    sign_in = half(session, person, NOW)
    for _ in range(5):
        assert signing_in.attempt_code(session, NOW, sign_in, "0", SEAL) == REFUSED
    attempt = signing_in.attempt_code(session, NOW, sign_in, app.at(NOW), SEAL)
    assert attempt == REFUSED


def test_a_role_that_needs_a_second_factor_opens_nothing_before_it_is_set_up(
    session: Session, made: Make
) -> None:
    person = made()
    second_factor.require(session, NOW, "os:root", Role.EDITOR, needed=True)
    attempt = signing_in.attempt(session, NOW, person.email, PASSWORD)
    assert attempt.outcome is Outcome.NEEDS_SETTING_UP
    found = sessions.alive(session, NOW, attempt.token)
    assert found is not None
    assert not found[0].complete
    with_app(session, person)
    assert second_factor.rules(session) == {"editor": True}


def test_a_wrong_code_does_not_set_the_second_factor_up(
    session: Session, made: Make
) -> None:
    person = made()
    with pytest.raises(InvalidInputError) as refused:
        second_factor.confirm(
            session, NOW, person, second_factor.begin(), code="123", seal=SEAL
        )
    assert set(refused.value.problems) == {"code"}
    assert person.totp == ""


def test_the_secret_of_the_app_is_sealed(session: Session, made: Make) -> None:
    person = made()
    app, _ = with_app(session, person)
    assert app.secret not in person.totp
    assert SEAL.open(person.totp) == app.secret


def test_a_lost_second_factor_is_taken_away_with_its_spare_codes(
    session: Session, made: Make
) -> None:
    person = made()
    _, spare = with_app(session, person)
    people.forget_second_factor(session, NOW, "os:root", person)
    assert signing_in.attempt(session, NOW, person.email, PASSWORD).outcome is (
        Outcome.IN
    )
    with_app(session, person)
    sign_in = half(session, person, NOW)
    assert signing_in.attempt_code(session, NOW, sign_in, spare[0], SEAL) == REFUSED


@pytest.mark.parametrize(
    ("purpose", "lasts"),
    [("invite", timedelta(days=7)), ("reset", timedelta(hours=1))],
)
def test_a_link_is_good_once_and_for_its_time(
    session: Session, made: Make, purpose: str, lasts: timedelta
) -> None:
    person = made()
    with saving(session):
        token = invitations.issue(session, NOW, person, purpose, KEY)
    late, just = NOW + lasts, NOW + lasts - SECOND
    assert invitations.opened(session, late, token, KEY) is None
    assert invitations.opened(session, just, token, "another key") is None
    assert invitations.opened(session, just, token + "x", KEY) is None
    assert invitations.take_up(session, just, token, KEY, PASSWORD) is person
    assert invitations.take_up(session, just, token, KEY, PASSWORD) is None


def test_a_new_link_ends_the_one_before(session: Session, made: Make) -> None:
    person = made()
    first = invitations.ask_for_reset(session, NOW, person.email, KEY)
    second = invitations.ask_for_reset(session, NOW, person.email, KEY)
    assert first is not None
    assert second is not None
    assert invitations.opened(session, NOW, first[1], KEY) is None
    assert invitations.opened(session, NOW, second[1], KEY) is not None


def test_a_weak_password_leaves_the_link_good(session: Session, made: Make) -> None:
    person = made()
    link = people.reset(session, NOW, "os:root", person, KEY)
    with pytest.raises(InvalidInputError):
        invitations.take_up(session, NOW, link, KEY, "short")
    assert invitations.opened(session, NOW, link, KEY) is not None


def test_nobody_learns_from_a_forgotten_password_who_has_an_account(
    session: Session, made: Make
) -> None:
    made("Ann", role=Role.ADMINISTRATOR)
    closed = made()
    people.disable(session, NOW, "os:root", closed)
    before = len(events.listed(session))
    assert invitations.ask_for_reset(session, NOW, closed.email, KEY) is None
    assert invitations.ask_for_reset(session, NOW, "x@example.org", KEY) is None
    assert len(events.listed(session)) == before + 2


def test_every_way_in_and_every_refusal_is_on_record(
    session: Session, made: Make
) -> None:
    person = made()
    signing_in.attempt(session, NOW, person.email, PASSWORD)
    signing_in.attempt(session, NOW, person.email, "wrong")
    signing_in.attempt(session, NOW, "x@example.org", "wrong")
    last = [(one.who, one.about, one.what) for one in events.listed(session)[-3:]]
    me = events.name_of(person)
    assert last == [(me, me, "signed-in"), ("", me, "refused"), ("", "", "refused")]
