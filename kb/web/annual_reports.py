"""Finding the annual report of a year for whoever is looking: approved, or written now.

An approved copy is shown only where nothing in it is closed to its reader, and where
no text that it quotes was taken out on purpose since. Otherwise it is held back whole,
and the report is written anew from what is open now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.board import report_copies, report_reading
from kb.board.months import Year, later
from kb.publishing import names, reporting, taken_out
from kb.web import current

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kb.board.report_copies import Copy
    from kb.board.report_model import Report
    from kb.content.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Found:
    """The report of a year as it is shown, and what else there is of it."""

    year: Year
    today: date
    shelf: Shelf
    report: Report
    copy: Copy | None
    """The approved copy, when there is one that whoever is looking may know of."""
    is_copy: bool
    """Whether the report shown is that copy."""

    @property
    def has_ended(self) -> bool:
        """Say whether the year is over."""
        return self.year.ends < self.today

    @property
    def is_held_back(self) -> bool:
        """Say whether there is a copy that cannot be shown any more."""
        return self.copy is not None and self.copy.report is None

    @property
    def before(self) -> str:
        """Name the year before."""
        return Year(later(self.year.begins, -12)).name

    @property
    def after(self) -> str:
        """Name the year after, if it has begun."""
        coming = Year(later(self.year.begins, 12))
        return coming.name if coming.begins <= self.today else ""


def found(name: str, *, fresh: bool) -> Found:
    """Find the report of a year; raise NotFoundError for what is no year."""
    today, session = current.now().date(), current.session()
    shelf, reader = report_reading.board_copy(current.shelf(), current.reader())
    year = report_reading.year_of(name, shelf, today)
    seal = current.parts().seal
    copy = report_copies.newest(session, seal, year.name, shelf, reader)
    if (
        copy
        and copy.report
        and taken_out.since(session, copy.report.documents, copy.moment)
    ):
        copy = replace(copy, report=None)
    if copy and copy.report and not fresh:
        return Found(year, today, shelf, copy.report, copy, is_copy=True)
    report = reporting.written(session, shelf, reader, year, today)
    return Found(year, today, shelf, report, copy, is_copy=False)


def names_of_people() -> Mapping[str, str]:
    """Give what everybody is called by the name in the records."""
    return names.people(current.session())
