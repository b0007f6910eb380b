"""Bringing an action plan in by the page: looking first, and then for good."""

from __future__ import annotations

import io
import os
import stat
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from kb.board import records
from tests.board.plan_files import ROW, csv_of, xlsx_of
from tests.web.editing import typed_in

if TYPE_CHECKING:
    from pathlib import Path

    from kb.board.action import Action
    from tests.web.editing import Seen, Somebody
    from tests.web.tracking import Board


@pytest.fixture
def editor(board: Board) -> Somebody:
    return board.come("Edda Editor", "editor")


def look(
    somebody: Somebody, content: bytes, name: str = "plan.csv", status: int = 200
) -> Seen:
    """Send a file and look at what would come of it."""
    fields: dict[str, Any] = dict(somebody.get("/board/import").typed())
    fields["file"] = FileStorage(io.BytesIO(content), name)
    boundary, body = encode_multipart(fields)
    answer = somebody.client.post(
        "/board/import",
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
    )
    page = somebody._seen(answer)  # noqa: SLF001 - as `post` does, with a file
    assert page.status == status, page.words
    return page


def actions(board: Board) -> tuple[Action, ...]:
    with board.site.works.sessions() as session:
        return records.now(session)


def waiting(board: Board) -> list[Path]:
    folder = board.site.content.parent / "imports"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_plan_is_looked_at_first_and_then_brought_in(
    board: Board, editor: Somebody
) -> None:
    page = look(editor, csv_of(ROW | {"due": "31/03/2026"}))
    assert "1 row would be added. Nothing has been changed yet." in page.words
    assert "“document” as document" in page.words
    assert actions(board) == ()
    done = editor.send(page, "bring")
    assert done.address == "/board/actions"
    assert "Brought in from plan.csv: 1 action added, 0 changed." in done.words
    (action,) = actions(board)
    assert (action.text, action.due) == ("Ask each night", date(2026, 3, 31))
    assert waiting(board) == []


def test_the_second_time_the_page_says_that_there_is_nothing_to_change(
    editor: Somebody,
) -> None:
    plan = csv_of(ROW)
    editor.send(look(editor, plan), "bring")
    page = look(editor, plan)
    assert "There is nothing to change" in page.words
    assert page.soup.select_one("button[value=bring]") is None


def test_what_would_change_is_shown_with_what_stands_now(
    board: Board, editor: Somebody
) -> None:
    board.ask("Ask each night", due="2026-03-31")
    words = look(editor, csv_of(ROW | {"due": "2026-04-30"})).words
    assert "1 row would be changed" in words
    assert "Due: from 31 March 2026 to 30 April 2026" in words


def test_errors_stand_by_row_and_column_and_nothing_is_written_with_them(
    board: Board, editor: Somebody
) -> None:
    page = look(editor, csv_of(ROW, ROW | {"agency": "Polise", "text": "Look"}))
    assert "1 row would be added and 1 row cannot be used" in page.words
    (row,) = page.soup.select(".kb-plan tbody tr")
    assert " ".join(row.get_text(" ").split()).startswith(
        "Row 3 agency “Polise” cannot"
    )
    assert "Did you mean Police ?" in " ".join(row.get_text(" ").split())
    form = page.soup.select_one("main form[method=post]")
    assert form is not None
    fields = typed_in(form) | {"do": ["bring"]}
    del fields["pass_over"]
    assert editor.post("/board/import", fields).status == 409
    assert actions(board) == ()
    done = editor.send(page, "bring")
    assert "1 row with errors passed over" in done.words
    assert len(actions(board)) == 1


def test_what_became_different_meanwhile_is_shown_again(
    board: Board, editor: Somebody
) -> None:
    page = look(editor, csv_of(ROW | {"owner": "Ann"}))
    board.ask("Ask each night")
    again = editor.send(page, "bring")
    assert again.status == 409
    assert "something else would come of the plan by now" in again.words
    assert [one.owner for one in actions(board)] == [""]
    editor.send(again, "bring")
    assert [one.owner for one in actions(board)] == ["Ann"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"a,b\n1,2", "No row of headings was found"),
        ("agency,text\npölice,x".encode("latin-1"), "Line 2 holds letters that are"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"x" * (5 * 1024 * 1024 + 1), "The file has 5.0 MB; the most is 5 MB"),
    ],
)
def test_what_is_no_plan_is_said_beside_the_field(
    editor: Somebody, content: bytes, said: str
) -> None:
    page = look(editor, content, status=422)
    assert page.wrong()["#f-file"].startswith(said)


def test_without_a_file_the_page_asks_for_one(editor: Somebody) -> None:
    page = editor.send(editor.get("/board/import"), "look")
    assert (page.status, page.wrong()) == (422, {"#f-file": "Choose a file"})


def test_a_large_workbook_comes_through(board: Board, editor: Somebody) -> None:
    head = ["document", "recommendation", "agency", "text", "measure"]
    rows = [
        ["child-a", "R1", "police", f"Action {n}", os.urandom(1500).hex()]
        for n in range(1000)
    ]
    content = xlsx_of(head, *rows)
    assert len(content) > 1024 * 1024
    editor.send(look(editor, content, "plan.xlsx"), "bring")
    assert len(actions(board)) == 1000


def test_a_plan_that_waits_is_sealed_and_for_who_sent_it_only(
    board: Board, editor: Somebody
) -> None:
    page = look(editor, csv_of(ROW | {"note": "A quiet word"}))
    (file,) = waiting(board)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"quiet" not in file.read_bytes()
    other = board.come("Otto Other", "editor")
    fields = page.typed() | {"do": ["bring"]}
    token = other.get("/board/import").typed()["csrf_token"]
    refused = other.post("/board/import", fields | {"csrf_token": token})
    assert refused.wrong()["#f-file"].startswith("This plan is not here any more")
    assert actions(board) == ()


def test_a_plan_that_waited_for_a_day_is_gone(board: Board, editor: Somebody) -> None:
    page = look(editor, csv_of(ROW))
    (file,) = waiting(board)
    old = (datetime.now(UTC) - timedelta(hours=25)).timestamp()
    os.utime(file, (old, old))
    refused = editor.send(page, "bring")
    assert refused.wrong()["#f-file"].startswith("This plan is not here any more")
    assert waiting(board) == []


@pytest.mark.parametrize("uid", ["", "../kb.sqlite", "0" * 32, "x"])
def test_a_name_that_nobody_gave_opens_no_file(editor: Somebody, uid: str) -> None:
    page = look(editor, csv_of(ROW))
    refused = editor.send(page, "bring", plan=uid)
    assert (refused.status, len(refused.wrong())) == (422, 1)


@pytest.mark.parametrize("role", ["practitioner", "trainer", "agency-lead"])
def test_who_does_not_follow_actions_up_brings_nothing_in(
    board: Board, role: str
) -> None:
    somebody = board.come("Pat Reader", role, "police")
    assert somebody.client.get("/board/import").status_code == 404
    assert somebody.client.post("/board/import").status_code in {400, 404}
