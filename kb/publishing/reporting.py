"""Writing the annual report of a year from all records, for pages and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.access import Can
from kb.board import report_reading
from kb.board.report import last_day
from kb.board.report_training import Training
from kb.publishing import trained
from kb.publishing.trained_told import told

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from kb.access import Reader
    from kb.board.months import Year
    from kb.board.report_model import Report
    from kb.content.shelf import Shelf


def written(
    session: Session, shelf: Shelf, reader: Reader, year: Year, today: date
) -> Report:
    """Write the report of a year from what a reader may read; `shelf` is theirs."""
    found = Training()
    if reader.can(Can.TRACK):
        days = year.begins, last_day(year, today)
        found = told(shelf, trained.figures(session, shelf, *days))
    return report_reading.written(session, shelf, reader, year, today, found)
