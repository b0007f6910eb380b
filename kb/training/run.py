"""A run as a value, and the ways to find runs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.errors import NotFoundError
from kb.training import asked as asking
from kb.training import steps as stepping
from kb.training.models import Attendance, PackRow, RunDocument, RunRow
from kb.training.runs import Came
from kb.training.steps import Standing, Step, Window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from kb.sealing import Seal
    from kb.training.asked import Asked

#: How many answers are taken while nobody has said how many came.
MOST_ANSWERS = 200


@dataclass(frozen=True, slots=True)
class Run:
    """A course that was given, or will be."""

    uid: str
    pack: str
    """Uid of the pack."""
    audience: str
    """The narrowest audience of the pack."""
    number: int
    """Which version of the pack."""
    day: date
    place: str
    trainer: str
    who: str
    agency: str
    attendance: tuple[Came, ...]
    counted: str
    """When it was last said how many came; empty while nobody has."""
    keys: tuple[str, ...]
    """The documents on which it trained people."""
    asked: Asked
    steps: Mapping[Step, Window]
    struck: str

    @property
    def total(self) -> int:
        """Say how many came altogether."""
        return sum(one.count for one in self.attendance)

    @property
    def most_answers(self) -> int:
        """Say how many answers a step takes: not more than people came."""
        return self.total or MOST_ANSWERS

    def step(self, step: Step, day: date) -> Standing:
        """Say whether a step can be answered on a day."""
        if step not in self.steps or self.struck:
            return Standing.NOT_ASKED
        return self.steps[step].standing(day)


def runs(session: Session, seal: Seal, *which: ColumnElement[bool]) -> tuple[Run, ...]:
    """List runs, the latest first, in three statements."""
    asked = select(RunRow, PackRow.uid, PackRow.audience)
    asked = asked.join(PackRow, PackRow.id == RunRow.pack_id).where(*which)
    rows = session.execute(asked.order_by(RunRow.day.desc(), RunRow.id.desc())).all()
    ids = [row.RunRow.id for row in rows]
    came: dict[int, list[Came]] = defaultdict(list)
    for one in session.scalars(
        select(Attendance).where(Attendance.run_id.in_(ids)).order_by(Attendance.id)
    ):
        came[one.run_id].append(Came(one.agency, one.role, one.count))
    keys: dict[int, list[str]] = defaultdict(list)
    for document in session.scalars(
        select(RunDocument).where(RunDocument.run_id.in_(ids)).order_by(RunDocument.key)
    ):
        keys[document.run_id].append(document.key)
    return tuple(
        _run(row, (uid, audience), seal, came[row.id], keys[row.id])
        for row, uid, audience in rows
    )


def run(session: Session, seal: Seal, uid: str) -> Run:
    """Find one run; raise NotFoundError when there is none."""
    found = runs(session, seal, RunRow.uid == uid)
    if not found:
        raise NotFoundError
    return found[0]


def of_pack(session: Session, seal: Seal, pack: str) -> tuple[Run, ...]:
    """List the runs of a pack, the latest first."""
    return runs(session, seal, PackRow.uid == pack)


def recorded_by(session: Session, seal: Seal, who: str) -> tuple[Run, ...]:
    """List the runs that somebody recorded and that stand, the latest first."""
    return runs(session, seal, RunRow.who == who, RunRow.struck == "")


def _run(
    row: RunRow, pack: tuple[str, str], seal: Seal, came: list[Came], keys: list[str]
) -> Run:
    return Run(
        uid=row.uid,
        pack=pack[0],
        audience=pack[1],
        number=row.number,
        day=date.fromisoformat(row.day),
        place=row.place,
        trainer=row.trainer,
        who=row.who,
        agency=row.agency,
        attendance=tuple(came),
        counted=row.counted,
        keys=tuple(keys),
        asked=asking.read(seal.open(row.asked)),
        steps=stepping.read(row.steps),
        struck=row.struck,
    )
