"""The number of SQL statements of pages about training does not grow with courses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kb.access import Role, reader_for
from kb.training import receipts
from kb.training.receipts import By, Said
from kb.training.steps import Step
from tests.factories import write_lesson
from tests.web.test_board_statements import counted
from tests.web.tracking import Board, days, open_board
from tests.web.trained import Course, give

if TYPE_CHECKING:
    from pathlib import Path

RATED = {Step.BEFORE: (2, 3, 2, 3, 2), Step.AFTER: (4, 4, 5, 4, 4)}
LESSONS = 4


def trained(root: Path, courses: int) -> Board:
    """Open a board after so many courses, each with a briefing."""
    root.mkdir()
    board = open_board(root)
    for number in range(LESSONS):
        write_lesson(board.site.content, f"lesson-{number}", themes=["neglect"])
    board.site.works.library.refresh()
    for number in range(courses):
        key = f"lessons/lesson-{number % LESSONS}"
        day = days(-100 - number)
        pack = f"p{number}"
        give(board, Course((key, "lessons/ask-again"), day, rated=RATED, pack=pack))
        brief(board, key, number)
    return board


def brief(board: Board, key: str, number: int) -> None:
    now = datetime.now(UTC) - timedelta(days=number)
    lead = By("person:x", reader_for("Ann", Role.AGENCY_LEAD, (), (), "police"), now)
    with board.site.works.sessions() as session:
        said = Said(now.date(), 5, how="email")
        receipts.confirm(session, board.site.works.seal, lead, key, said)


@pytest.mark.parametrize(
    "address",
    [
        "/board",
        "/board/briefings",
        "/board/briefings.csv",
        "/board/annual-report/2025-26",
        "/training/untrained",
        "/lessons/ask-again",
        "/themes/neglect",
    ],
)
def test_two_and_twenty_courses_take_as_many_statements(
    tmp_path: Path, address: str
) -> None:
    numbers = []
    for courses in (2, 20):
        board = trained(tmp_path / str(courses), courses)
        member = board.come("Bo Member", "board-member")
        with counted(board) as said:
            member.client.get(address)
        numbers.append(len(said))
    assert numbers[0] == numbers[1]
