"""`kb report`: the annual report as files, and what is kept of taking it out."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from kb.accounts import reads
from kb.cli import run
from kb.db import open_database
from tests.factories import write_lesson, write_review

if TYPE_CHECKING:
    from tests.cli.conftest import Kb

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "annual-report-2012-13.md"


def test_the_example_in_the_docs_is_what_the_command_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_CONTENT", str(ROOT / "content"))
    monkeypatch.setenv("KB_SEARCH", "memory:")
    monkeypatch.setenv("KB_DATABASE", f"sqlite:///{tmp_path / 'kb.sqlite3'}")
    out = tmp_path / "report.md"
    asked = ["report", "annual", "2012-13", "--out", str(out), "--as", "board"]
    assert run(asked) == 0
    assert out.read_text("utf-8") == EXAMPLE.read_text("utf-8")


def test_each_format_is_the_kind_of_file_that_it_says(kb: Kb) -> None:
    begins = {"pdf": b"%PDF-", "docx": b"PK", "html": b"<!DOCTYPE html>", "md": b"# A"}
    for format_, beginning in begins.items():
        out = kb.folder / f"report.{format_}"
        asked = kb(
            "report", "annual", "2019-20", "--format", format_, "--out", str(out)
        )
        assert asked.code == 0, asked.err
        assert out.read_bytes().startswith(beginning)


def test_a_restricted_report_is_marked_and_its_export_is_written_down(kb: Kb) -> None:
    write_review(kb.content, "child-b", title="Leeds, Child B", audience="board")
    out = kb.folder / "report.docx"
    asked = ("report", "annual", "2019-20", "--format", "docx", "--out", str(out))
    assert "For everyone" in kb(*asked).out
    assert "Child B" not in _text(out)
    assert _log(kb) == set()
    assert "For members of the board only" in kb(*asked, "--as", "board").out
    assert "Child B" in _text(out)
    assert _log(kb) == {
        ("export", "annual-reports/2019-20", "board"),
        ("export", "reviews/child-b", "board"),
    }


def test_what_is_for_editors_is_in_no_report_for_the_board(kb: Kb) -> None:
    write_review(kb.content, "child-b", title="Leeds, Child B", audience="editors")
    write_lesson(kb.content, "secret", title="Not yet", reviews=["child-b"])
    out = kb.folder / "report.md"
    kb("report", "annual", "2019-20", "--out", str(out), "--as", "board")
    said = out.read_text("utf-8")
    assert "Child B" not in said
    assert "Not yet" not in said


@pytest.mark.parametrize("year", ["2012", "2012-14", "soon", "2999-00", "0000-01"])
def test_a_year_that_is_none_is_refused_with_what_to_write(kb: Kb, year: str) -> None:
    asked = kb("report", "annual", year, "--out", str(kb.folder / "report.md"))
    assert asked.code == 1
    assert "2012-13" in asked.err or "has not begun" in asked.err


def _text(path: Path) -> str:
    return "\n".join(par.text for par in Document(str(path)).paragraphs)


def _log(kb: Kb) -> set[tuple[str, str, str]]:
    with closing(open_database(f"sqlite:///{kb.database}")()) as session:
        found = reads.recorded(session)
        return {(one.how, one.document, one.audience) for one in found}
