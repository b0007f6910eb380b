"""A file is replaced in one step, and only by somebody who saw what it says."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from kb.content import writing
from kb.content.files import fingerprint
from kb.errors import ConflictError, InvalidContentError
from tests.factories import a_small_library

if TYPE_CHECKING:
    from pathlib import Path

KEY = "lessons/ask-again"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_small_library(tmp_path)


def names(root: Path) -> set[str]:
    return {path.name for path in (root / "lessons").iterdir()}


def now(root: Path) -> str:
    return fingerprint((root / f"{KEY}.md").read_text("utf-8"))


def test_a_text_takes_the_place_of_the_one_it_began_from(root: Path) -> None:
    writing.replace(root, KEY, "Zwölf\n", now(root))
    assert (root / f"{KEY}.md").read_bytes() == "Zwölf\n".encode()
    assert names(root) == {"ask-again.md"}


def test_a_new_file_is_made_and_its_folder_too(tmp_path: Path) -> None:
    writing.replace(tmp_path, KEY, "new\n", "")
    assert writing.text_now(tmp_path, KEY) == "new\n"


@pytest.mark.parametrize("before", ["", fingerprint("something else")])
def test_a_text_that_nobody_saw_is_not_written_over(root: Path, before: str) -> None:
    text = (root / f"{KEY}.md").read_text("utf-8")
    with pytest.raises(ConflictError) as caught:
        writing.replace(root, KEY, "mine\n", before)
    assert caught.value.theirs_source == text
    assert caught.value.theirs_fingerprint == fingerprint(text)
    assert writing.text_now(root, KEY) == text


def test_a_file_that_went_away_is_a_conflict(root: Path) -> None:
    before = now(root)
    (root / f"{KEY}.md").unlink()
    with pytest.raises(ConflictError) as caught:
        writing.replace(root, KEY, "mine\n", before)
    assert (caught.value.theirs_source, caught.value.theirs_fingerprint) == ("", "")


def test_of_two_at_once_one_wins_and_the_other_is_told(root: Path) -> None:
    before, lost = now(root), []
    texts = [f"by {number}\n" for number in range(8)]

    def write(text: str) -> None:
        try:
            writing.replace(root, KEY, text, before)
        except ConflictError as error:
            lost.append(error.theirs_source)

    threads = [threading.Thread(target=write, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = writing.text_now(root, KEY)
    assert kept in texts
    assert lost == [kept] * 7


def test_a_link_that_leads_elsewhere_is_not_followed(root: Path) -> None:
    secret = root / "secret.md"
    secret.write_text("secret\n", "utf-8")
    (root / f"{KEY}.md").unlink()
    (root / f"{KEY}.md").symlink_to(secret)
    with pytest.raises(InvalidContentError):
        writing.replace(root, KEY, "mine\n", fingerprint("secret\n"))
    assert secret.read_text("utf-8") == "secret\n"


def test_what_a_killed_program_left_half_written_is_removed(root: Path) -> None:
    for name in (".kb-x1y2.part", "mine.part", ".hidden.md"):
        (root / "lessons" / name).write_text("half of a te", "utf-8")
    (root / "policies" / ".kb-x1y2.part").write_text("half of a te", "utf-8")
    writing.sweep(root)
    assert names(root) == {"ask-again.md", "mine.part", ".hidden.md"}
    assert [path.name for path in (root / "policies").iterdir()] == ["safer-sleep.md"]
