"""`kb board import`: an action plan from the machine on which the library runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.board import records
from kb.db import open_database
from tests.board.plan_files import csv_of, xlsx_of
from tests.factories import write_review

if TYPE_CHECKING:
    from pathlib import Path

    from kb.board.action import Action
    from tests.cli.conftest import Kb

ROW = {"document": "child-a", "agency": "police", "text": "Ask", "due": "2026-03-31"}


def plan(kb: Kb, *rows: dict[str, str], name: str = "plan.csv") -> str:
    path = kb.folder / name
    path.write_bytes(csv_of(*rows))
    return str(path)


def actions(kb: Kb) -> tuple[Action, ...]:
    with open_database(f"sqlite:///{kb.database}")() as session:
        return records.now(session)


def test_a_dry_run_says_what_would_come_of_a_plan_and_changes_nothing(kb: Kb) -> None:
    answer = kb("board", "import", plan(kb, ROW), "--dry-run")
    assert answer.code == 0
    assert "Rows: 1 to add, 0 to change, 0 as they stand already" in answer.out
    assert "Nothing was changed." in answer.out
    assert len(actions(kb)) == 0


def test_a_plan_is_brought_in_and_the_second_time_nothing_changes(kb: Kb) -> None:
    file = plan(kb, ROW)
    assert "Brought in." in kb("board", "import", file).out
    (action,) = actions(kb)
    assert action.text == "Ask"
    again = kb("board", "import", file)
    assert "Nothing was changed." in again.out
    assert actions(kb) == (action,)
    with open_database(f"sqlite:///{kb.database}")() as session:
        who = {one.who for one in records.history(session, action.uid)}
    assert [name.partition(":")[0] for name in who] == ["os"]


def test_errors_hold_everything_up_and_stand_by_row_and_column(kb: Kb) -> None:
    file = plan(kb, ROW, ROW | {"text": "Look", "due": "soon"})
    answer = kb("board", "import", file)
    assert answer.code == 1
    assert "plan.csv: Row 3, due: “soon” cannot be used." in answer.err
    assert len(actions(kb)) == 0
    assert kb("board", "import", file, "--pass-over").code == 0
    assert [one.text for one in actions(kb)] == ["Ask"]


def test_an_excel_workbook_is_brought_in_too(kb: Kb) -> None:
    write_review(kb.content, "child-b", title="Leeds, Child B")
    path: Path = kb.folder / "plan.xlsx"
    path.write_bytes(xlsx_of(["Case", "Lead agency"], ["Leeds, Child B", "Police"]))
    answer = kb("board", "import", str(path))
    assert answer.code == 1
    assert "Row 2, text: It is empty. Say what is to be done." in answer.err


def test_a_file_that_is_too_large_or_no_plan_is_said_in_a_sentence(kb: Kb) -> None:
    path = kb.folder / "plan.csv"
    path.write_bytes(b"x" * (5 * 1024 * 1024 + 1))
    assert (
        "The file has 5.0 MB; the most is 5 MB." in kb("board", "import", str(path)).err
    )
    path.write_bytes(b"nothing, of, a, plan\n")
    assert "No row of headings was found." in kb("board", "import", str(path)).err
