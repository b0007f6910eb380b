"""The page that a chair opens before a meeting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kb.access import Role
from kb.board.actions import Proof
from kb.board.states import Kind
from tests.factories import write_policy, write_review
from tests.web.site import words
from tests.web.tracking import Board, days

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from tests.web.editing import Somebody

APPROVER, POLICE = Role.BOARD_APPROVER, (Role.AGENCY_LEAD, "police")


@pytest.fixture
def member(board: Board) -> Somebody:
    return board.come("Bo Member", "board-member")


def met(board: Board, uid: str) -> None:
    """Bring an action to its end, a month ago."""
    board.move(uid, *POLICE, response="accepted", on=days(-90))
    board.move(uid, *POLICE, delivery="delivered", on=days(-60))
    with board.site.works.sessions() as session:
        tracker = board.tracker(session, board.by(*POLICE), days(-55))
        tracker.add_evidence(uid, Proof(Kind.AUDIT, "An audit of twenty records"))
    board.move(uid, APPROVER, assurance="evidenced", on=days(-40))
    board.move(uid, APPROVER, closure="met", minute="4.2", on=days(-30))


def tiles(soup: BeautifulSoup) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in soup.select(".kb-tile")]


def a_busy_board(board: Board) -> None:
    """Ask for five things: one is late, one met, one done, one accepted, one new."""
    board.ask("Ask each night", due=days(-20).isoformat())
    met(board, board.ask("Write down who lives there", recommendation="R2"))
    done = board.ask("Look again", on=days(-95))
    board.move(done, *POLICE, response="accepted", on=days(-90))
    board.move(done, *POLICE, delivery="delivered", on=days(-5))
    taken = board.ask("Audit twenty records", on=days(-80))
    board.move(taken, *POLICE, response="accepted", on=days(-20))
    board.ask("Tell parents", "health-visiting", "lessons/ask-again", "", on=days(-3))


def test_the_four_figures_that_matter_come_first_with_what_they_were(
    board: Board, member: Somebody
) -> None:
    a_busy_board(board)
    page = member.get(f"/board?beside={days(-35)}")
    assert tiles(page.soup) == [
        "1 overdue was 0 the oldest by 20 days, half of them by 20 or more",
        "3 open and in time was 3",
        "1 delivered, evidence not yet accepted was 0",
        "1 closed as met, with evidence was 0",
    ]


def test_every_number_that_is_a_link_leads_to_a_list_of_just_so_many(
    board: Board, member: Somebody
) -> None:
    a_busy_board(board)
    for address in ("/board", f"/board?on={days(-10)}&agency=police"):
        seen = member.get(address).soup.select("main a[href^='/board/actions?']")
        counted = 0
        for link in seen:
            number = re.match(r"\s*([0-9]+)\b", link.get_text())
            if number:
                listed = member.get(str(link["href"])).words
                many = "s" if number[1] != "1" else ""
                expected = f"{_said(number[1])} action{many}"
                assert expected in listed, link
                counted += 1
        assert counted > 20


def _said(number: str) -> str:
    return "No" if number == "0" else number


def test_the_dashboard_of_an_earlier_day_still_shows_that_day(
    board: Board, member: Somebody
) -> None:
    a_busy_board(board)
    then = member.get(f"/board?on={days(-35)}")
    assert "as of" in then.words
    assert tiles(then.soup)[3].startswith("0 closed as met")
    late = board.ask("Something new", due=days(-1).isoformat(), on=days(-2))
    board.move(late, *POLICE, response="accepted", on=days(-1))
    again = member.get(f"/board?on={days(-35)}")
    assert tiles(again.soup) == tiles(then.soup)


def test_what_changes_shows_at_once(board: Board, member: Somebody) -> None:
    uid = board.ask("Ask each night", due=days(30).isoformat(), on=days(-10))
    assert tiles(member.get("/board").soup)[0].startswith("0 overdue")
    board.move(uid, Role.EDITOR, due=days(-1).isoformat(), on=days(0))
    assert tiles(member.get("/board").soup)[0].startswith("1 overdue")


def test_one_agency_one_review_or_one_theme_can_be_asked_for(
    board: Board, member: Somebody
) -> None:
    a_busy_board(board)
    for asked, of, number in (
        ("agency=health-visiting", "Health visiting,", 1),
        ("document=reviews/child-a", "All agencies, Leeds, Child A,", 5),
        ("theme=neglect", "All agencies, Neglect,", 5),
        ("theme=was-not-brought", "All agencies, Was not brought,", 0),
    ):
        page = member.get(f"/board?{asked}&beside={days(-120)}")
        assert of in page.words
        assert _figures(page.soup)["Asked for so far"] == [number, 0]
        assert page.soup.select_one("select option[selected]") is not None


def _figures(soup: BeautifulSoup) -> dict[str, list[int]]:
    (table,) = [
        one.find_parent("table")
        for one in soup.select("th")
        if one.get_text(strip=True) == "Asked for so far"
    ]
    assert table is not None
    return {
        row.select_one("th").get_text(strip=True): [  # type: ignore[union-attr]
            int(cell.get_text()) for cell in row.select("td")
        ]
        for row in table.select("tbody tr")
    }


def test_what_has_come_back_and_what_needs_the_board_stand_side_by_side(
    board: Board, member: Somebody
) -> None:
    a_busy_board(board)
    write_review(
        board.site.content,
        "child-b",
        title="Leeds, Child B",
        published=days(-2).isoformat(),
    )
    lesson = board.site.content / "lessons" / "ask-again.md"
    text = lesson.read_text("utf-8")
    lesson.write_text(text.replace("- child-a", "- child-a\n- child-b"), "utf-8")
    board.site.works.library.refresh()
    uid = board.ask("See the bed", on=days(-100))
    met(board, uid)
    page = member.get("/board")
    assert "Needs the board" in page.words
    assert "1 is delivered and waits for the board" in page.words
    assert "taught again by Leeds, Child B" in page.words
    before = member.get(f"/board?on={days(-3)}")
    assert "Child B" not in before.words.partition("Another date, agency")[0]


def test_one_goes_on_to_the_list_the_files_and_the_annual_report(
    board: Board, member: Somebody
) -> None:
    a_busy_board(board)
    page = member.get(f"/board?on={days(-1)}&agency=police")
    places = [str(link["href"]) for link in page.soup.select("main a[href]")]
    for kind in ("xlsx", "csv"):
        (file,) = [one for one in places if one.startswith(f"/board/actions.{kind}?")]
        assert "agency=police&on=" in file
        assert member.client.get(file).status_code == 200
    (report,) = [one for one in places if one.startswith("/board/annual-report/")]
    assert member.client.get(report).status_code == 200


def test_a_theme_has_a_picture_with_words_and_a_table_beside_it(
    board: Board, member: Somebody
) -> None:
    write_policy(board.site.content, "young-people", themes=["co-sleeping"])
    a_busy_board(board)
    page = member.get("/board?theme=neglect")
    picture = page.soup.select_one("svg.kb-lanes")
    assert picture is not None
    assert picture["role"] == "img"
    described = picture.select_one("desc")
    assert described is not None
    assert "1 review, 5 actions of which 1 closed as met" in described.get_text()
    assert "1 policy update" in described.get_text()
    assert len(picture.select("line.kb-lanes__action")) == 5
    rows = [words(page.soup, f"#lanes-table tr:nth-child({n})") for n in range(1, 8)]
    assert rows[0] == "May 2019 Review Leeds, Child A"
    assert rows[1] == "2020 Policy update Safer sleep In force"
    assert any("Ask each night" in row and "open" in row for row in rows)
    assert page.soup.select_one("svg.kb-lanes [style]") is None


def test_colour_is_never_alone(board: Board, member: Somebody) -> None:
    a_busy_board(board)
    soup = member.get("/board").soup
    pieces = soup.select("svg .kb-bar__piece")
    filled = {str(one["fill"]) for one in pieces}
    assert filled >= {"url(#bar-red)", "url(#bar-blue)", "url(#bar-amber)", "#0b4f4a"}
    for name in filled - {"#0b4f4a"}:
        assert soup.select_one(f"pattern#{name[5:-1]}") is not None
    for row in soup.select("table.kb-bars tbody tr"):
        assert len(row.select("td.kb-number")) == 5


def test_children_are_counted_for_the_whole_board_without_small_numbers(
    board: Board, member: Somebody
) -> None:
    for number, ages in enumerate((["infants-under-1"], ["infants-under-1"], [])):
        write_review(
            board.site.content,
            f"child-{number}",
            title=f"Child {number}",
            child_count=4 - number,
            ages=ages,
            recommendations=[{"id": "R1", "text": "Ask"}],
        )
        board.site.works.library.refresh()
        board.ask("Ask", document=f"reviews/child-{number}", on=days(-9 + number))
    page = member.get(f"/board?on={days(-1)}&beside={days(-9)}")
    section = words(page.soup, "section:has(#children)")
    assert "Infants under 1 7 fewer than 5" in section
    assert "Age not shown fewer than 5 –" in section
    assert "Together 7 not shown" in section
    assert page.soup.select_one("#children") is not None
    for part in ("agency=police", "theme=neglect", "document=reviews/child-0"):
        assert member.get(f"/board?{part}").soup.select_one("#children") is None
