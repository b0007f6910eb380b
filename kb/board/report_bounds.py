"""The bounds of a report: its year, whose documents count, and what is not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.board import report_scope as scope
from kb.papers.words import (
    capital,
    counted,
    day_of,
    listed,
    many,
    paragraph,
    quiet,
    small,
)

if TYPE_CHECKING:
    from datetime import date

    from kb.board.months import Year
    from kb.content.shelf import Shelf
    from kb.papers.model import Block


def stated(shelf: Shelf, year: Year, day: date) -> list[Block]:
    """Say which year it is, whose documents count, and who may read it."""
    tracking = shelf.settings.tracking
    own = listed((*tracking.areas, *tracking.publishers))
    whose = (
        f"Reviews and changes count that are of {own}; actions count whatever review"
        " asked for them."
        if own
        else "All reviews and changes in the library count."
    )
    covers = f"{day_of(year.begins)} to {day_of(year.ends)}"
    running = " The year has not ended." if day < year.ends else ""
    readers = shelf.settings.audiences
    who = [readers[one] for one in readers if one in shelf.audiences]
    return [
        paragraph(
            "This report is written from the records of the library. It covers"
            f" {covers}, and says how things stood on {day_of(day)}.{running} {whose}"
        ),
        quiet(
            f"It holds what may be read by: {listed(small(one) for one in who)}."
            " Nothing else is counted or named in it."
        ),
    ]


def not_told(shelf: Shelf, perhaps: int) -> list[Block]:
    """Say which documents are not in the report, or may not belong to its year."""
    said: list[Block] = []
    undated = scope.undated(shelf)
    if undated:
        said.append(
            paragraph(
                f"{capital(counted(undated, 'review'))} without a date of publication"
                f" {many(undated, 'is')} in no year's report."
            )
        )
    if perhaps:
        said.append(
            paragraph(
                f"Of {counted(perhaps, 'record')} only the calendar year is known;"
                f" the report of the other year that it touches names"
                f" {many(perhaps, 'it')} too."
            )
        )
    said.append(
        paragraph(
            "Reviews and changes of other boards are not part of this report, although"
            " lessons may come from them too."
            if shelf.settings.tracking.areas or shelf.settings.tracking.publishers
            else "Nothing was left out for being of another board."
        )
    )
    return said
