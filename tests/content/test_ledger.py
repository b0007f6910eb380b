"""The ledger is only added to, and shows when a line of it was touched."""

from __future__ import annotations

import stat
import threading
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from kb.content.ledger import Ceiling, Entry, Ledger
from kb.content.library import Library
from kb.errors import SettingError
from tests.factories import a_small_library

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
GONE = Ceiling("public", shown=False, withdrawn_on=date(2026, 3, 2), reason="Ünklar")
OPEN = Ceiling("public", shown=True)


def entry(key: str = "lessons/a", ceiling: Ceiling = GONE) -> Entry:
    return Entry(NOW, "person:1", key, ceiling)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


@pytest.fixture
def three(path: Path) -> Path:
    ledger = Ledger(path)
    for key, ceiling in (("lessons/a", GONE), ("lessons/b", GONE), ("lessons/a", OPEN)):
        ledger.add(entry(key, ceiling))
    return path


def test_what_was_written_is_read_again_and_the_last_line_counts(three: Path) -> None:
    again = Ledger(three)
    assert [one.key for one in again.entries()] == [
        "lessons/a",
        "lessons/b",
        "lessons/a",
    ]
    assert again.entries()[0] == entry()
    assert again.ceilings() == {"lessons/a": OPEN, "lessons/b": GONE}


def test_a_ledger_without_a_file_is_kept_in_memory() -> None:
    ledger = Ledger(None)
    before = ledger.stamp()
    ledger.add(entry())
    assert ledger.ceilings() == {"lessons/a": GONE}
    assert ledger.stamp() != before


def test_only_its_owner_can_read_the_file(three: Path) -> None:
    assert stat.S_IMODE(three.stat().st_mode) == 0o600


def test_lines_are_only_ever_added(path: Path) -> None:
    ledger = Ledger(path)
    ledger.add(entry())
    before = path.read_bytes()
    ledger.add(entry("lessons/b"))
    assert path.read_bytes().startswith(before)
    assert len(path.read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    "harm",
    [
        lambda lines: [lines[0], lines[2]],
        lambda lines: [lines[1], lines[0], lines[2]],
        lambda lines: lines[1:],
        lambda lines: [lines[0].replace(b"false", b"true"), *lines[1:]],
        lambda lines: [lines[0].replace(b"lessons/a", b"lessons/c"), *lines[1:]],
        lambda lines: [lines[0].replace(b"person:1", b"person:2"), *lines[1:]],
        lambda lines: [lines[0], b"{}\n", *lines[1:]],
        lambda lines: [lines[0], b"not json\n", *lines[1:]],
        lambda lines: [lines[0], b"\n", *lines[1:]],
        lambda lines: [lines[0], lines[0], *lines[1:]],
        lambda lines: [*lines[:2], lines[2].replace(b'"shown": true', b'"shown": 1')],
        lambda lines: [b"\xff\xfe\n", *lines],
    ],
)
def test_a_line_that_was_touched_stops_everything_and_is_named(
    three: Path, harm: object
) -> None:
    lines = three.read_bytes().splitlines(keepends=True)
    changed = harm(lines)  # type: ignore[operator]
    three.write_bytes(b"".join(changed))
    first = next(
        (n for n, (a, b) in enumerate(zip(lines, changed, strict=False), 1) if a != b),
        len(changed),
    )
    with pytest.raises(SettingError, match=rf"ledger\.jsonl:{first}: .*KB_LEDGER"):
        Ledger(three).entries()
    with pytest.raises(SettingError):
        Ledger(three).add(entry())


def test_a_library_with_a_broken_ledger_shows_nothing(
    three: Path, tmp_path: Path
) -> None:
    root = a_small_library(tmp_path / "content")
    three.write_bytes(three.read_bytes().replace(b"false", b"true", 1))
    with pytest.raises(SettingError):
        Library(root, ledger=Ledger(three)).snapshot()


def test_a_line_that_a_kill_cut_off_is_written_over(three: Path) -> None:
    whole = three.read_bytes()
    for length in range(1, len(whole.splitlines(keepends=True)[-1])):
        three.write_bytes(whole[:-length])
        again = Ledger(three)
        assert [one.key for one in again.entries()] == ["lessons/a", "lessons/b"]
    again.add(entry("lessons/c"))
    assert [one.key for one in Ledger(three).entries()][2:] == ["lessons/c"]


def test_two_programs_write_one_chain(path: Path) -> None:
    def add_twenty(name: str) -> None:
        own = Ledger(path)
        for number in range(20):
            own.add(entry(f"lessons/{name}-{number}"))

    threads = [threading.Thread(target=add_twenty, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Ledger(path).entries()) == 60


@pytest.mark.parametrize("in_memory", [True, False])
def test_an_opening_is_refused_when_somebody_closed_it_meanwhile(
    path: Path, *, in_memory: bool
) -> None:
    ledger = Ledger(None if in_memory else path)
    other = ledger if in_memory else Ledger(path)
    seen = ledger.ceilings().get("lessons/a")
    other.add(entry())
    assert not ledger.add_after(seen, entry(ceiling=OPEN))
    assert ledger.ceilings() == {"lessons/a": GONE}
    assert ledger.add_after(GONE, entry(ceiling=OPEN))
    assert ledger.ceilings() == {"lessons/a": OPEN}


def test_a_library_notices_a_new_line_at_once(path: Path, tmp_path: Path) -> None:
    root = a_small_library(tmp_path / "content")
    library = Library(root, look_every=0, ledger=Ledger(path))
    assert library.audience_of("lessons/ask-again") == "public"
    Ledger(path).add(entry("lessons/ask-again"))
    assert library.audience_of("lessons/ask-again") == "editors"


def test_a_ledger_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "ledger.jsonl").mkdir()
    with pytest.raises(SettingError, match="KB_LEDGER"):
        Ledger(tmp_path / "ledger.jsonl").entries()
