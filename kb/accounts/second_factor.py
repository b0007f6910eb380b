"""The second factor: a code from an app on a phone (TOTP, RFC 6238), or a spare one.

Spare codes are random (80 bits), so a plain SHA-256 of them is enough to keep.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pyotp
from sqlalchemy import delete, select, update

from kb.accounts import events, sessions
from kb.accounts.models import Person, RecoveryCode, RoleRule, SignIn
from kb.db import saving
from kb.errors import InvalidInputError
from kb.moments import written

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.sealing import Seal

SPARE_CODES = 10
STEP = 30  #: seconds for which a code is shown
_GROUPS = 4


def begin() -> str:
    """Make a secret that an app can be set up with."""
    return pyotp.random_base32()


def uri(secret: str, person: Person, site: str) -> str:
    """Give what the QR code says."""
    return pyotp.TOTP(secret, name=person.email, issuer=site).provisioning_uri()


def confirm(
    session: Session,
    now: datetime,
    person: Person,
    secret: str,
    *,
    code: str,
    seal: Seal,
    but: SignIn | None = None,
) -> tuple[str, ...]:
    """Set the second factor up once the app shows the right code; give spare codes.

    Every other session of the person ends. Raises InvalidInputError for a wrong code.
    """
    step = step_of(secret, code, now)
    if step is None:
        message = "is not the code that the app shows now; look again and type it"
        raise InvalidInputError({"code": message})
    spare = tuple(_spare() for _ in range(SPARE_CODES))
    with saving(session):
        person.totp, person.totp_step = seal.close(secret), step
        session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
        session.add_all(
            RecoveryCode(person_id=person.id, code=sessions.digest(_bare(one)), used="")
            for one in spare
        )
        sessions.close_all(session, now, person, but)
        name = events.name_of(person)
        events.note(session, now, name, name, "second-factor", detail="set up")
    return spare


def accept(
    session: Session, now: datetime, person: Person, code: str, seal: Seal
) -> bool:
    """Take a code of the app or a spare one, each once, within the caller's block."""
    step = step_of(seal.open(person.totp), code, now) if person.totp else None
    if step is not None and step > person.totp_step:
        person.totp_step = step
        return True
    asked = select(RecoveryCode).where(
        RecoveryCode.person_id == person.id,
        RecoveryCode.used == "",
        RecoveryCode.code == sessions.digest(_bare(code)),
    )
    spare = session.scalar(asked)
    if spare is None:
        return False
    spare.used = written(now)
    return True


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """Find the time step to which a code belongs: this one, or the one beside it."""
    bare = _bare(code)
    this = int(now.timestamp()) // STEP
    totp = pyotp.TOTP(secret, interval=STEP)
    for step in (this, this - 1, this + 1):
        if secrets.compare_digest(
            totp.at(step * STEP).encode(), bare.encode("utf-8", "replace")
        ):
            return step
    return None


def required(session: Session, person: Person) -> bool:
    """Say whether the role of a person asks for a second factor."""
    rule = session.get(RoleRule, person.role)
    return bool(rule and rule.second_factor)


def rules(session: Session) -> dict[str, bool]:
    """Give what is asked of each role that something was decided for."""
    return {rule.role: rule.second_factor for rule in session.scalars(select(RoleRule))}


def require(
    session: Session, now: datetime, by: str, role: str, *, needed: bool
) -> None:
    """Ask everybody with a role for a second factor, or no longer.

    The sessions of whoever has none end: at the next sign-in they set one up, before
    anything else opens.
    """
    with saving(session):
        session.merge(RoleRule(role=role, second_factor=needed))
        if needed:
            _end_without(session, now, role)
        detail = f"{role}: {'needed' if needed else 'not needed'}"
        events.note(session, now, by, "", "second-factor", detail=detail)


def _end_without(session: Session, now: datetime, role: str) -> None:
    """End the sessions of everybody with a role who has no second factor."""
    lacking = select(Person.id).where(Person.role == role, Person.totp == "")
    whole = update(SignIn).where(SignIn.complete, SignIn.ended == "")
    ended = whole.where(SignIn.person_id.in_(lacking))
    session.execute(ended.values(ended=written(now)))


def _spare() -> str:
    """Make a code such as abcd-efgh-ijkl-mnop that is easy to copy from paper."""
    letters = "abcdefghijkmnpqrstuvwxyz23456789"
    return "-".join(
        "".join(secrets.choice(letters) for _ in range(4)) for _ in range(_GROUPS)
    )


def _bare(code: str) -> str:
    """Leave out what people put between the signs of a code."""
    return "".join(c for c in code.lower() if c.isalnum())
