"""Coming in through an identity provider of the board's (OpenID Connect).

The provider says who somebody is and to which groups they belong, and KB_OIDC_ROLES
which of these groups has which role here. What the provider says rules at each
sign-in: a role that is gone there is gone here. It never opens a closed account.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.access import Role
from kb.accounts import events, invitations, people, second_factor, sessions
from kb.accounts.models import Person
from kb.accounts.signing_in import Attempt, Outcome
from kb.db import saving
from kb.errors import NotLetInError, SettingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

_LONGEST_SUBJECT, _LONGEST_NAME = 400, 200
#: What `amr` holds when the provider asked for more than a password (RFC 8176).
_MORE = "mfa"

NO_SUBJECT = "The provider did not say who you are."
NO_ROLE = (
    "You are known, but none of your groups has a role here. Ask whoever looks after"
    " your groups, or whoever runs the library."
)
CLOSED = "Your account here is closed. Ask whoever runs the library."
NOT_A_PERSON = "The provider did not give a name and an e-mail address of yours."
TAKEN = (
    "There is an account with your e-mail address already, and it cannot be joined to"
    " this sign-in. Ask whoever runs the library."
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the provider says of somebody, its signature checked."""

    subject: str
    email: str
    vouched: bool | None
    """Whether the address was checked; None when the provider does not say."""
    name: str
    groups: frozenset[str]
    with_more: bool
    """Whether a second factor was asked for."""


def told(claims: Mapping[str, object], groups_claim: str) -> Told:
    """Read the claims of a token; what is not as it should be counts as not said."""
    issuer, subject = _text(claims, "iss"), _text(claims, "sub")
    email = _text(claims, "email").lower()
    name = _text(claims, "name") or _text(claims, "preferred_username") or email
    vouched = claims.get("email_verified")
    return Told(
        subject=f"{issuer} {subject}" if issuer and subject else "",
        email=email,
        vouched=vouched if isinstance(vouched, bool) else None,
        name=" ".join(name.split())[:_LONGEST_NAME],
        groups=_texts(claims.get(groups_claim)),
        with_more=_MORE in _texts(claims.get("amr")),
    )


def known_roles(given: Mapping[str, str]) -> dict[str, Role]:
    """Read KB_OIDC_ROLES; raise SettingError for a role that there is not."""
    strange = sorted(set(given.values()) - set(Role))
    if strange:
        message = (
            f"KB_OIDC_ROLES names {', '.join(strange)}, but the roles are"
            f" {', '.join(Role)}."
        )
        raise SettingError(message)
    return {group: Role(role) for group, role in given.items()}


def arrive(
    session: Session,
    now: datetime,
    told: Told,
    roles: Mapping[str, Role],
    device: str = "",
) -> Attempt:
    """Let somebody in whom the provider vouches for; raise NotLetInError otherwise.

    The first group of KB_OIDC_ROLES to which the person belongs gives the role.
    """
    role = next((roles[group] for group in roles if group in told.groups), None)
    with saving(session):
        person, reason = _settled(session, now, told, role)
        _note(session, now, person, reason)
    if person is None or reason:
        raise NotLetInError(reason)
    outcome = _outcome(session, person, told)
    complete = outcome is Outcome.IN
    token = sessions.start(session, now, person, complete=complete, device=device)
    if complete:
        with saving(session):
            name = events.name_of(person)
            events.note(session, now, name, name, "signed-in", detail="OpenID Connect")
    return Attempt(outcome, token)


def _settled(
    session: Session, now: datetime, told: Told, role: Role | None
) -> tuple[Person | None, str]:
    """Bring the account up to date; give it, and why it does not open, if it does."""
    if not told.subject or len(told.subject) > _LONGEST_SUBJECT:
        return None, NO_SUBJECT
    person = session.scalar(select(Person).where(Person.subject == told.subject))
    if role is None:
        if person is not None:
            sessions.close_all(session, now, person)
        return person, NO_ROLE
    if person is None:
        return _first_time(session, now, told, role)
    if person.disabled:
        return person, CLOSED
    _follow(session, now, person, told, role)
    return person, ""


def _first_time(
    session: Session, now: datetime, told: Told, role: Role
) -> tuple[Person | None, str]:
    """Make an account, or join the one with the same address if nothing changes."""
    if told.vouched is False or people.wrong(told.email, told.name, role):
        return None, NOT_A_PERSON
    person = people.by_email(session, told.email)
    if person is None:
        person = people.enter(
            session,
            now,
            email=told.email,
            name=told.name,
            role=role,
            subject=told.subject,
        )
        name = events.name_of(person)
        events.note(session, now, name, name, "joined", detail=role)
        return person, ""
    if person.disabled:
        return person, CLOSED
    if not told.vouched or person.subject or person.role != role:
        return person, TAKEN
    person.subject, person.password = told.subject, ""
    sessions.close_all(session, now, person)
    invitations.retire(session, now, person)
    name = events.name_of(person)
    events.note(session, now, name, name, "joined", detail="OpenID Connect")
    return person, ""


def _follow(
    session: Session, now: datetime, person: Person, told: Told, role: Role
) -> None:
    """Take over what changed; with another role, sessions end and groups go."""
    email = told.email if told.vouched is not False else person.email
    if not people.wrong(email, told.name, role):
        person.name = told.name
        if people.by_email(session, email) is None:
            person.email = email
    if person.role != role:
        detail = f"{person.role} to {role}; groups {person.groups or 'none'} to none"
        person.role, person.groups = role, ""
        sessions.close_all(session, now, person)
        name = events.name_of(person)
        events.note(session, now, "", name, "role", detail=detail)


def _outcome(session: Session, person: Person, told: Told) -> Outcome:
    """Ask for the second factor here, unless the provider asked for one."""
    if told.with_more:
        return Outcome.IN
    if person.totp:
        return Outcome.NEEDS_CODE
    needed = second_factor.required(session, person)
    return Outcome.NEEDS_SETTING_UP if needed else Outcome.IN


def _note(session: Session, now: datetime, person: Person | None, reason: str) -> None:
    if reason:
        about = events.name_of(person) if person else ""
        events.note(session, now, "", about, "refused", detail=f"OIDC: {reason}")


def _text(claims: Mapping[str, object], name: str) -> str:
    found = claims.get(name)
    return found.strip() if isinstance(found, str) and found.isprintable() else ""


def _texts(found: object) -> frozenset[str]:
    """Read a list of texts, or a single one."""
    many = found if isinstance(found, list | tuple) else [found]
    return frozenset(one for one in many if isinstance(one, str))
