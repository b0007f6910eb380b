"""The record of what happens to accounts: it is added to, and never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.accounts.models import Event
from kb.moments import written

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.accounts.models import Person


def note(
    session: Session,
    now: datetime,
    who: str,
    about: str,
    what: str,
    *,
    detail: str = "",
) -> None:
    """Add a line; the caller is in a `saving` block and keeps it with its change."""
    session.add(
        Event(at=written(now), who=who, about=about, what=what, detail=detail[:200])
    )


def name_of(person: Person) -> str:
    """Give the name by which records know a person."""
    return f"person:{person.uid}"


def listed(session: Session, about: str = "") -> tuple[Event, ...]:
    """List the record, or what is about one person, in the order it was written."""
    asked = select(Event).order_by(Event.id)
    if about:
        asked = asked.where(Event.about == about)
    return tuple(session.scalars(asked))
