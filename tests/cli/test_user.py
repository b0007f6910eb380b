"""`kb user`: accounts, from the machine on which the library runs."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest

from kb.accounts import events, people
from kb.cli import run
from kb.db import open_database
from tests.factories import a_small_library

if TYPE_CHECKING:
    from pathlib import Path

    from kb.accounts.models import Person

ADD = ["user", "add", "jo@example.org", "--name", "Jo", "--role", "administrator"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    content = a_small_library(tmp_path / "content")
    monkeypatch.setenv("KB_CONTENT", str(content))
    monkeypatch.setenv("KB_SEARCH", "memory:")
    monkeypatch.setenv("KB_DATABASE", f"sqlite:///{tmp_path / 'kb.sqlite3'}")
    monkeypatch.setenv("KB_ADDRESS", "https://reviews.example.org")
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def person(home: Path, email: str = "jo@example.org") -> Person:
    with open_database(f"sqlite:///{home / 'kb.sqlite3'}")() as session:
        found = people.by_email(session, email)
    assert found is not None
    return found


def test_the_first_administrator_gets_a_link_and_no_password(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(ADD) == 0
    said = capsys.readouterr().out
    assert re.search(r"https://reviews\.example\.org/invitation/\S{40,}", said)
    assert (person(home).role, person(home).password) == ("administrator", "")


def test_the_letter_is_plain_text_for_its_owner_only(home: Path) -> None:
    run(ADD)
    (file,) = (home / "mail").iterdir()
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert file.stat().st_mode & 0o077 == 0
    assert (letter["To"], letter.get_content_type()) == ("jo@example.org", "text/plain")
    assert "/invitation/" in letter.get_content()


def test_an_unknown_agency_or_group_is_refused_with_what_there_is(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*ADD, "--agency", "polise", "--group", "board"]) == 1
    said = capsys.readouterr().err
    assert "police, health-visiting" in said
    assert "case-group" in said
    assert not (home / "mail").exists()


def test_a_role_that_does_not_exist_is_refused() -> None:
    assert run([*ADD[:-1], "owner"]) == 2


def test_accounts_are_changed_closed_opened_and_reset(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(ADD)
    kim = "kim@example.org"
    run(["user", "add", kim, "--name", "Kim", "--role", "editor"])
    changed = ["user", "role", kim, "--role", "trainer", "--agency", "police"]
    assert run([*changed, "--group", "case-group"]) == 0
    assert (person(home, kim).role, person(home, kim).groups) == (
        "trainer",
        "case-group",
    )
    assert run(["user", "disable", kim]) == 0
    assert person(home, kim).disabled
    assert run(["user", "enable", kim]) == 0
    assert run(["user", "sign-out", kim]) == 0
    assert run(["user", "sign-out", "--everybody"]) == 0
    assert run(["user", "sign-out"]) == 2
    assert run(["user", "sign-out", kim, "--everybody"]) == 2
    assert run(["user", "second-factor", kim]) == 0
    capsys.readouterr()
    assert run(["user", "reset", kim]) == 0
    assert "/reset/" in capsys.readouterr().out
    assert run(["user", "list"]) == 0
    listed = capsys.readouterr().out
    assert "kim@example.org  Kim  trainer  police  invited" in listed


def test_what_the_commands_do_is_on_record_with_who_did_it(home: Path) -> None:
    run(ADD)
    with open_database(f"sqlite:///{home / 'kb.sqlite3'}")() as session:
        (line,) = events.listed(session)
    assert line.who.startswith("os:")
    assert (line.what, line.detail) == ("invited", "administrator")


def test_the_last_administrator_cannot_be_closed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(ADD)
    assert run(["user", "disable", "jo@example.org"]) == 1
    assert "last administrator" in capsys.readouterr().err


def test_somebody_unknown_is_named_with_where_to_look(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["user", "reset", "nobody@example.org"]) == 1
    assert "kb user list" in capsys.readouterr().err


def test_a_letter_that_cannot_go_leaves_the_link_on_the_screen(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "mail").write_text("in the way")
    assert run(ADD) == 0
    said = capsys.readouterr()
    assert "No letter went out" in said.err
    assert "/invitation/" in said.out
