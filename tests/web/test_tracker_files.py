"""The list of actions as a file to take away."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from kb.accounts import reads
from kb.web.tracker import EXCEL
from tests.web.site import links
from tests.web.tracking import Board, days, taken, today

if TYPE_CHECKING:
    from tests.web.editing import Somebody


@pytest.fixture
def member(board: Board) -> Somebody:
    return board.come("Bo Board", "board-member")


def test_csv_says_whom_it_is_for_as_of_when_and_what_it_was_narrowed_to(
    board: Board, member: Somebody
) -> None:
    board.ask("Ask", due="2026-03-31")
    with member.client.get("/board/actions.csv?agency=police") as answer:
        assert answer.data.startswith(b"\xef\xbb\xbf")
        assert answer.mimetype == "text/csv"
        name = f'attachment; filename="actions-{today().isoformat()}.csv"'
        assert answer.headers["Content-Disposition"] == name
        assert answer.headers["Cache-Control"] == "private, no-store"
        lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert lines[0][0] == "Who may see this"
    assert lines[0][1].startswith("For members of the board only.")
    assert lines[1] == ["As of", today().isoformat()]
    assert lines[3] == ["Agency", "Police"]
    row = dict(zip(lines[5], lines[6], strict=True))
    assert row["document"] == "reviews/child-a"
    assert (row["agency"], row["due"]) == ("police", "2026-03-31")


def test_an_excel_file_has_real_days_and_numbers_and_says_what_it_is(
    board: Board, member: Somebody
) -> None:
    board.ask("=HYPERLINK(1)", due=days(-9).isoformat())
    with member.client.get("/board/actions.xlsx?only=overdue") as answer:
        assert answer.mimetype == EXCEL
        book = load_workbook(io.BytesIO(answer.data))
    heads, row = book["Actions"].iter_rows(values_only=True)
    found: dict[Any, Any] = dict(zip(heads, row, strict=True))
    assert found["text"] == "'=HYPERLINK(1)"
    assert isinstance(found["due"], datetime)
    assert (found["due"].date(), found["days overdue"]) == (days(-9), 9)
    sheet = book["About this list"]
    about = {str(name): value for name, value in sheet.iter_rows(values_only=True)}
    assert str(about["Who may see this"]).startswith("For members of the board only.")
    assert about["Only what is"] == "Overdue"
    header = book["Actions"].oddHeader
    assert header is not None
    assert "members of the board only" in str(header.center.text)


@pytest.mark.parametrize("begin", "=+-@\t\r")
def test_a_cell_that_a_spreadsheet_would_run_goes_out_as_a_text(
    board: Board, member: Somebody, begin: str
) -> None:
    board.ask(f"{begin}cmd|' /C calc'!A0", owner=f"{begin}1")
    lines = list(csv.reader(io.StringIO(taken(member))))
    cells = [cell for line in lines for cell in line]
    assert f"'{begin}cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]


def test_taking_what_is_not_public_is_logged_and_marked(board: Board) -> None:
    board.ask("About Zebedee", document="reviews/zebedee-hush")
    board.ask("Public")
    editor = board.come("Edda Editor", "editor")
    assert "For editors only." in taken(editor)
    with board.site.works.sessions() as session:
        found = [(one.how, one.document) for one in reads.recorded(session)]
    assert found == [("export", "reviews/zebedee-hush")]


def test_the_list_leads_to_files_of_just_these_actions(
    board: Board, member: Somebody
) -> None:
    board.ask("One")
    found = links(member.get("/board/actions?agency=police&sort=agency").soup)
    asked = "?agency=police&sort=agency"
    assert found["Take this list as an Excel file"] == f"/board/actions.xlsx{asked}"
    assert found["Take it as CSV"] == f"/board/actions.csv{asked}"
