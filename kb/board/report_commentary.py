"""What the board writes to the parts of a report: the newest text and all before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.board.models import ReportPart
from kb.board.report import PARTS
from kb.db import saving
from kb.errors import ChangedMeanwhileError, InvalidInputError, NotFoundError
from kb.moments import written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

LONGEST = 20_000


def newest(session: Session, year: str) -> Mapping[str, str]:
    """Give the text of each part that has one."""
    rows = {row.part: row.text for row in _rows(session, year)}
    return {part: rows[part] for part in PARTS if rows.get(part, "").strip()}


def versions(session: Session, year: str) -> Mapping[str, tuple[ReportPart, ...]]:
    """List every text of each part, the newest first."""
    rows = _rows(session, year)
    return {
        part: tuple(reversed([row for row in rows if row.part == part]))
        for part in PARTS
    }


def write(
    session: Session, now: datetime, who: str, new: ReportPart, seen: int
) -> None:
    """Keep a new text of a part; `seen` is the id of the text that its writer saw.

    Raise ChangedMeanwhileError when somebody else wrote since.
    """
    if new.part not in PARTS:
        raise NotFoundError
    if len(new.text) > LONGEST:
        message = (
            f"Use no more than {LONGEST:,} characters; there are {len(new.text):,}."
        )
        raise InvalidInputError({"text": message})
    with saving(session):
        before = [row for row in _rows(session, new.year) if row.part == new.part]
        if (before[-1].id if before else 0) != seen:
            raise ChangedMeanwhileError
        if new.text != (before[-1].text if before else ""):
            new.at, new.who = written(now), who
            session.add(new)


def _rows(session: Session, year: str) -> list[ReportPart]:
    asked = select(ReportPart).where(ReportPart.year == year).order_by(ReportPart.id)
    return list(session.scalars(asked))
