"""Where a lesson was used: runs on it, and whom they reached.

Runs count for everybody, also those of a pack that the reader may not see: a figure
says that people were trained, and never by which pack. A run that trained people on
hidden documents alone is no run for who may not read any of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.training.models import Attendance, RunDocument, RunRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

#: As `kb.training.models.Attendance` writes who is of no agency of library.yaml.
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Counted:
    """A run as the figures see it."""

    uid: str
    day: date
    keys: frozenset[str] = frozenset()
    """The documents on which it trained people."""
    staff: Mapping[str, int] = field(default_factory=dict, hash=False)
    """How many came, by agency."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What some runs add up to, each of them counted once."""

    runs: tuple[Counted, ...] = ()

    @property
    def last(self) -> date | None:
        """Give the day of the last run."""
        return max((one.day for one in self.runs), default=None)

    @property
    def staff(self) -> Mapping[str, int]:
        """Say how many came, by agency, the most first."""
        found = Counter[str]()
        for run in self.runs:
            found.update(run.staff)
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))

    @property
    def total(self) -> int:
        """Say how many came altogether; who came twice counts twice."""
        return sum(self.staff.values())

    @property
    def uids(self) -> tuple[str, ...]:
        """Name the runs."""
        return tuple(one.uid for one in self.runs)


def counted(
    session: Session, keys: Collection[str] | None = None
) -> tuple[Counted, ...]:
    """Give the runs on any of some documents, or all, by day, in three statements.

    A run that was struck out as a mistake counts nowhere.
    """
    about = _about(keys)
    documents: dict[int, set[str]] = defaultdict(set)
    asked = select(RunDocument.run_id, RunDocument.key)
    if about is not None:
        asked = asked.where(RunDocument.run_id.in_(about))
    for run, key in session.execute(asked):
        documents[run].add(key)
    staff: dict[int, Counter[str]] = defaultdict(Counter)
    came = select(Attendance.run_id, Attendance.agency, Attendance.count)
    if about is not None:
        came = came.where(Attendance.run_id.in_(about))
    for run, agency, count in session.execute(came):
        staff[run][agency] += count
    rows = select(RunRow.id, RunRow.uid, RunRow.day).where(RunRow.struck == "")
    rows = rows.order_by(RunRow.day, RunRow.id)
    if about is not None:
        rows = rows.where(RunRow.id.in_(about))
    return tuple(
        Counted(
            uid=row.uid,
            day=date.fromisoformat(row.day),
            keys=frozenset(documents[row.id]),
            staff=dict(staff[row.id]),
        )
        for row in session.execute(rows)
    )


def _about(keys: Collection[str] | None) -> Select[int] | None:
    if keys is None:
        return None
    return select(RunDocument.run_id).where(RunDocument.key.in_(keys))


def standing(
    runs: Iterable[Counted], day: date, open_: frozenset[str]
) -> tuple[Counted, ...]:
    """Give the runs that had taken place by a day.

    `open_` are the documents that the reader may read: the others are left out, and
    with them the runs that were about nothing else.
    """
    return tuple(
        replace(run, keys=run.keys & open_)
        for run in runs
        if run.day <= day and (run.keys & open_ or not run.keys)
    )


def of(runs: Iterable[Counted], keys: Collection[str]) -> Reach:
    """Add up the runs on any of some documents, without counting one twice."""
    wanted = frozenset(keys)
    return Reach(tuple(run for run in runs if run.keys & wanted))


def by_key(runs: Iterable[Counted]) -> Mapping[str, Reach]:
    """Add up the runs on each document."""
    found: dict[str, list[Counted]] = defaultdict(list)
    for run in runs:
        for key in run.keys:
            found[key].append(run)
    return {key: Reach(tuple(some)) for key, some in found.items()}


def between(reach: Reach, first: date, last: date) -> Reach:
    """Keep the runs of some days."""
    return Reach(tuple(run for run in reach.runs if first <= run.day <= last))
