"""What the annual report tells of training: courses, briefings, what they changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from kb.access import Role
from kb.papers.markdown import markdown
from kb.training import receipts
from kb.training.steps import Step
from tests.board.reported import Board, board_over
from tests.factories import (
    an_empty_library,
    library_of,
    write_lesson,
    write_review,
)
from tests.training.trained import SEAL, somebody
from tests.web.trained import Course, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kb.board.report_model import Report

YEAR, DAY = "2025-26", date(2025, 10, 1)
RATED = {
    Step.BEFORE: (2, 2, 3, 3, 2),
    Step.AFTER: (4, 4, 4, 5, 4, 4),
    Step.LATER: (4, 3, 4, 4),
}
CAME = {"police": 7, "health-visiting": 9}
ASKED = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    content = an_empty_library(tmp_path / "content")
    write_review(content, "child-a")
    write_lesson(content, "ask-again", themes=["neglect"])
    write_lesson(content, "listen", title="Listen to the child", urgency="inform")
    with board_over(content) as board:
        yield board


def give(board: Board, course: Course) -> str:
    settings = library_of(board.content).settings
    return put(board.session, SEAL, settings, course)


def part(report: Report) -> str:
    """Give the part on training as text."""
    (found,) = (one for one in report.sections if one.id == "training")
    return markdown(replace(report, sections=(found,)))


def brief(board: Board) -> None:
    """Ask two agencies to brief their staff, of which one confirms."""
    by = somebody(Role.BOARD_MEMBER, now=ASKED)
    named = {"police": "Police", "health-visiting": "Health visiting"}
    receipts.ask(board.session, by, "lessons/ask-again", named, date(2026, 1, 31))
    lead = somebody(Role.AGENCY_LEAD, "police", ASKED)
    said = receipts.Said(ASKED.date(), 12, how="team-meeting")
    receipts.confirm(board.session, SEAL, lead, "lessons/ask-again", said)


def test_the_report_tells_whom_courses_reached_and_what_changed(board: Board) -> None:
    give(board, Course(day=DAY, came=CAME, rated=RATED))
    brief(board)
    said = part(board.report(YEAR))
    for words in (
        "1 course is recorded in the year. 16 people came.",
        "Just after the courses, confidence was 4.2 of 5 (6 answers), and before",
        "2.4 (5 answers): up by 1.8.",
        "| 1 | 16 | up by 1.8 (n = 5, 6) | Not shown |",
        "The board asked for 2 briefings of staff in the year; 1 of them was",
        "1 briefing was overdue at its end.",
        "Agencies confirmed 1 briefing in the year, of 12 staff.",
        "On 1 lesson nobody was ever trained, as far as is recorded:",
        "Listen to the child",
    ):
        assert words in said, said
    assert "Nothing is recorded" not in said
    assert "3.8" not in said


def test_another_year_and_another_reader_are_told_nothing_of_it(board: Board) -> None:
    give(board, Course(day=DAY, came=CAME, rated=RATED))
    assert "Nothing is recorded of training" in part(board.report("2024-25"))
    for audience in ("public", "partners"):
        said = part(board.report(YEAR, audience))
        assert "for members of the board" in said
        assert "16" not in said


def test_a_course_on_what_only_editors_read_is_not_in_the_boards_report(
    board: Board,
) -> None:
    before = board.report(YEAR)
    write_lesson(board.content, "hush", title="Zebedee", audience="editors")
    give(board, Course(("lessons/hush",), DAY, CAME))
    assert board.report(YEAR) == before
    assert "16 people came" in part(board.report(YEAR, "editors"))


def test_a_report_rests_on_the_lessons_that_people_were_trained_on(
    board: Board,
) -> None:
    write_review(board.content, "child-b", published="2019")
    write_lesson(board.content, "far-away", reviews=["child-b"], title="Far away")
    give(board, Course(("lessons/far-away",), DAY, CAME))
    report = board.report(YEAR)
    assert "lessons/far-away" in report.documents
    assert report.audience == "board"


def test_a_lesson_with_a_course_is_not_named_as_untrained(board: Board) -> None:
    board.ask(date(2025, 9, 1), "Ask each night")
    words = "No course is recorded on these lessons"
    assert words in part(board.report(YEAR))
    give(board, Course(day=DAY, came=CAME))
    assert words not in part(board.report(YEAR))
