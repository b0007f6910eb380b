"""The copies of annual reports that the board approved, and when one may be shown.

A copy is never shown in part. When a document in it is not open to its reader any
more, because it was withdrawn or is for fewer people now, the copy is held back whole.
Copies quote documents: they are kept sealed, and emptied when one of those is erased.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.board import report_model
from kb.board.models import ReportCopy
from kb.db import saving
from kb.errors import InvalidInputError
from kb.moments import read as moment
from kb.moments import written
from kb.papers.words import day_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.access import Reader
    from kb.board.report_model import Report
    from kb.content.shelf import Shelf
    from kb.sealing import Seal

_LONGEST_MINUTE = 200


@dataclass(frozen=True, slots=True)
class Copy:
    """A report as it was approved; `report` is None where it must be held back."""

    moment: str
    """When it was approved, as the records keep moments."""
    minute: str
    report: Report | None

    @property
    def day(self) -> str:
        """Say on which day it was approved."""
        return day_of(moment(self.moment).date())


def digest(report: Report) -> str:
    """Name what a report says, so that nobody approves another than was read."""
    return sha256(report_model.written(report).encode()).hexdigest()[:32]


def approve(
    session: Session,
    seal: Seal,
    *,
    now: datetime,
    who: str,
    report: Report,
    minute: str,
) -> None:
    """Keep a report as it is, with the minute of the meeting that approved it."""
    minute = minute.strip()
    if not minute:
        message = "Name the minute of the meeting that approved it."
        raise InvalidInputError({"minute": message})
    if len(minute) > _LONGEST_MINUTE:
        message = f"Use no more than {_LONGEST_MINUTE} characters."
        raise InvalidInputError({"minute": message})
    standing = f"Approved on {day_of(now.date())}, minute {minute}."
    kept = replace(report, standing=standing)
    with saving(session):
        session.add(
            ReportCopy(
                year=report.year,
                at=written(now),
                who=who,
                minute=minute,
                audience=report.audience,
                report=seal.close(report_model.written(kept)),
            )
        )


def newest(
    session: Session, seal: Seal, year: str, shelf: Shelf, reader: Reader
) -> Copy | None:
    """Give the last approved copy of a year, if its reader may know of it."""
    asked = select(ReportCopy).where(ReportCopy.year == year)
    row = session.scalar(asked.order_by(ReportCopy.id.desc()).limit(1))
    if row is None or not reader.may_read(row.audience):
        return None
    report = _opened(row, seal)
    is_whole = report is not None and shelf.keys.issuperset(report.documents)
    return Copy(row.at, row.minute, report if is_whole else None)


def forget(session: Session, seal: Seal, key: str) -> None:
    """Empty every copy that quotes a document; the caller keeps or drops it all."""
    for row in session.scalars(select(ReportCopy)):
        report = _opened(row, seal)
        if report is not None and key in report.documents:
            row.report = ""


def _opened(row: ReportCopy, seal: Seal) -> Report | None:
    """Give what a copy says, or None when it was emptied."""
    return report_model.read(seal.open(row.report)) if row.report else None
