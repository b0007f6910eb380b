"""Letters to who answers for a page, before its day comes; each of them once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.access import Role
from kb.accounts.models import Person
from kb.db import saving
from kb.moments import written
from kb.publishing import letters
from kb.publishing.due import SOON, due
from kb.publishing.models import Reminder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from kb.publishing.due import Dated
    from kb.publishing.works import Works

#: Days before the day itself.
AHEAD = (60, 14)


@dataclass(frozen=True, slots=True)
class _Owed:
    """A reminder that is due and was not sent."""

    what: str
    of: Dated


def remind(works: Works, session: Session, now: datetime) -> int:
    """Write to everybody who answers for something due soon; say to how many.

    One letter covers all that somebody is reminded of; who could not be reached is
    tried again the next time.
    """
    owed = list(_owed(works, session, now.date()))
    recipients: dict[int, Person] = {}
    theirs: dict[int, list[_Owed]] = {}
    for one in owed:
        for person in _who_answers(session, one.of.owner):
            recipients[person.id] = person
            theirs.setdefault(person.id, []).append(one)
    reached = {id_ for id_ in recipients if _write(works, recipients[id_], now)}
    failed = {
        (one.what, one.of.key) for id_ in set(theirs) - reached for one in theirs[id_]
    }
    sent = [one for one in owed if (one.what, one.of.key) not in failed]
    if recipients:
        _note(session, sent, now)
    return len(reached)


def _owed(works: Works, session: Session, today: date) -> Iterator[_Owed]:
    found = due(works.library.refresh().documents.values(), today, SOON)
    rows = session.execute(select(Reminder.document, Reminder.what, Reminder.day))
    sent = {tuple(row) for row in rows}
    lists = {
        "review-due": found.review_due,
        "public-until": found.public_until_ends,
    }
    for name, dated in lists.items():
        for one in dated:
            for days in AHEAD:
                what, day = f"{name}-{days}", one.day.isoformat()
                near = today >= one.day - timedelta(days=days)
                if near and (one.key, what, day) not in sent:
                    yield _Owed(what, one)


def _who_answers(session: Session, owner: str) -> list[Person]:
    """Give the person whom a document names, or else every editor."""
    named = owner.strip().casefold()
    open_ = session.scalars(select(Person).where(Person.disabled == ""))
    found = [p for p in open_ if named in {p.name.casefold(), p.email.casefold()}]
    return found or letters.editors(session)


def _write(works: Works, person: Person, now: datetime) -> bool:
    path = "/desk/due" if person.role == Role.EDITOR else "/"
    return letters.send(works, [person], letters.DUE, path, now)


def _note(session: Session, sent: list[_Owed], now: datetime) -> None:
    with saving(session):
        session.add_all(
            Reminder(
                document=one.of.key,
                what=one.what,
                day=one.of.day.isoformat(),
                at=written(now),
            )
            for one in sent
        )
