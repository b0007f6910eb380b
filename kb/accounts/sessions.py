"""Sessions: a cookie opens one only while its row lives.

The cookie holds a random token and the table its SHA-256, so a copy of the database
opens nothing, and a copied cookie is dead once the row has ended.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import SQLAlchemyError

from kb.access import Role, reader_for, sees_restricted
from kb.accounts.models import Person, SignIn
from kb.db import saving
from kb.moments import read, written

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: How long a session lasts unused, and at most: for who reads restricted documents.
IDLE, MOST = timedelta(minutes=30), timedelta(hours=12)
#: The same for everybody else.
IDLE_OPEN, MOST_OPEN = timedelta(hours=12), timedelta(days=14)
#: How long somebody has for the second factor.
PATIENCE = timedelta(minutes=10)
_TO_THE_MINUTE = timedelta(minutes=1)
_DEVICE = 100
#: Asked for every page that somebody looks at, so it is put together once.
_OPEN = (
    select(SignIn, Person)
    .join(Person, Person.id == SignIn.person_id)
    .where(
        SignIn.token == bindparam("token"), SignIn.ended == "", Person.disabled == ""
    )
)


def start(
    session: Session, now: datetime, person: Person, *, complete: bool, device: str = ""
) -> str:
    """Begin a session and give the token for its cookie."""
    with saving(session):
        return begin(session, now, person, complete=complete, device=device)


def begin(
    session: Session, now: datetime, person: Person, *, complete: bool, device: str = ""
) -> str:
    """Begin a session within the caller's `saving` block."""
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            token=digest(token),
            person_id=person.id,
            started=written(now),
            seen=written(now),
            complete=complete,
            device=device[:_DEVICE],
        )
    )
    return token


def alive(session: Session, now: datetime, token: str) -> tuple[SignIn, Person] | None:
    """Find the session of a cookie and its person, if both are still good."""
    found = session.execute(_OPEN, {"token": digest(token)}).one_or_none()
    if found is None or _is_over(found[0], found[1], now):
        return None
    if now - read(found[0].seen) >= _TO_THE_MINUTE:
        _mark(session, found[0], now)
    return found[0], found[1]


def _mark(session: Session, sign_in: SignIn, now: datetime) -> None:
    """Note when it was used; where that cannot be written it ends the sooner.

    Nobody is kept from withdrawing a document because the disk is full.
    """
    try:
        with saving(session):
            sign_in.seen = written(now)
    except SQLAlchemyError:
        session.rollback()


def complete(session: Session, now: datetime, sign_in: SignIn, person: Person) -> str:
    """End a half session and begin a whole one within the caller's `saving` block."""
    sign_in.ended = written(now)
    return begin(session, now, person, complete=True, device=sign_in.device)


def end(session: Session, now: datetime, sign_in: SignIn) -> None:
    """End one session."""
    with saving(session):
        sign_in.ended = written(now)


def close_all(
    session: Session, now: datetime, person: Person, but: SignIn | None = None
) -> None:
    """End every session of a person within the caller's `saving` block."""
    ended = update(SignIn).where(SignIn.person_id == person.id, SignIn.ended == "")
    if but is not None:
        ended = ended.where(SignIn.id != but.id)
    session.execute(ended.values(ended=written(now)))


def end_all(
    session: Session, now: datetime, person: Person, but: SignIn | None = None
) -> None:
    """End every session of a person, or all but one."""
    with saving(session):
        close_all(session, now, person, but)


def of(session: Session, now: datetime, person: Person) -> tuple[SignIn, ...]:
    """List the living sessions of a person, the last used first."""
    asked = (
        select(SignIn)
        .where(SignIn.person_id == person.id, SignIn.ended == "", SignIn.complete)
        .order_by(SignIn.seen.desc(), SignIn.id.desc())
    )
    found = session.scalars(asked)
    return tuple(one for one in found if not _is_over(one, person, now))


def digest(token: str) -> str:
    """Give what is kept of a token."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _is_over(sign_in: SignIn, person: Person, now: datetime) -> bool:
    """Say whether time has ended a session."""
    if not sign_in.complete:
        return now - read(sign_in.started) >= PATIENCE
    # Whoever belongs to a group reads what is restricted, whatever it is called.
    groups = person.groups.split()
    strict = sees_restricted(reader_for("", Role(person.role), groups, groups))
    idle, most = (IDLE, MOST) if strict else (IDLE_OPEN, MOST_OPEN)
    return now - read(sign_in.seen) >= idle or now - read(sign_in.started) >= most
