"""What the annual report says, and what it does not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kb.access import tracker_as
from kb.board import report_model, report_reading
from kb.board.report_markdown import markdown
from kb.content.library import Library
from kb.db import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from kb.board.report_model import Report

STARTER = Path(__file__).parents[2] / "content"
TODAY = date(2026, 11, 25)


@pytest.fixture
def session() -> Iterator[Session]:
    with open_database("sqlite://")() as session:
        yield session


def starter(session: Session, year: str = "2012-13") -> Report:
    reader = tracker_as("board")
    shelf = Library(STARTER).shelf(reader)
    meant = report_reading.year_of(year, shelf, TODAY)
    return report_reading.written(session, shelf, reader, meant, TODAY)


def part(report: Report, name: str) -> str:
    """Give the words of one part, as plain text."""
    section = next(one for one in report.sections if one.id == name)
    alone = replace(report, sections=(section,))
    return markdown(alone)


def test_the_starter_library_gives_a_short_chapter_for_leeds(session: Session) -> None:
    report = starter(session)
    assert report.title == "Annual report 2012/13: learning from reviews of Leeds"
    learned = part(report, "learned")
    assert "3 records of reviews" in learned
    assert "Norfolk" not in markdown(report)
    assert "Young People's Service" in part(report, "led-to")


def test_where_the_records_say_nothing_the_report_says_so(session: Session) -> None:
    report = starter(session)
    assert "No action is recorded up to 31 March 2013" in part(report, "done")
    assert "No evidence of impact is recorded" in part(report, "impact")
    assert "Nothing is recorded of training" in part(report, "training")


def test_a_year_of_which_nothing_is_known_has_no_figure(session: Session) -> None:
    report = starter(session, "2009-10")
    assert "No review is recorded as published in 2009/10" in part(report, "learned")


def test_a_report_comes_back_from_json_as_it_was(session: Session) -> None:
    report = starter(session)
    assert report_model.read(report_model.written(report)) == report
