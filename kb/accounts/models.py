"""The tables about people: who they are, how they get in, and what is kept of it.

Moments are texts in UTC such as 2026-01-31T09:30:00+00:00, so that they sort.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kb.db import Base


class Person(Base):
    """Somebody with an account."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    """A random name for addresses and records; it says nothing of the person."""
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """In lower case."""
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(40))
    """One of `kb.access.Role`."""
    agency: Mapped[str] = mapped_column(String(80))
    """An agency of library.yaml; empty for staff of the board itself."""
    groups: Mapped[str] = mapped_column(String(1000), default="")
    """Added audiences of library.yaml that the person belongs to, with spaces."""
    password: Mapped[str] = mapped_column(String(200), default="")
    """Argon2id hash; empty until an invitation was taken up, or with OpenID Connect."""
    totp: Mapped[str] = mapped_column(String(400), default="")
    """Sealed secret of the second factor (`kb.sealing`); empty when there is none."""
    totp_step: Mapped[int] = mapped_column(default=0)
    """The last time step whose code was used: no code is taken twice."""
    failures: Mapped[int] = mapped_column(default=0)
    """Wrong passwords and codes since the last right one."""
    locked_until: Mapped[str] = mapped_column(String(32), default="")
    subject: Mapped[str | None] = mapped_column(String(400), unique=True)
    """`issuer subject` of OpenID Connect, for who signs in that way."""
    created: Mapped[str] = mapped_column(String(32))
    disabled: Mapped[str] = mapped_column(String(32), default="")
    """When the account was closed; empty while it is open."""


class SignIn(Base):
    """One session: a cookie opens it only while this row lives."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token in the cookie, in hexadecimal."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    started: Mapped[str] = mapped_column(String(32))
    seen: Mapped[str] = mapped_column(String(32))
    """When it was last used, to the minute."""
    complete: Mapped[bool] = mapped_column()
    """False while the second factor is still to come."""
    ended: Mapped[str] = mapped_column(String(32), default="")
    device: Mapped[str] = mapped_column(String(100), default="")
    """Browser and system in a few words, for the list of one's own sessions."""


class RecoveryCode(Base):
    """A code that stands in once for the second factor."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code: Mapped[str] = mapped_column(String(200))
    """Hash of the code."""
    used: Mapped[str] = mapped_column(String(32), default="")


class Invitation(Base):
    """A link that was sent, to take up an account or to set a new password; once."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token in the link."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    """`invite` or `reset`."""
    expires: Mapped[str] = mapped_column(String(32))
    used: Mapped[str] = mapped_column(String(32), default="")


class RoleRule(Base):
    """What the administrator asks of everybody with a role."""

    __tablename__ = "role_rule"

    role: Mapped[str] = mapped_column(String(40), primary_key=True)
    second_factor: Mapped[bool] = mapped_column(default=False)


class Event(Base):
    """Something that happened to an account; only ever added to."""

    __tablename__ = "account_log"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's way

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(String(32))
    who: Mapped[str] = mapped_column(String(200))
    """`person:UID`, `os:NAME` on the command line, or empty when nobody signed in."""
    about: Mapped[str] = mapped_column(String(200))
    """`person:UID` of whose account it is; empty when there is none."""
    what: Mapped[str] = mapped_column(String(40))
    """Such as signed-in, refused, role, disabled, invited, second-factor."""
    detail: Mapped[str] = mapped_column(String(200), default="")
    """Such as `editor to trainer`; no address of e-mail, no words of a document."""


class Read(Base):
    """One reading of one restricted document: no titles and no words of it."""

    __tablename__ = "read_log"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's way

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(String(32))
    """When, in UTC: 2026-01-31T09:30:00+00:00."""
    who: Mapped[str] = mapped_column(String(200))
    """`person:UID`, or `os:jane` for who is signed in to the machine."""
    how: Mapped[str] = mapped_column(String(20))
    """What showed it: search, show, export, edit."""
    document: Mapped[str] = mapped_column(String(200))
    """Key of the document, such as reports/leeds-2013."""
    audience: Mapped[str] = mapped_column(String(80))
    """The audience that the document had at that moment."""
