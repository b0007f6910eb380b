"""Nothing hidden comes out of the command line, nor stands in its log of reads."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest

from kb.cli import kb, run
from kb.papers.formats import FORMATS
from kb.training.exports.outputs import BRIEFING_FORMS
from tests.leaks.site import hidden_from, sample
from tests.leaks.walk import Answer, leaks
from tests.leaks.world import LEVELS, World, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Commands that answer as a reader; the others are for whoever runs the machine and
#: can read the files themselves.
AS_A_READER = {"search", "show"}
#: Answers as a reader too, with a file.
REPORTS = {"report", "briefing"}
FOR_THE_OPERATOR = {"serve", "index", "check", "stats", "new", "board", "demo"}
#: Commands of the operator that show or send something, which people stand beside.
SAY_LITTLE = {"ledger", "release", "remind", "user"}


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    made = build()
    made.write(tmp_path / "content")
    monkeypatch.setenv("KB_CONTENT", str(tmp_path / "content"))
    monkeypatch.setenv("KB_SEARCH", f"whoosh:{tmp_path / 'index'}")
    monkeypatch.setenv("KB_DATABASE", f"sqlite:///{tmp_path / 'kb.sqlite3'}")
    return made


def test_every_command_is_known_to_the_walk() -> None:
    known = AS_A_READER | REPORTS | FOR_THE_OPERATOR | SAY_LITTLE
    assert set(kb.commands) == known


def typed(world: World, level: str) -> Iterator[list[str]]:
    """List what somebody could type to get at what is hidden."""
    for words in ("neglect", "bed sharing", "neglct", "theme:fgm", "police"):
        yield ["search", words, "--as", level, "--limit", "100"]
        yield ["search", words, "--as", level, "--json", "--limit", "100"]
    for secret in sample(hidden_from(world, level)):
        yield ["search", secret.word[:-1], "--as", level]
        yield ["search", f"{secret.word[:6]}*", "--as", level, "--json"]
    for file in world.files:
        yield ["show", f"{file.folder}/{file.id}", "--as", level]
        yield ["show", file.id, "--as", level]


@pytest.mark.parametrize("level", LEVELS)
def test_no_secret_comes_out_of_a_command(
    world: World, level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hidden, met = hidden_from(world, level), []
    for arguments in typed(world, level):
        run(arguments)
        said = capsys.readouterr()
        answer = Answer(0, (), (said.out + said.err).encode())
        met += leaks(answer, "/".join(arguments), hidden)
    assert met == []


@pytest.mark.parametrize("level", LEVELS)
def test_no_secret_comes_out_of_a_report(
    world: World, level: str, tmp_path: Path
) -> None:
    hidden, met = hidden_from(world, level), []
    for year, form in product(("2019-20", "2020-21"), FORMATS):
        out = tmp_path / f"{year}.{form}"
        asked = ["report", "annual", year, "--format", form, "--out", str(out)]
        assert run([*asked, "--as", level]) == 0
        met += leaks(Answer(0, (), out.read_bytes()), f"{year}.{form}", hidden)
    assert met == []


@pytest.mark.parametrize("level", LEVELS)
def test_no_secret_comes_out_of_a_briefing(
    world: World, level: str, tmp_path: Path
) -> None:
    hidden, met, written = hidden_from(world, level), [], 0
    for file, form in product(world.files, BRIEFING_FORMS):
        if form != "md" and not file.id.startswith("open-"):
            continue
        out = tmp_path / f"briefing.{form}"
        out.unlink(missing_ok=True)
        name = f"{file.folder}/{file.id}"
        run(["briefing", name, "--format", form, "--out", str(out), "--as", level])
        if out.exists():
            written += 1
            met += leaks(Answer(0, (), out.read_bytes()), f"{name}.{form}", hidden)
    assert met == []
    assert written > 0


def test_the_database_of_reads_holds_no_word_of_a_document(
    world: World, tmp_path: Path
) -> None:
    for arguments in typed(world, "editors"):
        run(arguments)
    files = (p for p in tmp_path.glob("kb.sqlite3*") if p.is_file())
    kept = b"".join(path.read_bytes() for path in files)
    assert b"lessons/" in kept
    words = [s for s in world.secrets if not s.where.endswith(": id")]
    assert [s.where for s in words if s.word.encode() in kept] == []


def test_what_commands_of_the_operator_say_and_send_names_no_case(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slug = next(f.id for f in world.files if f.folder == "reviews" and "zu" in f.id)
    for file in world.files:
        if file.meta["status"] == "published":
            path = tmp_path / "content" / file.folder / f"{file.id}.md"
            names = ["review_due", *["public_until"] * (file.folder == "reviews")]
            due = {**file.meta, **dict.fromkeys(names, "2020-01-01")}
            path.write_text(replace(file, meta=due).source, "utf-8")
    invited = ["user", "add", "ann@example.org", "--name", "Ann", "--role", "editor"]
    said = ""
    for arguments in (
        invited,
        ["user", "list"],
        ["user", "reset", "ann@example.org"],
        ["remind"],
        ["index"],
        ["ledger"],
        ["release", f"reviews/{slug}", "--because", "A court said so"],
        ["release", "reviews/nobody-knows-this", "--because", "A court said so"],
    ):
        run(arguments)
        heard = capsys.readouterr()
        said += heard.out + heard.err
    letters = sorted((tmp_path / "mail").glob("*.eml"))
    said += "".join(path.read_text("utf-8") for path in letters)
    assert len(letters) == 3, "an invitation, a reset, and a reminder"
    assert "1 person was written to" in said
    # The operator names documents by their id; a letter names none.
    words = [s for s in world.secrets if not s.where.endswith(": id")]
    assert [s.where for s in words if s.word in said] == []
    sent = "".join(path.read_text("utf-8") for path in letters)
    assert [s.where for s in world.secrets if s.word in sent] == []
