"""The tables of how documents came to say what they say.

Texts are sealed (`kb.sealing`): no word of a document stands in the database, so what
is withdrawn has nothing to leave behind in its pages, and a copy of it tells nothing.
Moments are texts in UTC, as in `kb.accounts.models`.
"""

from __future__ import annotations

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kb.db import Base


class Revision(Base):
    """One state of one document: what it said from a moment on, and who saw to it."""

    __tablename__ = "revision"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's way

    id: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str] = mapped_column(String(200), index=True)
    at: Mapped[str] = mapped_column(String(32))
    who: Mapped[str] = mapped_column(String(200))
    """`person:UID`, `os:NAME`, or `found` for what was changed outside (with git)."""
    fingerprint: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the file."""
    before: Mapped[str] = mapped_column(String(64), default="")
    """Fingerprint of the file that it took the place of; empty for a new one."""
    source: Mapped[str] = mapped_column()
    """The whole file, sealed; empty once it was erased."""
    audience: Mapped[str] = mapped_column(String(80))
    """Who could read it then: `editors` for all that was not published."""
    status: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(default="")
    """Why, in the words of who did it, sealed."""
    closed: Mapped[bool] = mapped_column(default=False)
    """True when a later edit took something out that must not be read again."""
    state: Mapped[str] = mapped_column(String(20))
    """`intended` until the file is written, then `done`; `dropped` if it never was."""
    proposal_id: Mapped[int | None] = mapped_column()
    """The proposal that was signed off, where one was needed."""


class Draft(Base):
    """What somebody is typing, kept as typed; one per person and document."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("uid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32))
    """A random name for addresses."""
    person: Mapped[str] = mapped_column(String(200), index=True)
    """`person:UID`."""
    folder: Mapped[str] = mapped_column(String(20))
    slug: Mapped[str] = mapped_column(default="")
    """Sealed id of the document; of a new one, as typed so far."""
    base: Mapped[str] = mapped_column(String(64), default="")
    """Fingerprint of the file that it began from; empty for a new document."""
    typed: Mapped[str] = mapped_column()
    """The fields of the form as JSON, sealed."""
    saved: Mapped[str] = mapped_column(String(32))


class Proposal(Base):
    """A text that waits for a second person before it is shown."""

    __tablename__ = "proposal"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's way

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    document: Mapped[str] = mapped_column(String(200), index=True)
    base: Mapped[str] = mapped_column(String(64))
    """Fingerprint of the file that it would replace; empty for a new one."""
    source: Mapped[str] = mapped_column()
    """The whole file to be, sealed."""
    fingerprint: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(200))
    """`person:UID` of the writer."""
    at: Mapped[str] = mapped_column(String(32))
    note: Mapped[str] = mapped_column(default="")
    """What the writer says of it, sealed."""
    findings: Mapped[str] = mapped_column(default="")
    """JSON, sealed: every finding of the identifier check, and why it may stay."""
    clearance: Mapped[str] = mapped_column(default="")
    """Who cleared publication in law (court, police, family), and when; sealed."""
    closes_old: Mapped[bool] = mapped_column(default=False)
    """True when older revisions must not be read again."""
    state: Mapped[str] = mapped_column(String(20))
    """waiting, signed, sent-back, taken-back or overtaken."""
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    decided_at: Mapped[str] = mapped_column(String(32), default="")
    decision_note: Mapped[str] = mapped_column(default="")
    """Sealed."""


class Reminder(Base):
    """A reminder that was sent, so that it is sent once."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("document", "what", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(String(40))
    day: Mapped[str] = mapped_column(String(10))
    """The day that it reminds of."""
    at: Mapped[str] = mapped_column(String(32))
