"""What editors and owners are told by e-mail: that something waits, never what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.access import Role
from kb.accounts.models import Person
from kb.mail import Letter, MailError
from kb.publishing.changing import log

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.publishing.works import Works

WAITING = (
    "Something waits for your sign-off",
    "a text waits for sign-off by somebody else than its writer. Look at your desk:",
)
DUE = (
    "A page of yours is due",
    "a page that you answer for wants to be looked at, or will soon. See what is due:",
)


def waiting(works: Works, session: Session, writer: str, now: datetime) -> None:
    """Tell every other editor that a text waits."""
    others = [p for p in editors(session) if f"person:{p.uid}" != writer]
    send(works, others, WAITING, "/desk", now)


def editors(session: Session) -> list[Person]:
    """List the editors whose accounts are open."""
    asked = select(Person).where(Person.role == Role.EDITOR, Person.disabled == "")
    return list(session.scalars(asked))


def address_of(session: Session, who: str) -> str:
    """Give the e-mail address of somebody in the records; "" for nobody."""
    asked = select(Person.email).where(Person.uid == who.removeprefix("person:"))
    return session.scalar(asked) or ""


def send(
    works: Works,
    people: Iterable[Person],
    words: tuple[str, str],
    path: str,
    now: datetime,
) -> bool:
    """Send a letter to each; say whether every one went out."""
    subject, text = words
    link = f"{works.config.address}{path}"
    site = works.library.settings.title
    sent = True
    for person in people:
        body = f"Hello {person.name},\n\n{text}\n\n{link}\n\n{site}\n"
        try:
            works.outbox.send(Letter(person.email, subject, body), now)
        except MailError as error:
            log.warning("a letter did not go out: %s", error)
            sent = False
    return sent
