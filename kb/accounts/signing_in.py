"""Coming in by e-mail and password, and then perhaps a code.

Whoever may not come in gets one answer, and it takes the same work: no account, a
closed or locked one, and a wrong password cannot be told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.accounts import (
    events,
    invitations,
    passwords,
    people,
    second_factor,
    sessions,
)
from kb.accounts.models import Person
from kb.db import saving
from kb.errors import InvalidInputError
from kb.moments import written

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.accounts.models import SignIn
    from kb.sealing import Seal

#: After so many mistakes the account rests, each time twice as long.
MISTAKES = 5
REST, LONGEST_REST = timedelta(minutes=15), timedelta(hours=24)


class Outcome(StrEnum):
    """What came of an attempt."""

    REFUSED = "refused"
    NEEDS_CODE = "needs a code"
    NEEDS_SETTING_UP = "needs a second factor first"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of an attempt, and the token for the cookie unless it was refused."""

    outcome: Outcome
    token: str = ""


REFUSED = Attempt(Outcome.REFUSED)


def attempt(
    session: Session, now: datetime, email: str, password: str, device: str = ""
) -> Attempt:
    """Try an e-mail address and a password."""
    person = people.by_email(session, email)
    kept = person.password if person else ""
    session.rollback()  # comparing takes a while; what changes meanwhile must count
    right = passwords.matches(kept, password)
    if person is None:
        _note_stranger(session, now)
        return REFUSED
    with saving(session):
        if not right or person.password != kept or _is_shut(person, now):
            _mistake(session, now, person)
            return REFUSED
        outcome = _comes_next(session, person)
        complete = outcome is Outcome.IN
        if complete:
            _arrived(session, now, person)
        token = sessions.begin(session, now, person, complete=complete, device=device)
    _renew(session, person, kept, password)
    return Attempt(outcome, token)


def attempt_code(
    session: Session, now: datetime, sign_in: SignIn, code: str, seal: Seal
) -> Attempt:
    """Try a code for a session that still lacks it; the answer has a new token."""
    with saving(session):
        person = session.get_one(Person, sign_in.person_id)
        shut = sign_in.ended or _is_shut(person, now)
        if shut or not second_factor.accept(session, now, person, code, seal):
            _mistake(session, now, person)
            return REFUSED
        _arrived(session, now, person)
        token = sessions.complete(session, now, sign_in, person)
    return Attempt(Outcome.IN, token)


def set_up(session: Session, now: datetime, sign_in: SignIn) -> Attempt:
    """Let somebody in who has just set up the second factor that was asked for."""
    with saving(session):
        person = session.get_one(Person, sign_in.person_id)
        if sign_in.ended or person.disabled or not person.totp:
            return REFUSED
        _arrived(session, now, person)
        token = sessions.complete(session, now, sign_in, person)
    return Attempt(Outcome.IN, token)


def change_password(
    session: Session, now: datetime, sign_in: SignIn, old: str, new: str
) -> None:
    """Set another password, knowing the old one; every other session ends.

    Raises InvalidInputError that names the field `old` or `new`.
    """
    person = session.get_one(Person, sign_in.person_id)
    if not knows(session, now, person, old):
        raise InvalidInputError({"old": "is not your password of now"})
    if wrong := passwords.problems(new, person):
        raise InvalidInputError({"new": "; ".join(wrong)})
    kept = passwords.hashed(new)
    with saving(session):
        person.password = kept
        invitations.retire(session, now, person)
        sessions.close_all(session, now, person, but=sign_in)
        name = events.name_of(person)
        events.note(session, now, name, name, "password", detail="changed")


def knows(session: Session, now: datetime, person: Person, password: str) -> bool:
    """Say whether somebody who is signed in knows the password; mistakes count."""
    kept = person.password
    session.rollback()
    right = passwords.matches(kept, password)
    with saving(session):
        known = right and person.password == kept and not _is_shut(person, now)
        if not known:
            _mistake(session, now, person)
    return known


def _comes_next(session: Session, person: Person) -> Outcome:
    """Say what somebody with the right password still has to do."""
    if person.totp:
        return Outcome.NEEDS_CODE
    needed = second_factor.required(session, person)
    return Outcome.NEEDS_SETTING_UP if needed else Outcome.IN


def _is_shut(person: Person, now: datetime) -> bool:
    return bool(person.disabled) or person.locked_until > written(now)


def _renew(session: Session, person: Person, kept: str, password: str) -> None:
    """Keep a password anew when it was hashed with weaker settings."""
    if not passwords.outdated(kept):
        return
    anew = passwords.hashed(password)
    with saving(session):
        if person.password == kept:
            person.password = anew


def _mistake(session: Session, now: datetime, person: Person) -> None:
    """Count a mistake within the caller's `saving` block; at the fifth, rest."""
    name = events.name_of(person)
    if not _is_shut(person, now):
        person.failures += 1
        rests, over = divmod(person.failures, MISTAKES)
        if not over:
            rest = min(REST * 2 ** min(rests - 1, 10), LONGEST_REST)
            person.locked_until = written(now + rest)
            events.note(session, now, "", name, "locked")
    events.note(session, now, "", name, "refused")


def _note_stranger(session: Session, now: datetime) -> None:
    """Write as much as for a mistake, so that it takes as long."""
    with saving(session):
        events.note(session, now, "", "", "refused", detail="no such account")


def _arrived(session: Session, now: datetime, person: Person) -> None:
    """Forget mistakes, and note who came, within the caller's `saving` block."""
    person.failures, person.locked_until = 0, ""
    name = events.name_of(person)
    events.note(session, now, name, name, "signed-in")
