"""Who asks for the dashboard, for what, and what they are never shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.leaks.walk import ask
from tests.web.site import words
from tests.web.tracking import Board, days

if TYPE_CHECKING:
    from tests.web.editing import Seen, Somebody


@pytest.fixture
def member(board: Board) -> Somebody:
    return board.come("Bo Member", "board-member")


def asked_for(page: Seen) -> int:
    """Read how many actions the figures are about."""
    found = re.search(r"Asked for so far (\d+)", page.words)
    assert found is not None
    return int(found[1])


def test_a_day_that_is_none_is_said_beside_its_field_and_stays_typed(
    board: Board, member: Somebody
) -> None:
    board.ask("Ask each night")
    for asked, wrong in {
        "on=last+year": {"#f-on": "“last year” is not a day such as 2026-03-31"},
        "on=2026-02-30": {"#f-on": "“2026-02-30” is not a day such as 2026-03-31"},
        "on=9999-01-01": {"#f-on": "1 January 9999 has not come yet"},
        "on=9999-12-31": {"#f-on": "31 December 9999 has not come yet"},
        "on=2026-01-01&beside=2026-01-01": {
            "#f-beside": "Choose a day before 1 January 2026"
        },
        "beside=1": {"#f-beside": "“1” is not a day such as 2026-03-31"},
        "agency=nobody": {"#f-agency": "There is no agency “nobody” here"},
        "theme=zzz": {"#f-theme": "There is no theme “zzz” here"},
    }.items():
        page = member.get(f"/board?{asked}", 422)
        assert page.wrong() == wrong
        (place,) = wrong
        (field,) = page.soup.select(place)
        assert str(field["aria-describedby"]).endswith(f"{place[3:]}-wrong")
        typed = asked.rpartition("=")[2].replace("+", " ")
        assert field.name == "select" or field["value"] == typed


def test_a_board_that_begins_is_told_how(board: Board, member: Somebody) -> None:
    page = member.get("/board")
    assert "No agency has been asked for anything yet" in page.words
    places = {str(link["href"]) for link in page.soup.select("main a[href]")}
    assert {"/board/actions/new", "/board/import"} <= places
    assert "kb demo" in page.words
    board.ask("Ask each night", on=days(-5))
    before = member.get(f"/board?on={days(-9)}")
    assert "By that day nobody had been asked for anything" in before.words


def test_what_a_reader_may_not_see_is_in_no_figure(
    board: Board, member: Somebody
) -> None:
    board.ask("Ask each night")
    board.ask("Zebedee is asked for", document="reviews/zebedee-hush", early="yes")
    page = member.get("/board")
    assert asked_for(page) == 1
    assert "Zebedee" not in str(page.soup)
    hidden = member.get("/board?document=reviews/zebedee-hush", 422)
    nothing = member.get("/board?document=reviews/zebedee-hash", 422)
    assert words(hidden.soup).replace("hush", "") == words(nothing.soup).replace(
        "hash", ""
    )


def test_what_was_worked_out_for_one_reader_is_not_shown_to_another(
    board: Board, member: Somebody
) -> None:
    """Whoever answers for an agency sees what the board gave it early."""
    board.ask("Zebedee is asked for", document="reviews/zebedee-hush", early="yes")
    board.ask("Ask each night")
    editor = board.come("Edda Editor", "editor")
    police = board.come("Pat Police", "board-member", "police")
    for somebody, number in ((editor, 2), (police, 2), (member, 1), (police, 2)):
        page = somebody.get("/board")
        assert asked_for(page) == number


@pytest.mark.parametrize("role", ["practitioner", "trainer", "administrator"])
def test_who_does_not_follow_actions_up_finds_no_dashboard(
    board: Board, role: str
) -> None:
    somebody = board.come("Sam Somebody", role)
    assert ask(somebody.client, "/board").status == 404
    # Tokens of forms hold the second in which they were made; `ask` leaves them out.
    assert ask(somebody.client, "/board") == ask(somebody.client, "/bored")
