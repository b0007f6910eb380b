from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kb.access import Role
from kb.accounts import events, people, reads
from kb.web.log import MOST, harmless
from tests.web.house import House, open_house

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.editing import Somebody

OVERSEERS = {Role.BOARD_MEMBER, Role.BOARD_APPROVER}
#: A report of the small library that is for the board.
REPORT, SECRET = "reports/child-a", "reviews/zebedee-hush"


@pytest.fixture
def house(content: Path) -> House:
    return open_house(content)


@pytest.fixture
def board(house: House) -> Somebody:
    return house.account("Bo Board", "board-member").signed_in()


def test_who_opened_what_is_on_the_log_with_time_and_name(
    house: House, board: Somebody
) -> None:
    house.account("Edda Editor", "editor").signed_in().get(f"/{REPORT}")
    (line,) = _lines(board)
    assert line[1:4] == ["Edda Editor", "read the page", REPORT]
    assert line[0].startswith(str(datetime.now(UTC).year))


def test_a_document_that_the_board_may_not_know_of_has_no_name(
    house: House, board: Somebody
) -> None:
    _read(house, SECRET, "editors")
    page = board.get("/log")
    assert SECRET not in str(page.soup)
    assert "a document for Editors" in page.words
    assert "zebedee" not in _table(board, "/log.csv")
    nothing = board.get(f"/log?document={SECRET}").words
    assert nothing.startswith("Who read what")
    assert "Nothing that fits was read." in nothing


def test_what_was_for_editors_stays_unnamed_when_it_is_opened(
    house: House, board: Somebody
) -> None:
    _read(house, REPORT, "editors")
    assert _lines(board)[0][3] == "a document for Editors"
    assert "Nothing that fits was read." in board.get(f"/log?document={REPORT}").words


def test_the_log_can_be_asked_by_document_person_and_days(
    house: House, board: Somebody
) -> None:
    pat = house.account("Pat Reader")
    _read(house, REPORT, "board", day=3)
    _read(house, REPORT, "board", day=5, who=f"person:{pat.uid}")
    _read(house, "lessons/other", "partners", day=9)
    for asked, expected in {
        "": 3,
        f"document={REPORT}": 2,
        f"who=person:{pat.uid}": 1,
        "from=2026-03-04": 2,
        "to=2026-03-05": 2,
        "from=2026-03-05&to=2026-03-05": 1,
        "from=2026-03": 3,
        "to=2026-02": 0,
        "to=2026-03": 3,
        "who=nobody": 0,
    }.items():
        assert len(_lines(board, asked)) == expected, asked
        assert len(_table(board, f"/log.csv?{asked}").splitlines()) == expected + 1


@pytest.mark.parametrize("address", ["/log", "/log.csv"])
def test_what_is_not_a_day_is_said_beside_its_field(
    board: Somebody, address: str
) -> None:
    page = board.get(f"{address}?from=last+year&to=2026-03-05", 422)
    assert page.wrong() == {"#f-from": "“last year” is not a day such as 2026-01-31"}
    assert page.soup.select_one("#f-from") is not None
    page = board.get(f"{address}?from=2026-02&to=2026-13-05", 422)
    assert set(page.wrong()) == {"#f-to"}


def test_a_long_log_is_shown_by_pages(house: House, board: Somebody) -> None:
    with house.works.sessions() as session:
        for _ in range(51):
            reads.record(
                session, "os:jane", "show", {REPORT: "board"}, datetime.now(UTC)
            )
    assert len(_lines(board)) == 50
    assert len(_lines(board, "page=2")) == 1
    page = board.get("/log?who=os%3Ajane")
    follow = page.soup.select_one(".govuk-pagination__next a")
    assert follow is not None
    assert len(_lines(board, str(follow["href"]).partition("?")[2])) == 1


@pytest.mark.parametrize("begin", "=+-@\t\r")
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(begin: str) -> None:
    assert harmless(f"{begin}cmd|' /C calc'!A0") == f"'{begin}cmd|' /C calc'!A0"
    assert harmless("Pat") == "Pat"


def test_a_name_that_is_a_formula_goes_out_as_a_text(
    house: House, board: Somebody
) -> None:
    pat = house.account("=HYPERLINK(1)")
    _read(house, REPORT, "board", who=f"person:{pat.uid}")
    rows = list(csv.reader(io.StringIO(_table(board, "/log.csv"))))
    assert rows[0] == ["when (UTC)", "who", "how", "document", "audience"]
    assert rows[1][1] == "'=HYPERLINK(1)"


def test_taking_the_log_away_is_written_down(house: House, board: Somebody) -> None:
    with board.client.get("/log.csv") as answer:
        assert answer.mimetype == "text/csv"
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["Cache-Control"] == "private, no-store"
    with house.works.sessions() as session:
        who = people.by_email(session, "bo@example.org")
        assert who is not None
        about = events.listed(session, events.name_of(who))
    assert about[-1].what == "log-exported"
    assert about[-1].who == f"person:{who.uid}"


def test_what_does_not_fit_into_the_table_is_said(
    house: House, board: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.web.log.MOST", 1)
    assert MOST > 10_000
    _read(house, REPORT, "board")
    _read(house, REPORT, "board")
    assert "1 earlier lines are left out" in _table(board, "/log.csv")


@pytest.mark.parametrize("role", sorted(set(Role) - OVERSEERS))
def test_to_another_role_the_log_is_not_there(house: House, role: str) -> None:
    browser = house.account("Pat Reader", role).signed_in()
    for address in ("/log", "/log.csv"):
        assert browser.client.get(address).status_code == 404


def test_without_signing_in_the_log_asks_for_it(house: House) -> None:
    answer = house.visitor().client.get("/log?who=x")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in?next=/log%3Fwho%3Dx"


def _read(
    house: House, key: str, audience: str, day: int = 1, who: str = "os:jane"
) -> None:
    at = datetime(2026, 3, day, 23, 59, 59, tzinfo=UTC)
    with house.works.sessions() as session:
        reads.record(session, who, "show", {key: audience}, at)


def _lines(browser: Somebody, asked: str = "") -> list[list[str]]:
    page = browser.get(f"/log?{asked}")
    return [
        [cell.get_text(strip=True) for cell in row.select("td")]
        for row in page.soup.select("main tbody tr")
    ]


def _table(browser: Somebody, address: str) -> str:
    with browser.client.get(address) as answer:
        assert answer.status_code == 200
        return answer.get_data(as_text=True)
