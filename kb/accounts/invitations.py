"""Links that are sent: to take up an account, or to set a new password. Once each.

A token is signed, so that nobody can guess at rows, and stands for a row that knows
when it ends and whether it was used.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from itsdangerous import BadSignature, Signer
from sqlalchemy import select, update

from kb.accounts import events, passwords, sessions
from kb.accounts.models import Invitation, Person
from kb.db import saving
from kb.errors import InvalidInputError
from kb.moments import written

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

INVITE, RESET = "invite", "reset"
LASTS = {INVITE: timedelta(days=7), RESET: timedelta(hours=1)}


def issue(
    session: Session, now: datetime, person: Person, purpose: str, key: str
) -> str:
    """Make a token within the caller's `saving` block; older ones end."""
    retire(session, now, person)
    token = secrets.token_urlsafe(32)
    session.add(
        Invitation(
            token=sessions.digest(token),
            person_id=person.id,
            purpose=purpose,
            expires=written(now + LASTS[purpose]),
            used="",
        )
    )
    return _signer(key).sign(token).decode()


def retire(session: Session, now: datetime, person: Person) -> None:
    """End every unused link of a person within the caller's `saving` block."""
    session.execute(
        update(Invitation)
        .where(Invitation.person_id == person.id, Invitation.used == "")
        .values(used=written(now))
    )


def opened(
    session: Session, now: datetime, signed: str, key: str
) -> tuple[Invitation, Person] | None:
    """Find what a link stands for, if it is ours, unused and in time."""
    try:
        token = _signer(key).unsign(signed).decode()
    except (BadSignature, UnicodeError):
        return None
    asked = (
        select(Invitation, Person)
        .join(Person, Person.id == Invitation.person_id)
        .where(
            Invitation.token == sessions.digest(token),
            Invitation.used == "",
            Invitation.expires > written(now),
            Person.disabled == "",
            Person.subject.is_(None),
        )
    )
    found = session.execute(asked).one_or_none()
    return (found[0], found[1]) if found else None


def take_up(
    session: Session, now: datetime, signed: str, key: str, password: str
) -> Person | None:
    """Set the password by a link; every session and link of the person ends.

    Gives None when the link is not good (any more), and raises InvalidInputError when
    the password is not.
    """
    found = opened(session, now, signed, key)
    if found is None:
        return None
    wrong = passwords.problems(password, found[1])
    if wrong:
        raise InvalidInputError({"password": "; ".join(wrong)})
    kept = passwords.hashed(password)
    with saving(session):
        found = opened(session, now, signed, key)
        if found is None:
            return None
        invitation, person = found
        person.password, person.failures, person.locked_until = kept, 0, ""
        retire(session, now, person)
        sessions.close_all(session, now, person)
        name = events.name_of(person)
        events.note(session, now, name, name, "password", detail=invitation.purpose)
    return person


def ask_for_reset(
    session: Session, now: datetime, email: str, key: str
) -> tuple[Person, str] | None:
    """Make a token for whoever says that a password was forgotten; None if nobody.

    Whoever comes through OpenID Connect has no password here. Either way a line is
    written, so that the answer takes as long.
    """
    asked = select(Person).where(
        Person.email == email.strip().lower(),
        Person.disabled == "",
        Person.subject.is_(None),
    )
    with saving(session):
        person = session.scalar(asked)
        about = events.name_of(person) if person else ""
        events.note(session, now, "", about, "asked-for-reset")
        if person is None:
            return None
        return person, issue(session, now, person, RESET, key)


def _signer(key: str) -> Signer:
    return Signer(key, salt="kb invitation")
