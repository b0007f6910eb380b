"""The page of an agency: what is asked of it and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import Role
from kb.accounts import people
from tests.web.site import links
from tests.web.tracking import Board, days

if TYPE_CHECKING:
    from tests.web.editing import Seen, Somebody


@pytest.fixture
def lead(board: Board) -> Somebody:
    return board.come("Ann Lead", "agency-lead", "police")


def groups(page: Seen) -> dict[str, list[str]]:
    """Give the titles of the actions under each heading."""
    return {
        " ".join(part.select("h2")[0].get_text(" ").split()): [
            one.get_text(strip=True) for one in part.select(".kb-card__title")
        ]
        for part in page.soup.select("main .kb-group")
    }


def test_what_the_board_asks_comes_first_then_what_is_late_then_by_date(
    board: Board, lead: Somebody
) -> None:
    for text, due in {"later": 60, "soon": 5, "late": -3, "latest": -30}.items():
        uid = board.ask(text, due=days(due).isoformat())
        board.move(uid, Role.AGENCY_LEAD, "police", response="accepted")
    board.ask("new")
    board.challenge(board.ask("asked about"), "How do you know?")
    done = board.ask("done")
    board.move(
        done, Role.AGENCY_LEAD, "police", response="accepted", delivery="delivered"
    )
    closed = board.ask("closed")
    board.move(closed, Role.BOARD_APPROVER, words="No", minute="1", closure="overtaken")
    assert groups(lead.get("/agency")) == {
        "The board asks, and waits for your answer (1)": ["asked about"],
        "Overdue (2)": ["latest", "late"],
        "New, and waiting for your response (1)": ["new"],
        "Being done (2)": ["soon", "later"],
        "With the board (1)": ["done"],
        "Closed (1)": ["closed"],
    }


def test_a_card_says_what_is_asked_what_the_board_thinks_and_what_is_missing(
    board: Board, lead: Somebody
) -> None:
    uid = board.ask("Ask each night", owner="Sgt Day", due=days(-2).isoformat())
    board.move(uid, Role.AGENCY_LEAD, "police", response="accepted")
    board.move(uid, Role.BOARD_MEMBER, words="Say how", assurance="plan-not-acceptable")
    board.challenge(uid, "How do you know?")
    page = lead.get("/agency")
    for said in (
        "Asked: Ask who lives in the home",
        "The board asks: How do you know?",
        "2 days overdue",
        "Sgt Day",
        "What the board thinks Plan not acceptable: Say how",
        "The agency has not said that it is delivered.",
    ):
        assert said in page.words, said
    found = links(page.soup)
    assert found["Ask each night"] == f"/board/actions/{uid}"
    assert found["Answer the board : Ask each night"] == f"/board/actions/{uid}"


def test_the_page_says_on_top_what_presses(board: Board, lead: Somebody) -> None:
    assert "Police. Nothing is asked of your agency now." in lead.get("/agency").words
    uid = board.ask("One", due=days(-9).isoformat())
    board.ask("Two")
    board.challenge(uid, "How?")
    assert (
        "2 open actions: 1 waits for an answer to the board, 1 is overdue and"
        " 2 wait for your response."
    ) in lead.get("/agency").words


def test_an_owner_sees_which_actions_are_theirs(board: Board, lead: Somebody) -> None:
    board.ask("Mine", owner=f"person:{_uid(board)}")
    board.ask("Not mine", owner="Sgt Day")
    cards = lead.get("/agency").soup.select(".kb-card")
    mine = [card.get_text() for card in cards if "you answer for this" in str(card)]
    assert len(mine) == 1
    assert "Ann Lead" in mine[0]


def test_an_agency_sees_its_own_actions_and_no_other(
    board: Board, lead: Somebody
) -> None:
    board.ask("Ours")
    board.ask("Theirs", "health-visiting")
    assert "Theirs" not in lead.get("/agency").words
    assert "Ours" in lead.get("/agency").words


def test_an_early_action_names_nothing_that_is_not_open_yet(
    board: Board, lead: Somebody
) -> None:
    board.ask("Act now", document="reviews/zebedee-hush", early="yes")
    board.ask("Not early", document="reviews/zebedee-hush")
    page = lead.get("/agency")
    assert "Act now" in page.words
    assert "Not early" not in page.words
    assert "ebedee" not in str(page.soup)


def test_the_menu_leads_to_the_page_of_who_answers_for_an_agency(
    board: Board, lead: Somebody
) -> None:
    assert links(lead.get("/").soup, ".kb-who")["Our actions"] == "/agency"
    member = board.come("Bo Board", "board-member")
    found = links(member.get("/").soup, ".kb-who")
    assert "Our actions" not in found
    assert found["Board"] == "/board"
    assert member.client.get("/agency").status_code == 404


@pytest.mark.parametrize("role", ["practitioner", "trainer", "editor"])
def test_to_another_role_the_page_is_not_there(board: Board, role: str) -> None:
    somebody = board.come("Pat Reader", role, "police")
    assert somebody.client.get("/agency").status_code == 404


def _uid(board: Board) -> str:
    with board.site.works.sessions() as session:
        found = people.by_email(session, "ann@example.org")
    assert found is not None
    return found.uid
