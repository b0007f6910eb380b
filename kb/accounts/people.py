"""Who has an account, with which role; and what may happen to an account.

`by` names who does it, for the record: `person:UID`, or `os:NAME` on the command line.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, or_, select

from kb.access import Role
from kb.accounts import events, invitations, sessions
from kb.accounts.models import Person, RecoveryCode
from kb.db import saving
from kb.errors import InvalidInputError
from kb.moments import written

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(\.[^@\s,;<>\".]+)+")
_LONGEST_EMAIL, _LONGEST_NAME = 254, 200


def invite(
    session: Session,
    now: datetime,
    by: str,
    *,
    email: str,
    name: str,
    role: str,
    agency: str,
    key: str,
    groups: Iterable[str] = (),
) -> tuple[Person, str]:
    """Make an account without a password, and the token of the link that sets one."""
    email, name = email.strip().lower(), " ".join(name.split())
    _refuse(wrong(email, name, role))
    with saving(session):
        if by_email(session, email):
            _refuse({"email": "has an account already"})
        person = enter(
            session,
            now,
            email=email,
            name=name,
            role=role,
            agency=agency,
            groups=groups,
        )
        token = invitations.issue(session, now, person, invitations.INVITE, key)
        events.note(session, now, by, events.name_of(person), "invited", detail=role)
    return person, token


def enter(
    session: Session,
    now: datetime,
    *,
    email: str,
    name: str,
    role: str,
    agency: str = "",
    groups: Iterable[str] = (),
    subject: str | None = None,
) -> Person:
    """Make an account within the caller's `saving` block, from what is not `wrong`."""
    person = Person(
        uid=secrets.token_hex(8),
        email=email,
        name=name,
        role=role,
        agency=agency,
        groups=" ".join(sorted(set(groups))),
        subject=subject,
        created=written(now),
        **_FRESH,
    )
    session.add(person)
    session.flush()
    return person


def wrong(email: str, name: str, role: str) -> dict[str, str]:
    """Say, by field, what is wrong with what is known of somebody."""
    fine = {
        "email": len(email) <= _LONGEST_EMAIL
        and email.isascii()
        and email.isprintable()
        and bool(_EMAIL.fullmatch(email)),
        "name": 0 < len(name) <= _LONGEST_NAME and name.isprintable(),
        "role": role in set(Role),
    }
    said = {
        "email": "must be an address of e-mail in plain letters: jo@example.org",
        "name": f"must have 1 to {_LONGEST_NAME} characters",
        "role": f"must be one of {', '.join(Role)}",
    }
    return {field: said[field] for field, right in fine.items() if not right}


def listed(session: Session) -> tuple[Person, ...]:
    """List everybody, by name."""
    return tuple(session.scalars(select(Person).order_by(Person.name, Person.id)))


def open_accounts(session: Session) -> frozenset[str]:
    """Name everybody whose account is open, as the records do."""
    uids = session.scalars(select(Person.uid).where(Person.disabled == ""))
    return frozenset(f"person:{uid}" for uid in uids)


def find(session: Session, uid: str) -> Person | None:
    """Find somebody by the random name in an address."""
    return session.scalar(select(Person).where(Person.uid == uid))


def by_email(session: Session, email: str) -> Person | None:
    """Find somebody by the address of their e-mail."""
    asked = email.strip().lower()
    known = asked if asked.isprintable() else ""  # others no database can be asked for
    return session.scalar(select(Person).where(Person.email == known))


def change_role(
    session: Session,
    now: datetime,
    by: str,
    person: Person,
    *,
    role: str,
    agency: str,
    groups: Iterable[str] = (),
) -> None:
    """Give somebody another role, agency or groups; all their sessions end."""
    wanted = " ".join(sorted(set(groups)))
    with saving(session):
        _refuse(wrong(person.email, person.name, role))
        _not_oneself(by, person, "role")
        if role != Role.ADMINISTRATOR:
            _not_the_last(session, person, "role")
        if (person.role, person.agency, person.groups) == (role, agency, wanted):
            return
        detail = f"{person.role} to {role}"
        if person.groups != wanted:
            detail += f"; groups {person.groups or 'none'} to {wanted or 'none'}"
        person.role, person.agency, person.groups = role, agency, wanted
        sessions.close_all(session, now, person)
        events.note(session, now, by, events.name_of(person), "role", detail=detail)


def disable(session: Session, now: datetime, by: str, person: Person) -> None:
    """Close an account at once; what the person did stays on record."""
    with saving(session):
        _not_oneself(by, person, "account")
        _not_the_last(session, person, "account")
        person.disabled = person.disabled or written(now)
        sessions.close_all(session, now, person)
        invitations.retire(session, now, person)
        events.note(session, now, by, events.name_of(person), "disabled")


def enable(session: Session, now: datetime, by: str, person: Person) -> None:
    """Open a closed account again; the person sets a new password."""
    with saving(session):
        if not person.disabled:
            return
        person.disabled = person.password = ""
        events.note(session, now, by, events.name_of(person), "enabled")


def reset(session: Session, now: datetime, by: str, person: Person, key: str) -> str:
    """End all sessions, forget the password, and give the token for a new one.

    Whoever came through OpenID Connect comes with that password from then on.
    """
    with saving(session):
        person.password, person.failures, person.locked_until = "", 0, ""
        person.subject = None
        sessions.close_all(session, now, person)
        token = invitations.issue(session, now, person, invitations.RESET, key)
        events.note(session, now, by, events.name_of(person), "reset")
    return token


def forget_second_factor(
    session: Session, now: datetime, by: str, person: Person
) -> None:
    """Take the second factor away, for somebody who lost it; all sessions end."""
    with saving(session):
        person.totp, person.totp_step = "", 0
        session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
        sessions.close_all(session, now, person)
        name = events.name_of(person)
        events.note(session, now, by, name, "second-factor", detail="taken away")


def sign_out(session: Session, now: datetime, by: str, person: Person) -> None:
    """End every session of somebody, and put it on record."""
    with saving(session):
        sessions.close_all(session, now, person)
        events.note(session, now, by, events.name_of(person), "signed-out")


#: What a new account begins with.
_FRESH = {
    "password": "",
    "totp": "",
    "totp_step": 0,
    "failures": 0,
    "locked_until": "",
    "disabled": "",
}


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise InvalidInputError(problems)


def _not_oneself(by: str, person: Person, field: str) -> None:
    if by == events.name_of(person):
        _refuse({field: "is your own; ask another administrator"})


def _not_the_last(session: Session, person: Person, field: str) -> None:
    """Keep at least one administrator who can come in, or is about to for the first."""
    if person.role != Role.ADMINISTRATOR or person.disabled:
        return
    others = select(func.count()).where(
        Person.role == Role.ADMINISTRATOR, Person.disabled == "", Person.id != person.id
    )
    if person.password or person.subject:
        able = or_(Person.password != "", Person.subject.is_not(None))
        others = others.where(able)
    if not session.scalar(others):
        message = "is the last administrator's; make another administrator first"
        _refuse({field: message})
