from __future__ import annotations

import os
import pwd
from typing import TYPE_CHECKING

from kb.accounts import reads
from kb.db import open_database
from tests.factories import write_report

if TYPE_CHECKING:
    from tests.cli.conftest import Kb


def logged(kb: Kb) -> list[tuple[str, str, str, str]]:
    with open_database(f"sqlite:///{kb.database}")() as session:
        return [
            (read.who, read.how, read.document, read.audience)
            for read in reads.recorded(session)
        ]


def me() -> str:
    return f"os:{pwd.getpwuid(os.getuid()).pw_name}"


def test_showing_a_restricted_document_is_written_down(kb: Kb) -> None:
    kb("show", "reports/child-a", "--as", "board")
    assert logged(kb) == [(me(), "show", "reports/child-a", "board")]


def test_each_restricted_hit_is_written_down(kb: Kb) -> None:
    write_report(kb.content, "second", audience="partners", title="Another report")
    kb("search", "report", "--as", "board", "--json")
    assert set(logged(kb)) == {
        (me(), "search", "reports/child-a", "board"),
        (me(), "search", "reports/second", "partners"),
    }


def test_whoever_is_said_to_be_somebody_else_is_still_named(kb: Kb) -> None:
    process = kb.start(
        "show", "reports/child-a", "--as", "board", LOGNAME="nobody", USER="nobody"
    )
    process.communicate()
    assert process.returncode == 0
    assert logged(kb)[0][0] == me()


def test_public_reading_leaves_no_trace(kb: Kb) -> None:
    kb("search", "baby")
    kb("show", "ask-again")
    kb("show", "ask-again", "--as", "board")
    kb("stats")
    assert not kb.database.exists()


def test_what_was_not_shown_is_not_written_down(kb: Kb) -> None:
    kb("show", "reports/child-a")
    kb("search", "report", "--json")
    assert not kb.database.exists()


def test_nothing_restricted_is_shown_when_it_cannot_be_written_down(kb: Kb) -> None:
    kb.database.write_text("This is a letter. " * 100)
    for arguments in (["show", "reports/child-a"], ["search", "report"]):
        answer = kb(*arguments, "--as", "board")
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith("kb: KB_DATABASE")


def test_the_record_holds_no_words_of_the_document(kb: Kb) -> None:
    write_report(kb.content, "child-a", "Zanzibar.", title="Quixotic")
    kb("search", "zanzibar", "--as", "board")
    kb("show", "reports/child-a", "--as", "board")
    files = kb.folder.glob("kb.sqlite3*")
    kept = b"".join(file.read_bytes() for file in files).lower()
    assert b"child-a" in kept
    assert b"zanzibar" not in kept
    assert b"quixotic" not in kept
