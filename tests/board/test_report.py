"""What the annual report says, and what it does not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kb.board import records, report_commentary, report_model
from kb.board.models import ReportPart
from kb.board.report import PARTS
from kb.board.states import Kind
from kb.papers.markdown import markdown
from kb.papers.model import Chart, Paragraph, Span, Table
from tests.board.reported import TODAY, Board, board_over
from tests.factories import (
    SETTINGS,
    a_small_library,
    write_lesson,
    write_policy,
    write_review,
    write_yaml,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.board.report_model import Report

STARTER = Path(__file__).parents[2] / "content"
APRIL, MARCH = date(2020, 4, 10), date(2021, 3, 20)


@pytest.fixture
def starter() -> Iterator[Board]:
    with board_over(STARTER) as board:
        yield board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with board_over(a_small_library(tmp_path / "content")) as board:
        yield board


def part(report: Report, name: str) -> str:
    """Give the words of one part, as plain text."""
    section = next(one for one in report.sections if one.id == name)
    return markdown(replace(report, sections=(section,)))


def links(report: Report) -> list[str]:
    """List where the words of a report lead."""
    spans: list[Span] = []
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                spans += block.words
            elif isinstance(block, Table):
                spans += [span for row in block.rows for cell in row for span in cell]
            elif isinstance(block, Chart):
                spans += [Span(bar.label, bar.link) for bar in block.bars]
    return [span.link for span in spans if span.link]


def test_the_starter_library_gives_a_short_chapter_for_leeds(starter: Board) -> None:
    report = starter.report("2012-13")
    assert report.title == "Annual report 2012/13: learning from reviews of Leeds"
    assert report.audience == "public"
    assert "3 records of reviews" in part(report, "learned")
    led = part(report, "led-to")
    assert "For 3 of them a source says that learning led to them" in led
    assert "For 2 of them no source says" in led
    assert "Young People's Service" in led
    assert "Norfolk" not in markdown(report)
    assert "lines 68, 69, 74" in part(report, "sources")


def test_what_was_reported_for_one_year_is_not_in_the_next(starter: Board) -> None:
    report = starter.report("2013-14")
    assert "No review is recorded as published in 2013/14" in part(report, "learned")
    assert "No change to a policy" in part(report, "led-to")


def test_where_the_records_say_nothing_the_report_says_so(starter: Board) -> None:
    report = starter.report("2012-13")
    assert "No action is recorded up to 31 March 2013" in part(report, "done")
    assert "No evidence of impact is recorded" in part(report, "impact")
    assert "Nothing is recorded of training" in part(report, "training")
    assert "No action was closed, so no rate" in part(report, "left-out")


def test_a_date_of_which_only_the_year_is_known_is_said_to_be_one(
    board: Board,
) -> None:
    for year in ("2019-20", "2020-21"):
        report = board.report(year)
        assert "gives only 2020 as its date" in part(report, "led-to")
        assert "Of 1 record only the calendar year is known" in part(report, "left-out")


def test_only_documents_of_the_board_s_own_areas_count(board: Board) -> None:
    write_review(board.content, "child-b", title="Child B", area="Bradford")
    assert "Child B" in markdown(board.report("2019-20"))
    tracking = {"areas": ["Leeds"], "publishers": ["Leeds Safeguarding Children Board"]}
    write_yaml(board.content / "library.yaml", SETTINGS | {"tracking": tracking})
    own = {"area": "Bradford", "body": "Bradford Board"}
    write_review(board.content, "child-b", title="Child B", **own)
    said = markdown(board.report("2019-20"))
    assert "Child B" not in said
    assert "Leeds, Child A" in said


def test_a_year_begins_in_the_month_that_is_set(board: Board) -> None:
    settings = SETTINGS | {"tracking": {"year_begins": 1}}
    write_yaml(board.content / "library.yaml", settings)
    report = board.report("2019")
    assert "1 January 2019 to 31 December 2019" in part(report, "introduction")
    assert "Leeds, Child A" in part(report, "learned")


def the_year(board: Board) -> tuple[str, str]:
    """Let two actions be asked for; one is met in the year, one is late and open."""
    board.ask(date(2020, 3, 1), "Ask about sleep at each visit", due="2020-06-30")
    met = board.ask(APRIL, "Show a safe place to sleep", policy="policies/safer-sleep")
    board.says(date(2020, 5, 1), met, "own lead", response="accepted")
    board.says(date(2020, 9, 1), met, "own lead", delivery="delivered")
    board.shows(date(2020, 9, 2), met, Kind.AUDIT)
    board.shows(date(2020, 9, 2), met, Kind.TRAINING)
    board.says(date(2020, 11, 1), met, "approver", assurance="evidenced")
    board.says(date(2020, 11, 1), met, "approver", closure="met", minute="4.2")
    late = board.ask(MARCH, "Look again at old cases")
    board.tracker(date(2021, 3, 21), "approver").challenge(late, "Why only old ones?")
    return met, late


def test_what_was_done_is_told_in_sentences_with_its_age(board: Board) -> None:
    the_year(board)
    done = part(board.report("2020-21"), "done")
    assert "When the year began, 1 action was open. 2 actions were added." in done
    assert "a first answer on 1 and delivered 1" in done
    assert "the board found 1 evidenced and closed 1" in done
    assert "On 31 March 2021, 2 actions were open." in done
    assert "1 action was overdue, by 274 days." in done
    assert "| More than 180 days | 1 |" in done
    assert "| Blue: closed as met | 1 |" in done


def test_what_is_still_open_is_carried_over_into_next_year(board: Board) -> None:
    the_year(board)
    report = board.report("2020-21")
    over = part(report, "carried-over")
    assert "## Carried over into 2021/22" in over
    assert "2 actions are carried over into 2021/22." in over
    assert "| Police | Ask about sleep at each visit | 30 June 2020 | Overdue |" in over
    assert "Show a safe place" not in over


def test_evidence_is_told_by_kind_and_what_cannot_show_practice(board: Board) -> None:
    the_year(board)
    impact = part(board.report("2020-21"), "impact")
    assert "2 pieces of evidence were on record." in impact
    assert "| Audit | 1 | 1 | Yes |" in impact
    assert "| Record of training | 1 | 1 | No |" in impact
    assert "| Audit | 1 | 0 | Yes |" in part(board.report("2021-22"), "impact")


def test_challenges_stand_beside_their_answers(board: Board) -> None:
    _, late = the_year(board)
    said = part(board.report("2020-21"), "challenges")
    assert "The board made 1 challenge in the year. 1 challenge waits" in said
    assert "Why only old ones? | No answer yet |" in said
    (waiting,) = records.one(board.session, late).challenges
    day = date(2021, 4, 2)
    board.tracker(day, "own lead").answer(late, "New ones too.", to=waiting)
    assert "New ones too." not in part(board.report("2020-21"), "challenges")
    assert "No challenge" in part(board.report("2021-22"), "challenges")


def test_the_rate_of_success_says_what_it_leaves_out(board: Board) -> None:
    the_year(board)
    other = board.ask(APRIL, "Something else")
    day, why = date(2021, 1, 5), "The law changed"
    board.says(day, other, "approver", closure="overtaken", words=why, minute="5.1")
    said = part(board.report("2020-21"), "left-out")
    assert "Of 1 action closed as met or not met, 1 was met (100%)." in said
    assert "1 action is left out of that rate" in said


def test_what_happened_after_the_year_is_not_in_it(board: Board) -> None:
    the_year(board)
    before = board.report("2020-21")
    board.ask(date(2021, 5, 1), "A later action")
    assert board.report("2020-21") == before


def test_the_running_year_is_told_as_of_today(board: Board) -> None:
    report = board.report("2026-27")
    assert report.standing.startswith("As of 25 November 2026")
    assert "The year has not ended." in part(report, "introduction")


def test_few_children_are_never_counted(board: Board) -> None:
    write_review(board.content, "child-a", child_count=2, ages=["infants-under-1"])
    board.ask(APRIL, "Ask", document="reviews/child-a")
    said = part(board.report("2020-21"), "left-out")
    assert "How many children the reviews are about is not given." in said
    write_review(board.content, "child-a", child_count=7, ages=["infants-under-1"])
    assert "7 infants under 1" in part(board.report("2020-21"), "left-out")


def test_every_figure_on_actions_leads_to_its_list_on_that_day(board: Board) -> None:
    the_year(board)
    lists = [link for link in links(board.report("2020-21")) if "actions?" in link]
    assert "/board/actions?closure=open&on=2021-03-31" in lists
    assert "/board/actions?closure=open&on=2020-03-31" in lists
    assert "/board/actions?only=closed-in-year&on=2021-03-31" in lists


def test_a_report_for_others_holds_nothing_of_actions_or_commentary(
    board: Board,
) -> None:
    the_year(board)
    new = ReportPart(year="2020-21", part="introduction", text="Said among ourselves.")
    now = board.tracker(TODAY).now
    report_commentary.write(board.session, now, "person:1", new, 0)
    report = board.report("2020-21", "partners")
    said = markdown(report)
    assert report.audience == "public"
    assert "Ask about sleep" not in said
    assert "among ourselves" not in said
    assert "What agencies did is for members of the board" in said
    ours = board.report("2020-21")
    assert (ours.audience, ours.mark) == ("board", "For members of the board only")
    assert "Said among ourselves." in part(ours, "introduction")


@pytest.mark.parametrize("audience", ["public", "partners", "board", "editors"])
def test_the_audience_is_the_narrowest_of_anything_in_it(
    board: Board, audience: str
) -> None:
    write_review(board.content, "child-b", title="Child B", audience=audience)
    write_lesson(board.content, "more", reviews=["child-b"], audience=audience)
    write_policy(board.content, "other", audience=audience)
    report = board.report("2019-20", audience)
    assert report.audience == audience
    assert "reviews/child-b" in report.documents


def test_a_report_comes_back_from_json_as_it_was(board: Board) -> None:
    the_year(board)
    report = board.report("2020-21")
    assert report_model.read(report_model.written(report)) == report
    assert [section.id for section in report.sections] == list(PARTS)
