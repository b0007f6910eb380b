"""The tables of training: packs, runs, feedback, and who was briefed.

Moments are texts in UTC, as in `kb.accounts.models`. What people write is sealed, but
for where a course was given and by whom.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kb.db import Base


class PackRow(Base):
    """A course pack as it stands now."""

    __tablename__ = "pack"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's way

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    """A random name for addresses and records."""
    maker: Mapped[str] = mapped_column(String(200), index=True)
    """`person:UID` of whose pack it is."""
    agency: Mapped[str] = mapped_column(String(80), default="")
    """The maker's agency; empty for staff of the board."""
    shared: Mapped[str] = mapped_column(String(20))
    """One of `kb.access.Shared`."""
    audience: Mapped[str] = mapped_column(String(80))
    """The narrowest audience that any document had when it was put in."""
    body: Mapped[str] = mapped_column()
    """The pack as JSON (`kb.training.pack`), sealed."""
    turn: Mapped[int] = mapped_column(default=0)
    """How many changes there were: who saw an older one is told."""
    created: Mapped[str] = mapped_column(String(32))
    changed: Mapped[str] = mapped_column(String(32))
    used: Mapped[str] = mapped_column(String(32), default="")
    """When it was last taken out or run; empty for never."""
    removed: Mapped[str] = mapped_column(String(32), default="")
    """When its maker removed it; its runs stay."""


class PackVersion(Base):
    """A pack as it was when it was kept, taken out or run; only ever added to."""

    __tablename__ = "pack_version"
    __table_args__ = (
        UniqueConstraint("pack_id", "number"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pack_id: Mapped[int] = mapped_column(ForeignKey("pack.id"), index=True)
    number: Mapped[int] = mapped_column()
    """1, 2 ... within the pack."""
    at: Mapped[str] = mapped_column(String(32))
    who: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(String(20))
    """kept, taken-out or run."""
    body: Mapped[str] = mapped_column()
    """As in `PackRow`."""
    documents: Mapped[str] = mapped_column()
    """JSON: the key of each document in it, with the name of its version then."""


class PackDocument(Base):
    """A document that a pack holds now, and how it stood when that was looked at last.

    That is when it was put in, when the pack was taken out or run, or when somebody
    said that they had looked at what changed.
    """

    __tablename__ = "pack_document"

    pack_id: Mapped[int] = mapped_column(ForeignKey("pack.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True, index=True)
    since: Mapped[str] = mapped_column(String(32), default="")
    text: Mapped[str] = mapped_column(String(64), default="")
    """The name of its text then (`kb.content.texts`)."""
    updates: Mapped[str] = mapped_column(default="[]")
    """JSON: names of the policy updates that went with it (`kb.training.stood`)."""


class Collecting(Base):
    """The pack into which somebody collects."""

    __tablename__ = "collecting"

    who: Mapped[str] = mapped_column(String(200), primary_key=True)
    pack_id: Mapped[int] = mapped_column(ForeignKey("pack.id"))


class RunRow(Base):
    """A course that was given, or will be."""

    __tablename__ = "run"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's way

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    pack_id: Mapped[int] = mapped_column(ForeignKey("pack.id"), index=True)
    number: Mapped[int] = mapped_column()
    """Which version of the pack."""
    day: Mapped[str] = mapped_column(String(10), index=True)
    """2026-11-26."""
    place: Mapped[str] = mapped_column(String(200), default="")
    """Where; empty for online."""
    trainer: Mapped[str] = mapped_column(String(200))
    """Who gave it, as the record should say."""
    who: Mapped[str] = mapped_column(String(200))
    """`person:UID` who recorded it and is written to."""
    agency: Mapped[str] = mapped_column(String(80), default="")
    """The agency of who recorded it."""
    asked: Mapped[str] = mapped_column()
    """JSON: the learning outcomes and questions that its feedback asks, sealed."""
    steps: Mapped[str] = mapped_column(default="{}")
    """JSON: from which day to which each step of its feedback is open."""
    created: Mapped[str] = mapped_column(String(32))
    counted: Mapped[str] = mapped_column(String(32), default="")
    """When it was last said how many came; empty while nobody has."""
    struck: Mapped[str] = mapped_column(String(32), default="")
    """When it was struck out as a mistake; then it counts nowhere."""


class RunDocument(Base):
    """A document on which a run trained people."""

    __tablename__ = "run_document"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True, index=True)


class Attendance(Base):
    """How many people of an agency and a role came; no names."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("run_id", "agency", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    agency: Mapped[str] = mapped_column(String(80))
    """An agency of library.yaml, or `other`."""
    role: Mapped[str] = mapped_column(String(80), default="")
    """A role of library.yaml; empty for any."""
    count: Mapped[int] = mapped_column()


class Answer(Base):
    """What one person answered about a run; nothing says who, or at what hour."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    """A random number: the order of the rows does not tell who answered when."""
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    step: Mapped[str] = mapped_column(String(10))
    """before, after or later."""
    confidence: Mapped[str] = mapped_column()
    """JSON: for each learning outcome 1 to 5, or null."""
    words: Mapped[str] = mapped_column(default="")
    """The intention or the example, sealed without the hour."""
    released: Mapped[str] = mapped_column(String(200), default="")
    """Who let the words be shown beside the lessons, after reading them."""


class TrainingLetter(Base):
    """A letter about a run or a briefing that was sent, so that it goes out once."""

    __tablename__ = "training_letter"
    __table_args__ = (UniqueConstraint("of", "step", "who"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    of: Mapped[str] = mapped_column(String(32))
    """Uid of the run or of what was asked."""
    step: Mapped[str] = mapped_column(String(20))
    who: Mapped[str] = mapped_column(String(200))
    at: Mapped[str] = mapped_column(String(32))


class BriefingAsked(Base):
    """The board asks an agency to brief its staff on a lesson by a day."""

    __tablename__ = "briefing_asked"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's way

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    key: Mapped[str] = mapped_column(String(200), index=True)
    """Key of the lesson, review or policy."""
    agency: Mapped[str] = mapped_column(String(80), index=True)
    due: Mapped[str] = mapped_column(String(10))
    who: Mapped[str] = mapped_column(String(200))
    at: Mapped[str] = mapped_column(String(32))
    taken_back: Mapped[str] = mapped_column(String(32), default="")
    """When the board took it back; empty while it stands."""


class Receipt(Base):
    """An agency confirms that its staff were briefed; a later one adds to it."""

    __tablename__ = "receipt"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's way

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    key: Mapped[str] = mapped_column(String(200), index=True)
    agency: Mapped[str] = mapped_column(String(80), index=True)
    day: Mapped[str] = mapped_column(String(10))
    """By when they had been briefed."""
    count: Mapped[int] = mapped_column()
    """How many staff."""
    staff: Mapped[int] = mapped_column(default=0)
    """Of how many whom it concerns; 0 when not said."""
    how: Mapped[str] = mapped_column(String(40))
    """One of `kb.training.receipts.How`."""
    words: Mapped[str] = mapped_column(default="")
    """What else the agency says, sealed."""
    who: Mapped[str] = mapped_column(String(200))
    at: Mapped[str] = mapped_column(String(32))
    struck: Mapped[str] = mapped_column(String(32), default="")
    """When it was struck out as a mistake."""
