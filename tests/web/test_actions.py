"""The page of an action: who sees what of it, now and as of a day."""

from __future__ import annotations

import pytest

from kb.access import Role
from tests.factories import write_lesson
from tests.web.action_forms import (
    TEXT,
    action,
    asked,
    at,
    closed_as_met,
    forms,
    send,
)
from tests.web.tracking import Board, days

AGENCY = {"response", "delivery", "plan", "evidence", "note", "answer", "strike"}
BOARD = {"assurance", "plan", "evidence", "note", "challenge", "strike"}


@pytest.fixture
def uid(board: Board) -> str:
    return asked(board)


@pytest.mark.parametrize(
    ("role", "agency", "offered"),
    [
        ("agency-lead", "police", AGENCY),
        ("agency-lead", "health-visiting", None),
        ("board-member", "police", AGENCY),
        ("board-member", "health-visiting", BOARD),
        ("board-member", "", BOARD),
        ("board-approver", "police", AGENCY),
        ("board-approver", "", BOARD | {"closure"}),
        ("editor", "", BOARD | {"response", "delivery"}),
        ("practitioner", "police", None),
        ("trainer", "police", None),
        ("administrator", "police", None),
    ],
)
def test_everybody_sees_the_forms_of_what_they_may_do_and_no_others(
    board: Board, uid: str, role: str, agency: str, offered: set[str] | None
) -> None:
    somebody = board.come("Pat Reader", role, agency)
    if offered is None:
        hidden = somebody.get(at(uid), 404).words
        assert hidden == somebody.get(at("0123456789abcdef"), 404).words
        assert TEXT not in hidden
    else:
        assert forms(somebody.get(at(uid)).soup) == offered


def test_who_has_not_signed_in_is_asked_to_and_sends_nothing(
    board: Board, uid: str
) -> None:
    client = board.site.app.test_client()
    with client.get(at(uid)) as answer:
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/sign-in?next=")
    before = action(board, uid)
    board.site.app.config["WTF_CSRF_ENABLED"] = False
    for move in ("change", "note", "answer", "evidence", "strike", "look-again"):
        with client.post(f"{at(uid)}/{move}", data={"words": "x"}) as answer:
            assert answer.status_code == 401
    assert action(board, uid) == before


def test_the_page_says_what_is_asked_where_it_stands_and_what_is_missing(
    board: Board, uid: str
) -> None:
    page = board.come("Pat Reader", "board-member").get(at(uid))
    assert "Recommendation R1 of Leeds, Child A" in page.words
    assert "Ask who lives in the home" in page.words
    for words in (
        "Awaited since",
        "Nobody is named yet",
        "No date yet",
        "The agency has not said that it is delivered.",
        "No evidence shows practice.",
        "A challenge of the board waits for an answer.",
        "Record of training , which alone does not show practice",
        "How is it asked at night?",
    ):
        assert words in page.words


def test_an_early_action_says_nothing_of_a_review_that_is_not_open(
    board: Board,
) -> None:
    uid = board.ask("Ask at once", document="reviews/zebedee-hush", early="yes")
    page = board.come("Ann Lead", "agency-lead", "police").get(at(uid))
    assert "A review that is not published yet" in page.words
    shown = str(page.soup).lower()
    assert "zebedee" not in shown
    assert "recommendation r1" not in shown
    board.come("Bo Other", "agency-lead", "health-visiting").get(at(uid), 404)
    board.come("Cy Member", "board-member").get(at(uid), 404)


def test_the_page_as_of_a_day_shows_that_day_and_no_form(
    board: Board, uid: str
) -> None:
    closed_as_met(board, uid)
    cy = board.come("Cy Member", "board-member")
    then = cy.get(f"{at(uid)}?on={days(-60)}")
    assert "This is how the action stood at the end of that day." in then.words
    assert "Response set by the agency Awaited" in then.words
    assert "No evidence yet." in then.words
    assert "How is it asked at night?" not in then.words
    assert then.soup.select("main form[method=post]") == []
    assert "It had not been asked" in cy.get(f"{at(uid)}?on={days(-200)}").words
    for today in (days(0), days(30), "some day"):
        assert cy.get(f"{at(uid)}?on={today}", 303).status == 303
    assert "“some day” is not a day such as 31/3/2026" in cy.get(at(uid)).words


def test_the_record_names_nothing_that_is_not_open_to_its_reader(
    board: Board, uid: str
) -> None:
    content = board.site.content
    write_lesson(content, "ask-again", reviews=["child-a", "zebedee-hush"])
    board.site.works.library.refresh()
    fy = board.come("Fy Editor", "editor")
    page = fy.get(at(uid))
    fy.post(f"{at(uid)}/change", send(page, "plan", policy="policies/safer-sleep#1"))
    with board.site.works.sessions() as session:
        by = board.by(Role.BOARD_APPROVER)
        keys = ["reviews/zebedee-hush", "reviews/child-a"]
        board.tracker(session, by, days(-1)).look_again(
            uid, keys, words="We looked", minute="3"
        )
    policy = content / "policies" / "safer-sleep.md"
    policy.write_text(
        policy.read_text("utf-8").replace("public", "editors", 1), "utf-8"
    )
    board.site.works.library.refresh()
    shown = board.come("Ann Lead", "agency-lead", "police").get(at(uid))
    assert "a policy update that is not open to you" in shown.words
    for word in ("safer-sleep", "Safer sleep", "zebedee", "Zebedee"):
        assert word not in str(shown.soup)
    ann = board.come("Zoe Two", "agency-lead", "police")
    ann.post(f"{at(uid)}/change", send(shown, "plan", owner="Jo"))
    assert action(board, uid).policy == "policies/safer-sleep#1"
