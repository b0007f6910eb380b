"""The list of actions: what stands on it, how it is narrowed, and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import Role
from tests.web.tracking import Board, days, taken, today

if TYPE_CHECKING:
    from tests.web.editing import Seen, Somebody


@pytest.fixture
def member(board: Board) -> Somebody:
    return board.come("Bo Board", "board-member")


def texts(page: Seen) -> list[str]:
    rows = page.soup.select(".kb-actions tbody .kb-actions__what > a")
    return [one.get_text(strip=True) for one in rows]


def test_a_row_says_what_is_asked_of_whom_and_where_it_is(
    board: Board, member: Somebody
) -> None:
    uid = board.ask("Ask each night", owner="Sgt Day", due=days(-3).isoformat())
    board.move(uid, Role.AGENCY_LEAD, "police", response="accepted")
    row = member.get("/board/actions").soup.select_one(".kb-actions tbody tr")
    assert row is not None
    words = " ".join(row.get_text(" ").split())
    for said in (
        "Ask each night",
        "Asked: Ask who lives in the home",
        "R1, Leeds, Child A",
        "Police Sgt Day",
        "3 days overdue",
        "Response: Accepted",
        "Delivery: Not started",
        "Assurance: Not assessed",
        "Closure: Open",
        "Red Overdue",
    ):
        assert said in words, said
    assert row.select_one(f'a[href="/board/actions/{uid}"]') is not None


def test_the_list_says_in_words_how_many_there_are(
    board: Board, member: Somebody
) -> None:
    assert "No actions, as of" in member.get("/board/actions").words
    board.ask("One", due=days(-1).isoformat())
    assert "1 action, 1 of them overdue" in member.get("/board/actions").words
    board.ask("Two")
    assert "2 actions, 1 of them overdue" in member.get("/board/actions").words


def test_what_is_overdue_comes_first_and_what_is_closed_last(
    board: Board, member: Somebody
) -> None:
    for text, due in {"later": 30, "late": -5, "soon": 2, "latest": -90}.items():
        board.ask(text, due=days(due).isoformat())
    board.ask("no date")
    closed = board.ask("closed", due=days(-99).isoformat())
    board.move(closed, Role.BOARD_APPROVER, words="No", minute="1", closure="overtaken")
    found = texts(member.get("/board/actions"))
    assert found == ["latest", "late", "soon", "later", "no date", "closed"]
    assert texts(member.get("/board/actions?sort=changed"))[0] == "closed"


def test_the_list_can_be_ordered_by_agency(board: Board, member: Somebody) -> None:
    board.ask("third", "police", due=days(-9).isoformat())
    board.ask("second", "health-visiting")
    board.ask("first", "everyone")
    assert texts(member.get("/board/actions?sort=agency")) == [
        "first",
        "second",
        "third",
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("agency=police", ["police"]),
        ("agency=nobody", []),
        ("document=lessons/ask-again", ["police", "lesson"]),
        ("document=policies/no-such", []),
        ("theme=neglect", ["police", "nurses", "lesson"]),
        ("response=accepted", ["police"]),
        ("closure=closed", ["nurses"]),
        ("closure=overtaken", ["nurses"]),
        ("colour=grey", ["nurses"]),
        ("only=without-owner&agency=police", ["police"]),
        ("response=nonsense", ["police", "nurses", "lesson"]),
    ],
)
def test_the_list_is_narrowed_by_what_the_address_asks(
    board: Board, member: Somebody, asked: str, found: list[str]
) -> None:
    police = board.ask("police", due=days(5).isoformat())
    nurses = board.ask("nurses", "health-visiting", recommendation="R2")
    board.ask("lesson", "everyone", "lessons/ask-again", "", due=days(9).isoformat())
    board.move(police, Role.AGENCY_LEAD, "police", response="accepted")
    board.move(nurses, Role.BOARD_APPROVER, words="No", minute="1", closure="overtaken")
    page = member.get(f"/board/actions?{asked}")
    assert sorted(texts(page)) == sorted(found)


def test_each_filter_stands_above_the_list_and_can_be_taken_away(
    board: Board, member: Somebody
) -> None:
    board.ask("One")
    page = member.get("/board/actions?agency=police&closure=closed&sort=agency")
    chips = {
        " ".join(one.get_text(" ").split()[:-1]): str(one["href"])
        for one in page.soup.select(".kb-chip")
    }
    assert chips == {
        "Remove Agency: Police": "/board/actions?closure=closed&sort=agency",
        "Remove Closure: Closed in any way": (
            "/board/actions?agency=police&sort=agency"
        ),
    }
    assert "Take one of the filters away" in page.words
    chosen = page.soup.select_one("#f-agency option[selected]")
    assert chosen is not None
    assert chosen.get_text() == "Police"


def test_the_list_as_of_an_earlier_day_is_as_it_stood(
    board: Board, member: Somebody
) -> None:
    uid = board.ask("First text", on=days(-100))
    board.move(uid, Role.EDITOR, on=days(-50), text="Second text")
    board.ask("Not yet", on=days(-10))
    page = member.get(f"/board/actions?on={days(-60).isoformat()}")
    assert texts(page) == ["First text"]
    assert "as it stood at the end of that day" in page.words
    assert not page.soup.select("input[type=checkbox]")
    assert texts(member.get(f"/board/actions?on={days(-101).isoformat()}")) == []
    assert "Second text" in texts(member.get("/board/actions"))


@pytest.mark.parametrize("address", ["actions", "actions.csv", "actions.xlsx"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("soon", "“soon” is not a day such as 2026-01-31 or 31/01/2026"),
        ("2026-02-30", "“2026-02-30” is not a day such as 2026-01-31 or 31/01/2026"),
        ("2099-01-01", "This day is still to come. Choose today or an earlier day"),
    ],
)
def test_a_wrong_day_is_said_beside_its_field(
    member: Somebody, address: str, typed: str, said: str
) -> None:
    page = member.get(f"/board/{address}?on={typed}", 422)
    assert page.wrong() == {"#f-on": said}
    field = page.soup.select_one("#f-on")
    assert field is not None
    assert field["value"] == typed


def test_a_long_list_comes_by_pages_that_keep_what_was_asked(
    board: Board, member: Somebody
) -> None:
    for number in range(51):
        board.ask(f"Action {number}")
    first = member.get("/board/actions?agency=police")
    assert len(texts(first)) == 50
    follow = first.soup.select_one(".govuk-pagination__next a")
    assert follow is not None
    second = member.get(str(follow["href"]))
    assert len(texts(second)) == 1
    assert "Agency: Police" in second.words


def test_what_a_reader_may_not_see_is_on_no_list(
    board: Board, member: Somebody
) -> None:
    board.ask("About Zebedee", document="reviews/zebedee-hush", early="yes")
    for address in (
        "/board/actions",
        "/board/actions?document=reviews/zebedee-hush",
        "/board/actions?on=" + today().isoformat(),
    ):
        assert texts(member.get(address)) == []
    assert "About Zebedee" not in taken(member)
    editor = board.come("Edda Editor", "editor")
    assert texts(editor.get("/board/actions")) == ["About Zebedee"]


def test_a_key_that_is_guessed_finds_no_early_action(board: Board) -> None:
    board.ask("Early", document="reviews/zebedee-hush", early="yes")
    own = board.come("Pol Lead", "board-member", "police")
    page = own.get("/board/actions")
    assert texts(page) == ["Early"]
    assert "ebedee" not in str(page.soup)
    assert texts(own.get("/board/actions?document=reviews/zebedee-hush")) == []
    assert "ebedee" not in taken(own)


@pytest.mark.parametrize("role", ["practitioner", "trainer", "agency-lead"])
def test_who_does_not_follow_actions_up_finds_no_list(board: Board, role: str) -> None:
    somebody = board.come("Pat Reader", role, "police")
    for address in ("actions", "actions.csv", "actions.xlsx"):
        assert somebody.client.get(f"/board/{address}").status_code == 404
