"""Writing the report of a year from the records, for one reader: pages and commands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.access import BOARD, Can, below
from kb.board import marking, report_commentary, report_records
from kb.board.months import Year
from kb.board.report import Matter, annual, last_day
from kb.errors import NotFoundError

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from kb.access import Reader
    from kb.board.report_model import Report
    from kb.board.report_training import Training
    from kb.content.shelf import Shelf


def year_of(name: str, shelf: Shelf, today: date) -> Year:
    """Read a year such as 2012-13 that has begun; raise NotFoundError."""
    try:
        year = Year.read(name, shelf.settings.tracking.year_begins)
    except (ValueError, OverflowError):
        raise NotFoundError(
            f"{name!r} is no year of the board; write it as 2012-13."
        ) from None
    if year.begins > today:
        raise NotFoundError(f"the year {name} has not begun.")
    return year


def board_copy(shelf: Shelf, reader: Reader) -> tuple[Shelf, Reader]:
    """Give what every member of the board may read, and no more.

    Whoever looks, the report of the board is the same: what only a case group or the
    editors read is not in it, nor what an agency sees before the board.
    """
    audiences = reader.audiences & below(BOARD)
    same = replace(reader, audiences=audiences, agency="")
    return shelf.narrowed_to(audiences), same


def written(  # noqa: PLR0917 - records, shelf, who, which year, when, and training
    session: Session,
    shelf: Shelf,
    reader: Reader,
    year: Year,
    today: date,
    training: Training,
) -> Report:
    """Write the report of a year from what a reader may read; `shelf` is theirs."""
    day = last_day(year, today)
    report = _written(session, shelf, reader, year, day, training)
    mark = marking.words(session)
    return replace(report, title=f"{report.title} ({mark})") if mark else report


def _written(  # noqa: PLR0917 - as above
    session: Session,
    shelf: Shelf,
    reader: Reader,
    year: Year,
    day: date,
    training: Training,
) -> Report:
    if not reader.can(Can.TRACK):
        return annual(Matter(year, day, shelf))
    records = report_records.gathered(session, shelf, reader, year.begins, day)
    commentary = report_commentary.newest(session, year.name)
    return annual(Matter(year, day, shelf, records, commentary, training))
