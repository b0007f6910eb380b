"""Letters about actions: to who owns them, then to the agency's lead, then the chair.

A letter says how many wait and where to look, and nothing of any of them. Each matter
goes to each person once; who could not be reached is tried again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.access import Can, Role, reader_for
from kb.accounts.models import Person
from kb.board import escalation, records, seen
from kb.board.escalation import (
    CHAIR,
    CHALLENGE,
    LADDER,
    LEAD,
    OWNER,
    RECURRENCE,
    SOON,
    SUSTAINED,
    Matter,
    Told,
)
from kb.board.rules import By
from kb.publishing import letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.board.action import Action
    from kb.board.seen import Item
    from kb.content.settings import Tracking
    from kb.publishing.works import Works

SUBJECT = "Something waits for you on the board's tracker"
AGENCY, BOARD = "/agency", "/board"
#: What is said of each step: of one, and of more.
WORDS: Mapping[str, tuple[str, str]] = {
    SOON: ("action is due soon", "actions are due soon"),
    OWNER: ("action is overdue", "actions are overdue"),
    LEAD: (
        "action of your agency is overdue, and its owner was told",
        "actions of your agency are overdue, and their owners were told",
    ),
    CHALLENGE: (
        "challenge of the board waits for an answer",
        "challenges of the board wait for an answer",
    ),
    CHAIR: (
        "action is overdue, and its agency was told",
        "actions are overdue, and their agencies were told",
    ),
    SUSTAINED: (
        "action that was met is due for a look whether it has lasted",
        "actions that were met are due for a look whether they have lasted",
    ),
    RECURRENCE: (
        "action that was met is about something that a later review found again",
        "actions that were met are about something that a later review found again",
    ),
}


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody with an account, and the actions that they may see."""

    by: By
    person: Person
    items: Mapping[str, Item]

    @property
    def who(self) -> str:
        """Give their name in the records."""
        return self.by.who

    def answers_for(self, action: Action) -> bool:
        """Say whether they lead for the agency that is asked."""
        return self.person.role == Role.AGENCY_LEAD and self.by.is_asked(action)

    def approves(self, action: Action) -> bool:
        """Say whether they may close the action."""
        return self.by.reader.can(Can.APPROVE) and not self.by.owns(action)


def remind(works: Works, session: Session, now: datetime) -> int:
    """Write to everybody for whom something waits; say to how many."""
    tracking, day = works.library.refresh().settings.tracking, now.date()
    actions = records.now(session)
    people = _everybody(works, session, actions)
    told, reached = escalation.told(session), 0
    owed = _owed(actions, people, told, day, tracking)
    for known in people:
        theirs = [one for one, to in owed if to.who == known.who]
        if theirs and _write(works, known, theirs, now):
            escalation.keep(session, theirs, known.who, now)
            reached += 1
    return reached


def _everybody(
    works: Works, session: Session, actions: tuple[Action, ...]
) -> tuple[Known, ...]:
    """List who may have to do with actions, each with what they may see."""
    roles = (Role.AGENCY_LEAD, Role.BOARD_MEMBER, Role.BOARD_APPROVER, Role.EDITOR)
    asked = select(Person).where(Person.disabled == "", Person.role.in_(roles))
    added = works.library.settings.added_audiences
    found = []
    for person in session.scalars(asked.order_by(Person.id)):
        groups, role = person.groups.split(), Role(person.role)
        reader = reader_for(person.name, role, groups, added, person.agency)
        items = seen.items(actions, works.library.shelf(reader), reader)
        by = By(f"person:{person.uid}", reader)
        found.append(Known(by, person, {one.action.uid: one for one in items}))
    session.expunge_all()
    return tuple(found)


def _owed(
    actions: tuple[Action, ...],
    people: tuple[Known, ...],
    told: Told,
    day: date,
    tracking: Tracking,
) -> list[tuple[Matter, Known]]:
    """List what is to be taken up with whom, and was not."""
    found: list[tuple[Matter, Known]] = []
    for action in actions:
        seeing = [one for one in people if action.uid in one.items]
        for matter in _overdue(action, seeing, told, day, tracking):
            to = _whom(matter.step, action, seeing, tracking)
            found += [(matter, one) for one in to]
        for known in seeing:
            for matter in escalation.matters(known.items[action.uid], day, tracking):
                if known in _whom(matter.step, action, seeing, tracking):
                    found.append((matter, known))
    return [(one, to) for one, to in found if to.who not in told.get(one, {})]


def _overdue(
    action: Action, seeing: list[Known], told: Told, day: date, tracking: Tracking
) -> Iterator[Matter]:
    """List the steps of an overdue action; a step without anybody is passed over."""
    if action.due is None:
        return
    since: dict[str, date] = {}
    for step in LADDER:
        before = told.get(Matter(action.uid, step, action.due.isoformat()), {})
        if before:
            since[step] = min(before.values())
        elif not _whom(step, action, seeing, tracking):
            since[step] = date.min
    yield from escalation.overdue(action, day, tracking, since)


def _whom(
    step: str, action: Action, seeing: list[Known], tracking: Tracking
) -> list[Known]:
    """Say with whom a step is taken up, of those who may see the action."""
    if step in {SUSTAINED, RECURRENCE}:
        return [one for one in seeing if one.approves(action)]
    if step == CHAIR:
        chair = [one for one in seeing if _is(one.person, tracking.chair)]
        return chair or [one for one in seeing if one.by.reader.can(Can.APPROVE)]
    named = action.owner if step in {SOON, OWNER} else action.lead
    found = [one for one in seeing if one.who == named]
    return found or [one for one in seeing if one.answers_for(action)]


def _is(person: Person, named: str) -> bool:
    wanted = named.strip().casefold()
    return wanted in {person.name.casefold(), person.email.casefold()}


def _write(works: Works, known: Known, matters: list[Matter], now: datetime) -> bool:
    """Write one letter about all that waits for somebody."""
    places: dict[str, Counter[str]] = {AGENCY: Counter(), BOARD: Counter()}
    for one in matters:
        own = known.by.is_asked(known.items[one.action].action)
        place = AGENCY if own and one.step not in {CHAIR, RECURRENCE} else BOARD
        places[place][one.step] += 1
    parts = [(path, _said(counted)) for path, counted in places.items() if counted]
    link = works.config.address
    before = "".join(f"{said}\n\n{link}{path}\n\n" for path, said in parts[:-1])
    path, said = parts[-1]
    words = SUBJECT, f"{before}{said}"
    return letters.send(works, [known.person], words, path, now)


def _said(counted: Counter[str]) -> str:
    lines = [
        f"{number} {WORDS[step][number > 1]}."
        for step, number in counted.items()
        if step in WORDS
    ]
    return "\n".join(lines)
