"""Closing an action on its page, and what happens to it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.board.states import Kind
from tests.factories import write_lesson, write_review
from tests.web.action_forms import (
    action,
    asked,
    at,
    closed_as_met,
    delivered,
    form,
    forms,
    send,
    show,
)

if TYPE_CHECKING:
    from tests.web.tracking import Board


@pytest.fixture
def uid(board: Board) -> str:
    return asked(board)


def test_a_briefing_alone_is_not_enough_and_an_audit_is(board: Board, uid: str) -> None:
    delivered(board, uid)
    ed = board.come("Ed Approver", "board-approver")
    page = ed.get(at(uid))
    page = ed.post(f"{at(uid)}/change", send(page, "assurance", assurance="evidenced"))
    typed = send(page, "closure", closure="met", minute="4.2", words="As agreed")
    refused = ed.post(f"{at(uid)}/change", typed)
    assert refused.status == 422
    assert "No evidence shows practice" in refused.wrong()["#f-closure-closure"]
    kept = refused.typed(form("closure"))
    assert kept["closure-minute"] == ["4.2"]
    assert kept["closure-words"] == ["As agreed"]
    assert kept["closure-closure"] == ["met"]
    show(board, uid, Kind.AUDIT, "Twenty records were looked at")
    overtaken = ed.post(f"{at(uid)}/change", kept)
    assert overtaken.status == 409
    closed = ed.post(f"{at(uid)}/change", overtaken.typed(form("closure")))
    assert "Closed as met since" in closed.words
    assert "The board looks again on" in closed.words
    assert "minute 4.2" in closed.words


def test_what_is_taught_again_raises_the_alarm_until_the_board_has_looked(
    board: Board, uid: str
) -> None:
    closed_as_met(board, uid)
    ed = board.come("Ed Approver", "board-approver")
    assert "It has come back" not in ed.get(at(uid)).words
    content = board.site.content
    write_review(content, "child-b", title="Leeds, Child B", published="2026-10")
    write_lesson(content, "ask-again", reviews=["child-a", "child-b"])
    board.site.works.library.refresh()
    page = ed.get(at(uid))
    assert "another review has since taught the same: Leeds, Child B" in page.words
    ann = board.come("Ann Lead", "agency-lead", "police").get(at(uid))
    assert "again" not in forms(ann.soup)
    fields = page.typed(".kb-alarm form") | {"again-words": ["Other places"]}
    looked = ed.post(f"{at(uid)}/look-again", fields)
    assert "It has come back" not in looked.words
    assert "Looked at again Other places" in looked.words


def test_what_has_come_back_can_be_opened_again_there(board: Board, uid: str) -> None:
    closed_as_met(board, uid)
    content = board.site.content
    write_review(content, "child-b", title="Leeds, Child B")
    write_lesson(content, "ask-again", reviews=["child-a", "child-b"])
    board.site.works.library.refresh()
    ed = board.come("Ed Approver", "board-approver")
    fields = ed.get(at(uid)).typed(".kb-alarm form")
    fields |= {"again-words": ["It is back"], "do": ["reopen"]}
    refused = ed.post(f"{at(uid)}/look-again", fields)
    assert "#f-again-minute" in refused.wrong()
    ed.post(f"{at(uid)}/look-again", fields | {"again-minute": ["7.1"]})
    assert action(board, uid).is_open


def test_what_lasted_or_slipped_is_said_by_the_board(board: Board, uid: str) -> None:
    closed_as_met(board, uid)
    cy = board.come("Cy Member", "board-member")
    page = cy.get(at(uid))
    typed = send(page, "sustained", sustained="slipped", words="Not at night")
    page = cy.post(f"{at(uid)}/change", typed)
    assert "It was met and did not last, so it is open again." in page.words
    assert "sustained" not in forms(page.soup)


def test_an_action_is_superseded_by_an_open_one_of_the_same_review(
    board: Board, uid: str
) -> None:
    other = board.ask("Ask and write it down", agency="health-visiting")
    board.ask("Something else", document="lessons/ask-again", recommendation="")
    ed = board.come("Ed Approver", "board-approver")
    page = ed.get(at(uid))
    options = page.soup.select("#f-closure-successor option")
    assert [str(one["value"]) for one in options] == ["", other]
    typed = send(page, "closure", closure="superseded", minute="5", words="One now")
    refused = ed.post(f"{at(uid)}/change", typed)
    assert "#f-closure-successor" in refused.wrong()
    done = ed.post(f"{at(uid)}/change", typed | {"closure-successor": [other]})
    assert done.soup.select_one(f"dd a[href='/board/actions/{other}']") is not None
