"""Runs of a course: when, where, by whom, on which documents, and how many came.

People are counted and not named. A run stays as it was recorded; how many came can be
said later and put right, and a run that was a mistake is struck out.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from kb import moments
from kb.content.documents import Lesson, Policy, Review
from kb.db import saving
from kb.errors import InvalidInputError, NotFoundError
from kb.training import asked as asking
from kb.training import steps as stepping
from kb.training.models import Attendance, PackRow, PackVersion, RunDocument, RunRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.content.settings import LibrarySettings, Training
    from kb.sealing import Seal
    from kb.training.asked import Asked
    from kb.training.steps import Step

TAUGHT = (Lesson.folder, Review.folder, Policy.folder)
LONGEST = 200
FIRST_YEAR, YEARS_AHEAD = 2000, 2
MOST_CAME = 5000
#: Who comes from no agency of library.yaml.
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Came:
    """How many came from an agency in a role; an empty role is any."""

    agency: str
    role: str
    count: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """What somebody records of a run."""

    pack: str
    number: int
    """Which version of the pack."""
    day: date
    place: str
    """Where; empty for online."""
    trainer: str
    outcomes: tuple[str, ...]


def record(
    session: Session,
    seal: Seal,
    now: datetime,
    by: tuple[str, str],
    given: Recorded,
    *,
    training: Training,
) -> str:
    """Record a run and give its uid; `by` is who records it and their agency."""
    asked = fitting(given, training, now.date())
    steps = stepping.windows(given.day, training) if asked.outcomes else {}
    with saving(session):
        version = _version(session, given)
        row = RunRow(
            uid=secrets.token_hex(8),
            pack_id=version.pack_id,
            number=given.number,
            day=given.day.isoformat(),
            place=given.place.strip(),
            trainer=given.trainer.strip(),
            who=by[0],
            agency=by[1],
            asked=seal.close(asking.written(asked)),
            steps=stepping.written(steps),
            created=moments.written(now),
        )
        session.add(row)
        session.flush()
        session.add_all(
            RunDocument(run_id=row.id, key=key)
            for key in json.loads(version.documents)
            if key.partition("/")[0] in TAUGHT
        )
        return row.uid


def fitting(given: Recorded, training: Training, today: date) -> Asked:
    """Give what its feedback asks; refuse a run that cannot be recorded so."""
    asked = asking.asking(given.outcomes, training)
    wrong = {**problems(given, today), **asking.problems(asked)}
    if wrong:
        raise InvalidInputError(wrong)
    return asked


def problems(given: Recorded, today: date) -> dict[str, str]:
    """Say what is wrong with what somebody records."""
    wrong = {}
    if not FIRST_YEAR <= given.day.year <= today.year + YEARS_AHEAD:
        wrong["day"] = f"Choose a day from {FIRST_YEAR} to {today.year + YEARS_AHEAD}"
    if not given.trainer.strip():
        wrong["trainer"] = "Say who gives the course"
    for name in ("place", "trainer"):
        if len(getattr(given, name)) > LONGEST:
            wrong[name] = f"Say it in {LONGEST} letters at most"
    return wrong


def count(
    session: Session,
    now: datetime,
    uid: str,
    came: Iterable[Came],
    named: LibrarySettings,
) -> None:
    """Say how many came, in place of what was said before."""
    found: dict[tuple[str, str], int] = {}
    known = {*named.agencies, OTHER}, {*named.roles, ""}
    for one in came:
        if one.agency not in known[0] or one.role not in known[1]:
            raise InvalidInputError({"came": "Choose an agency and a role of the list"})
        place = one.agency, one.role
        found[place] = found.get(place, 0) + one.count
    if any(not 0 <= number <= MOST_CAME for number in found.values()):
        message = f"Give a whole number from 0 to {MOST_CAME:,}"
        raise InvalidInputError({"came": message})
    with saving(session):
        row = standing(session, uid)
        if now.date() < date.fromisoformat(row.day):
            message = "The course is still to come; say afterwards how many came"
            raise InvalidInputError({"came": message})
        session.execute(delete(Attendance).where(Attendance.run_id == row.id))
        session.add_all(
            Attendance(run_id=row.id, agency=agency, role=role, count=number)
            for (agency, role), number in found.items()
            if number
        )
        row.counted = moments.written(now)


def strike(session: Session, now: datetime, uid: str) -> None:
    """Strike a run out as a mistake: it counts nowhere, and its links end."""
    with saving(session):
        standing(session, uid).struck = moments.written(now)


def close(session: Session, now: datetime, uid: str, step: Step) -> None:
    """Close a step before its last day, so that its figures can be shown."""
    with saving(session):
        row = standing(session, uid)
        steps = dict(stepping.read(row.steps))
        window = steps.get(step)
        if window is None or window.standing(now.date()) is not stepping.Standing.OPEN:
            raise InvalidInputError({"step": "It is not open"})
        steps[step] = stepping.closed_early(window, now.date())
        row.steps = stepping.written(steps)


def standing(session: Session, uid: str) -> RunRow:
    """Find the row of a run that was not struck out."""
    row = session.scalar(select(RunRow).where(RunRow.uid == uid, RunRow.struck == ""))
    if row is None:
        raise NotFoundError
    return row


def _version(session: Session, given: Recorded) -> PackVersion:
    found = session.scalar(
        select(PackVersion)
        .join(PackRow, PackRow.id == PackVersion.pack_id)
        .where(PackRow.uid == given.pack, PackVersion.number == given.number)
    )
    if found is None:
        raise NotFoundError
    return found
