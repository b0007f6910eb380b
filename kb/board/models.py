"""The tables of the tracker. Changes are only ever added to; all else follows.

Moments are texts in UTC, as in `kb.accounts.models`.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kb.db import Base


class ActionRow(Base):
    """What one agency does about one recommendation or lesson, as it stands now."""

    __tablename__ = "action"
    __table_args__ = (
        UniqueConstraint("document", "recommendation", "agency", "number"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    """A random name for addresses and records."""
    document: Mapped[str] = mapped_column(String(200), index=True)
    """Key of the review or lesson that asks for it."""
    recommendation: Mapped[str] = mapped_column(String(10))
    """Id of the recommendation in the review, such as R1; empty for a lesson."""
    agency: Mapped[str] = mapped_column(String(80), index=True)
    """An agency or role of library.yaml."""
    number: Mapped[int] = mapped_column(default=1)
    """1, 2 ... where an agency has several actions for one recommendation."""
    created: Mapped[str] = mapped_column(String(32))
    version: Mapped[int] = mapped_column(default=0)
    """How many changes there were: who saw an older version is told."""
    state: Mapped[str] = mapped_column()
    """What its changes come to, as JSON (`kb.board.folding`)."""


class ActionChange(Base):
    """One change of one field, with who made it, when and why."""

    __tablename__ = "action_change"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's way

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    at: Mapped[str] = mapped_column(String(32), index=True)
    who: Mapped[str] = mapped_column(String(200))
    """`person:UID`, `os:NAME`, or `clock` for what falls due by itself."""
    agency: Mapped[str] = mapped_column(String(80), default="")
    """The agency of who made it, then."""
    field: Mapped[str] = mapped_column(String(40))
    """A field of `kb.board.action.Action`, or note, evidence, struck, challenge,
    answer, seen-again."""
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
    """The new value; of evidence and challenges their uid."""
    words: Mapped[str] = mapped_column(default="")
    """Why, or the text of a note, challenge or answer."""
    minute: Mapped[str] = mapped_column(String(200), default="")
    """Reference to the minute of the meeting that decided it."""
    batch: Mapped[str] = mapped_column(String(32), default="")
    """What was changed in one go has one name."""


class EvidenceRow(Base):
    """Something that shows what was achieved: a file or a link."""

    __tablename__ = "evidence"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's way

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    at: Mapped[str] = mapped_column(String(32))
    who: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    """One of `kb.board.states.Kind`."""
    title: Mapped[str] = mapped_column(String(300))
    """What it is, in a sentence."""
    shows: Mapped[str] = mapped_column(default="")
    """What it shows about practice and children."""
    link: Mapped[str] = mapped_column(String(2000), default="")
    digest: Mapped[str] = mapped_column(String(64), default="")
    """SHA-256 of the file, which is its name where files are kept; empty for a link."""
    name: Mapped[str] = mapped_column(String(200), default="")
    """The file's name as it was sent."""
    media: Mapped[str] = mapped_column(String(100), default="")
    """What the file is by its content, such as application/pdf."""
    size: Mapped[int] = mapped_column(default=0)
    """In bytes."""


class ReportPart(Base):
    """What somebody wrote above a part of an annual report; older texts stay."""

    __tablename__ = "report_part"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's way

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[str] = mapped_column(String(10), index=True)
    """Such as 2012-13."""
    part: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column()
    """Markdown."""
    at: Mapped[str] = mapped_column(String(32))
    who: Mapped[str] = mapped_column(String(200))


class ReportCopy(Base):
    """An annual report as it was approved."""

    __tablename__ = "report_copy"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's way

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[str] = mapped_column(String(10), index=True)
    at: Mapped[str] = mapped_column(String(32))
    who: Mapped[str] = mapped_column(String(200))
    minute: Mapped[str] = mapped_column(String(200))
    audience: Mapped[str] = mapped_column(String(80))
    """Who may read it: what was put into it is for no wider audience."""
    report: Mapped[str] = mapped_column()
    """The report as JSON (`kb.board.report_model`), whole and sealed; empty once a
    document that it quotes was erased."""


class BoardLetter(Base):
    """A letter about an action that went to somebody, so that it goes once."""

    __tablename__ = "board_letter"
    __table_args__ = (UniqueConstraint("action_id", "step", "day", "who"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    step: Mapped[str] = mapped_column(String(20))
    """soon, owner, lead, chair, sustained, recurrence or challenge."""
    day: Mapped[str] = mapped_column(String(200))
    """The day, the review or the challenge that it is about."""
    who: Mapped[str] = mapped_column(String(200))
    """`person:UID` of whom it went to."""
    at: Mapped[str] = mapped_column(String(32))


class DemoMark(Base):
    """Says that what is recorded here is illustrative."""

    __tablename__ = "demo"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(String(32))
