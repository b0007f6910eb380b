"""Training and briefing on the dashboard."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from kb.access import Role, reader_for
from kb.board.months import Year
from kb.training import receipts, runs
from kb.training.receipts import By, Said
from kb.training.steps import Step
from tests.factories import write_lesson
from tests.web.site import words
from tests.web.tracking import Board, days, today
from tests.web.trained import Course, give

if TYPE_CHECKING:
    from tests.web.editing import Somebody

LESSON = "lessons/ask-again"
RATED = {Step.BEFORE: (2, 2, 3, 3, 2), Step.AFTER: (4, 4, 4, 5, 4)}
#: The last day of a year of the board, and a day in it whose answers had closed then.
ON = Year.of(today()).begins - timedelta(days=1)
THEN = ON - timedelta(days=60)
NOBODY = "Nobody was ever trained on these"


@pytest.fixture
def member(board: Board) -> Somebody:
    return board.come("Bo Member", "board-member")


def training(member: Somebody, address: str = "/board") -> str:
    return words(member.get(address).soup, ".kb-board__training")


def by(role: Role, agency: str = "", on: int = 0) -> By:
    reader = reader_for("Jo", role, (), (), agency)
    return By(f"person:{role}", reader, datetime.combine(days(on), time(9), UTC))


def ask(board: Board, due: int, on: int = 0, agency: str = "police") -> None:
    with board.site.works.sessions() as session:
        member = by(Role.BOARD_MEMBER, on=on)
        receipts.ask(session, member, LESSON, {agency: agency}, days(due))


def confirm(board: Board, agency: str = "police", count: int = 12) -> None:
    with board.site.works.sessions() as session:
        said = Said(today(), count, how="course")
        lead = by(Role.AGENCY_LEAD, agency)
        receipts.confirm(session, board.site.works.seal, lead, LESSON, said)


def test_an_empty_board_says_that_nothing_of_training_is_recorded(
    member: Somebody,
) -> None:
    said = training(member)
    assert "No course is recorded of these days" in said
    assert f"{NOBODY} Ask where the baby sleeps" in said


def test_courses_and_briefings_of_the_year_are_counted(
    board: Board, member: Somebody
) -> None:
    give(board, Course(day=today(), came={"police": 7, "health-visiting": 9}))
    last_year = days(-500)
    give(board, Course(day=last_year, came={"police": 99}, pack="p2"))
    ask(board, 30)
    ask(board, -3, on=-400, agency="health-visiting")
    confirm(board)
    said = training(member)
    assert "1 course, on" in said
    assert "16 people came" in said
    assert "Health visiting 9 Police 7" in said
    assert "1 briefing asked for, 1 of them confirmed." in said
    assert "1 confirmation by agencies, of 12 staff briefed. 1 briefing overdue" in said
    assert NOBODY not in said


def test_confidence_is_shown_by_theme_with_how_many_answered(
    board: Board, member: Somebody
) -> None:
    write_lesson(board.site.content, "ask-again", themes=["neglect"])
    board.site.works.library.refresh()
    give(board, Course(day=THEN, rated=RATED))
    said = training(member, f"/board?on={ON}")
    assert "Neglect 1 7 up by 1.8 (n = 5, 5) Not shown" in said


def test_one_agency_or_theme_can_be_looked_at_alone(
    board: Board, member: Somebody
) -> None:
    write_lesson(board.site.content, "ask-again", themes=["neglect"])
    write_lesson(board.site.content, "listen", themes=["co-sleeping"])
    board.site.works.library.refresh()
    give(board, Course(day=today(), came={"police": 7, "health-visiting": 9}))
    give(board, Course(("lessons/listen",), today(), {"police": 2}, pack="p2"))
    of_police = training(member, "/board?agency=police")
    assert "2 courses" in of_police
    assert "9 people came" in of_police
    assert "Health visiting" not in of_police
    of_theme = training(member, "/board?theme=co-sleeping")
    assert "1 course" in of_theme
    assert "2 people came" in of_theme


def test_a_course_that_is_struck_out_is_gone_from_a_page_that_was_kept(
    board: Board, member: Somebody
) -> None:
    uid = give(board, Course(day=today()))
    assert "7 people came" in training(member)
    with board.site.works.sessions() as session:
        runs.strike(session, datetime.now(UTC), uid)
    assert "came" not in training(member)


def test_a_lesson_on_which_there_was_a_course_is_no_longer_untrained(
    board: Board, member: Somebody
) -> None:
    board.ask("Ask each night")
    page = member.get("/board").soup
    heading = "Lessons without a record of training"
    assert heading in words(page)
    give(board, Course(day=today()))
    assert heading not in words(member.get("/board").soup)


def test_an_earlier_day_is_told_as_it_was(board: Board, member: Somebody) -> None:
    give(board, Course(day=days(-2)))
    confirm(board)
    said = training(member, f"/board?on={days(-3)}")
    assert "No course is recorded of these days" in said
    assert NOBODY in said


def test_what_only_editors_read_moves_no_figure_of_the_board(
    board: Board, member: Somebody
) -> None:
    before = training(member)
    write_lesson(board.site.content, "hush", title="Zebedee", audience="editors")
    board.site.works.library.refresh()
    give(board, Course(("lessons/hush",), today()))
    assert training(member) == before
