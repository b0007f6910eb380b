"""The tables about people."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from kb.db import Base


class Read(Base):
    """One reading of one restricted document: no titles and no words of it."""

    __tablename__ = "read_log"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's way

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(String(32))
    """When, in UTC: 2026-01-31T09:30:00+00:00."""
    who: Mapped[str] = mapped_column(String(200))
    """Who read it, such as `os:jane` for the person who is signed in to the machine."""
    how: Mapped[str] = mapped_column(String(20))
    """What showed it: search or show."""
    document: Mapped[str] = mapped_column(String(200))
    """Key of the document, such as reports/leeds-2013."""
    audience: Mapped[str] = mapped_column(String(80))
    """The audience that the document had at that moment."""
