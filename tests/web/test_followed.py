"""What a board sees on documents' pages, and nobody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import Role
from kb.board.actions import Proof
from kb.board.states import Kind
from tests.factories import write_lesson, write_review
from tests.web.site import words
from tests.web.tracking import Board, days

if TYPE_CHECKING:
    from tests.web.editing import Somebody

POLICE = (Role.AGENCY_LEAD, "police")
APPROVER = Role.BOARD_APPROVER
PAGES = ("/lessons/ask-again", "/reviews/child-a", "/policies/safer-sleep")


@pytest.fixture
def member(board: Board) -> Somebody:
    return board.come("Bo Member", "board-member")


def met(board: Board, policy: str = "") -> str:
    """Ask for something that was met a month ago, with an audit."""
    uid = board.ask("Ask each night", policy=policy)
    board.move(uid, *POLICE, response="accepted", on=days(-90))
    board.move(uid, *POLICE, delivery="delivered", on=days(-60))
    with board.site.works.sessions() as session:
        tracker = board.tracker(session, board.by(*POLICE), days(-55))
        tracker.add_evidence(uid, Proof(Kind.AUDIT, "An audit of twenty records"))
    board.move(uid, APPROVER, assurance="evidenced", on=days(-40))
    board.move(uid, APPROVER, closure="met", minute="4.2", on=days(-30))
    return uid


def part(member: Somebody, address: str) -> str:
    return words(member.get(address).soup, ".kb-followed")


def test_a_lesson_tells_what_was_done_each_time_it_was_taught(
    board: Board, member: Somebody
) -> None:
    met(board)
    board.ask("Look again", "health-visiting", "lessons/ask-again", "")
    write_review(
        board.site.content,
        "child-b",
        title="Leeds, Child B",
        published=days(-2).isoformat(),
    )
    write_lesson(board.site.content, "ask-again", reviews=["child-a", "child-b"])
    board.site.works.library.refresh()
    said = part(member, "/lessons/ask-again")
    assert "It has come back" in said
    order = [
        "Leeds, Child A May 2019 Ask each night Police · Evidence: audit Blue",
        f"Leeds, Child B {days(-2).day} ",
        "Nobody has been asked to act here",
        "Asked because of the lesson itself Look again Health visiting",
    ]
    places = [said.find(one) for one in order]
    assert -1 not in places
    assert places == sorted(places)


def test_from_a_lesson_and_a_review_one_goes_on_to_the_picture_over_time(
    board: Board, member: Somebody
) -> None:
    met(board)
    for address in PAGES[:2]:
        page = member.get(address)
        (link,) = page.soup.select('.kb-followed a[href^="/board?document="]')
        assert member.get(str(link["href"])).soup.select_one(".kb-lanes") is not None


def test_a_review_tells_what_was_done_about_each_recommendation(
    board: Board, member: Somebody
) -> None:
    board.ask("Ask each night", "police")
    board.ask("Ask each night too", "health-visiting")
    said = part(member, "/reviews/child-a")
    first, _, second = said.partition("R2: Look where the baby sleeps")
    assert "R1: Ask who lives in the home" in first
    assert "Police · No evidence yet" in first
    assert "Health visiting" in first
    assert second.strip().startswith("Nobody has been asked to act here")


def test_a_policy_tells_the_actions_that_led_to_it_with_their_evidence(
    board: Board, member: Somebody
) -> None:
    assert "No action says that it led to this" in part(member, PAGES[2])
    met(board, policy="policies/safer-sleep#1")
    said = part(member, PAGES[2])
    assert "Ask each night Police · Evidence: audit" in said


def test_the_last_bead_says_how_much_was_found_evidenced(
    board: Board, member: Somebody
) -> None:
    board.ask("Something else")
    assert "none recorded yet" in words(member.get(PAGES[0]).soup, ".kb-thread")
    met(board)
    page = member.get(PAGES[0])
    assert words(page.soup, ".kb-bead:last-child strong") == "1 action evidenced"
    (link,) = page.soup.select(".kb-bead:last-child a")
    assert link.get_text() == "of 2"
    assert "2 actions" in member.get(str(link["href"])).words


def test_nobody_else_sees_anything_of_it(board: Board) -> None:
    met(board, policy="policies/safer-sleep")
    others = [
        board.come("Pat Practitioner", "practitioner"),
        board.come("Lee Lead", "agency-lead", "police"),
        board.come("Ada Admin", "administrator"),
    ]
    for somebody in others:
        for address in PAGES:
            page = somebody.get(address)
            assert page.soup.select_one(".kb-followed") is None
            assert "Ask each night" not in str(page.soup)
            assert "evidenced" not in words(page.soup, ".kb-thread")


def test_what_a_hidden_review_asked_is_on_no_page(
    board: Board, member: Somebody
) -> None:
    write_lesson(board.site.content, "ask-again", reviews=["child-a", "zebedee-hush"])
    board.site.works.library.refresh()
    board.ask("About Zebedee", document="reviews/zebedee-hush", early="yes")
    for address in PAGES:
        assert "Zebedee" not in str(member.get(address).soup)
    editor = board.come("Edda Editor", "editor")
    assert "Zebedee" in part(editor, PAGES[0])
