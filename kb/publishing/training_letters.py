"""Letters about courses: to who recorded one, and to the leads of agencies that came.

A letter says on which day a course was and what waits, and nothing of what it was
about. Each goes to each person once; who could not be reached is tried again for as
long as it matters.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.access import Role
from kb.accounts.events import name_of
from kb.accounts.models import Person
from kb.content.dates import When
from kb.db import saving
from kb.moments import written
from kb.publishing import letters
from kb.training import links
from kb.training import run as running
from kb.training.models import RunRow, TrainingLetter
from kb.training.steps import Standing, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.publishing.works import Works
    from kb.training.run import Run

SUBJECT = "Something waits for you about a course"
ATTENDANCE = "attendance"
#: How long a course can have anything that waits.
LONGEST = timedelta(days=2 * 366)
#: For how long somebody who could not be reached is asked how many came.
_WHILE = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class _Owed:
    """Something of which somebody is to be told."""

    run: str
    step: str
    person: Person
    words: str
    path: str


def remind(works: Works, session: Session, now: datetime) -> int:
    """Write to everybody for whom something about a course waits; say to how many."""
    works.library.refresh()
    theirs: dict[int, list[_Owed]] = defaultdict(list)
    for one in _owed(works, session, now.date()):
        theirs[one.person.id].append(one)
    reached = 0
    for owed in theirs.values():
        if _write(works, owed, now):
            _keep(session, owed, now)
            reached += 1
    return reached


def _owed(works: Works, session: Session, day: date) -> Iterator[_Owed]:
    """List what is to be said and was not, with whom."""
    letter = TrainingLetter
    rows = session.execute(select(letter.of, letter.step, letter.who))
    told = {tuple(row) for row in rows}
    people = session.scalars(select(Person).where(Person.disabled == "")).all()
    session.expunge_all()
    since = (day - LONGEST).isoformat()
    recent = RunRow.struck == "", RunRow.day >= since, RunRow.day <= day.isoformat()
    for run in running.runs(session, works.seal, *recent):
        for one in (*_to_ask(works, run, people, day), *_to_count(run, people, day)):
            if (one.run, one.step, name_of(one.person)) not in told:
                yield one


def _to_ask(
    works: Works, run: Run, people: Sequence[Person], day: date
) -> Iterator[_Owed]:
    if run.step(Step.LATER, day) is not Standing.OPEN:
        return
    link = links.address(works.config, run.uid, Step.LATER)
    path = link.removeprefix(works.config.address)
    came = {one.agency for one in run.attendance}
    for person in people:
        if name_of(person) == run.who:
            yield _Owed(run.uid, Step.LATER, person, _ask(run, link), _page(run))
        elif person.role == Role.AGENCY_LEAD and person.agency in came:
            yield _Owed(run.uid, Step.LATER, person, _pass_on(run), path)


def _ask(run: Run, link: str) -> str:
    return (
        f"{_of_yours(run)} It is time to ask who came what has changed."
        f" {_link_is_open(run)}\n\n{link}\n\n"
        "The page of the course has it as a picture too:"
    )


def _pass_on(run: Run) -> str:
    return (
        f"People of your agency came to a course on {_said(run.day)}."
        " It is time to ask them what has changed. The form is short and asks for no"
        f" name. {_link_is_open(run)}"
    )


def _link_is_open(run: Run) -> str:
    closes = _said(run.steps[Step.LATER].closes)
    return f"Pass this link on to them, which is open until {closes}:"


def _to_count(run: Run, people: Sequence[Person], day: date) -> Iterator[_Owed]:
    """Ask how many came, from the day after."""
    if run.counted or day <= run.day or day > run.day + _WHILE:
        return
    words = f"{_of_yours(run)} Say how many came:"
    for person in people:
        if name_of(person) == run.who:
            yield _Owed(run.uid, ATTENDANCE, person, words, _page(run))


def _of_yours(run: Run) -> str:
    return f"A course of yours was on {_said(run.day)}."


def _page(run: Run) -> str:
    return f"/training/runs/{run.uid}"


def _said(day: date) -> str:
    return str(When.parse(day))


def _write(works: Works, owed: list[_Owed], now: datetime) -> bool:
    """Write one letter about all that waits for somebody."""
    address = works.config.address
    before = "".join(f"{one.words}\n\n{address}{one.path}\n\n" for one in owed[:-1])
    last = owed[-1]
    words = SUBJECT, f"{before}{last.words}"
    return letters.send(works, [last.person], words, last.path, now)


def _keep(session: Session, owed: list[_Owed], now: datetime) -> None:
    with saving(session):
        session.add_all(
            TrainingLetter(
                of=one.run, step=one.step, who=name_of(one.person), at=written(now)
            )
            for one in owed
        )
