"""Letters about briefings: to who answers for an agency that the board asked.

A letter says how many wait and where to look, and nothing of what they are about. Each
step is said once to each person; who could not be reached is tried again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.access import Role, reader_for
from kb.accounts.events import name_of
from kb.accounts.models import Person
from kb.db import saving
from kb.moments import written
from kb.publishing import letters
from kb.training import receipts
from kb.training.briefed import State
from kb.training.models import TrainingLetter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from kb.publishing.works import Works
    from kb.training.briefed import Asked

SUBJECT = "The board waits for a briefing of your staff"
PATH = "/agency#briefings"
ASKED, SOON, OVERDUE = "asked", "soon", "overdue"
#: So long before its day a briefing is due soon.
AHEAD = timedelta(days=7)
#: What is said of each step: of one, and of more. The later of two steps is said.
WORDS: Mapping[str, tuple[str, str]] = {
    ASKED: ("briefing was asked for", "briefings were asked for"),
    SOON: ("briefing is due within a week", "briefings are due within a week"),
    OVERDUE: ("briefing is overdue", "briefings are overdue"),
}


@dataclass(frozen=True, slots=True)
class _Owed:
    """A step of which somebody is to be told, with those that it covers."""

    of: str
    step: str
    steps: tuple[str, ...]


def remind(works: Works, session: Session, now: datetime) -> int:
    """Write to everybody who has a briefing to confirm; say to how many."""
    waiting = _waiting(works, session, now.date())
    rows = session.execute(
        select(TrainingLetter.of, TrainingLetter.step, TrainingLetter.who)
    )
    told = {tuple(row) for row in rows}
    asked = select(Person).where(
        Person.disabled == "", Person.role == Role.AGENCY_LEAD, Person.agency != ""
    )
    people = session.scalars(asked.order_by(Person.id)).all()
    session.expunge_all()
    reached = 0
    for person in people:
        own = [one for one in waiting if one.agency == person.agency]
        owed = list(_owed(own, now.date(), name_of(person), told))
        if owed and _write(works, person, owed, now):
            _keep(session, owed, name_of(person), now)
            reached += 1
    return reached


def _waiting(works: Works, session: Session, today: date) -> tuple[Asked, ...]:
    """List what agencies may read about, were asked and have not confirmed."""
    works.library.refresh()
    anybody = reader_for("", Role.AGENCY_LEAD, (), ())
    keys = works.library.shelf(anybody).keys
    each = receipts.read(session).each
    return tuple(
        one.asked
        for one in each.values()
        if one.asked
        and one.key in keys
        and one.state(today) in {State.WAITING, State.OVERDUE}
    )


def _owed(
    waiting: Sequence[Asked], today: date, who: str, told: set[tuple[str, ...]]
) -> Iterator[_Owed]:
    for one in waiting:
        come = _come(one, today)
        if (one.uid, come[-1], who) not in told:
            new = [step for step in come if (one.uid, step, who) not in told]
            yield _Owed(one.uid, come[-1], tuple(new))


def _come(asked: Asked, today: date) -> list[str]:
    """List the steps that have come; the later ones cover those before."""
    steps = [ASKED]
    if today >= asked.due - AHEAD:
        steps.append(SOON)
    if today > asked.due:
        steps.append(OVERDUE)
    return steps


def _write(works: Works, person: Person, owed: list[_Owed], now: datetime) -> bool:
    counted = Counter(one.step for one in owed)
    said = (
        f"{counted[step]} {WORDS[step][counted[step] > 1]}."
        for step in (OVERDUE, SOON, ASKED)
        if counted[step]
    )
    return letters.send(works, [person], (SUBJECT, "\n".join(said)), PATH, now)


def _keep(session: Session, owed: list[_Owed], who: str, now: datetime) -> None:
    with saving(session):
        session.add_all(
            TrainingLetter(of=one.of, step=step, who=who, at=written(now))
            for one in owed
            for step in one.steps
        )
