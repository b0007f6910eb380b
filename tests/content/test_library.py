"""The content folder is read again when it changes, and no file stops the rest."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING

import pytest

from kb.access import ANYONE, BOARD, EDITORS, PUBLIC, reader_as
from kb.content.library import Library
from kb.errors import NotFoundError
from tests.factories import (
    a_small_library,
    an_empty_library,
    library_of,
    write_lesson,
    write_policy,
    write_review,
)

if TYPE_CHECKING:
    from pathlib import Path

SMALL = {"lessons/ask-again", "reviews/child-a", "policies/safer-sleep"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_small_library(tmp_path / "content")


def test_the_public_finds_what_is_public(root: Path) -> None:
    library = library_of(root)
    assert library.problems == ()
    assert library.shelf(ANYONE).keys == SMALL
    with pytest.raises(NotFoundError):
        library.shelf(ANYONE).get("reports", "child-a")


def test_the_board_finds_the_report(root: Path) -> None:
    shelf = library_of(root).shelf(reader_as(BOARD))
    assert shelf.get("reports", "child-a").title == "The report on Child A"


def test_a_change_is_seen_at_the_next_look(root: Path) -> None:
    library = library_of(root)
    before = library.snapshot()
    assert library.snapshot() is before
    write_lesson(root, "ask-again", title="Ask twice")
    write_lesson(root, "another")
    (root / "policies" / "safer-sleep.md").unlink()
    shelf = library.shelf(ANYONE)
    assert shelf.get("lessons", "ask-again").title == "Ask twice"
    assert shelf.keys == {"lessons/ask-again", "lessons/another", "reviews/child-a"}


def test_a_change_of_the_same_size_at_the_same_time_is_seen(root: Path) -> None:
    path = write_policy(root, "safer-sleep", audience="public")
    os.utime(path, ns=(1, 1))
    library = library_of(root)
    assert library.audience_of("policies/safer-sleep") == PUBLIC
    path.write_text(path.read_text().replace("public", "boarde"))
    os.utime(path, ns=(1, 1))
    assert library.audience_of("policies/safer-sleep") == EDITORS


def test_settings_and_vocabulary_are_read_again(root: Path) -> None:
    library = library_of(root)
    assert library.settings.title == "Learning from reviews"
    for name, old, new in [
        ("library.yaml", "Learning from reviews", "Other title"),
        ("vocabulary.yaml", "bed sharing", "bed-sharing with a baby"),
    ]:
        path = root / name
        path.write_text(path.read_text().replace(old, new))
    assert library.settings.title == "Other title"
    assert library.vocabulary.by_label("Bed sharing with a baby")


def test_between_looks_the_disk_is_left_alone(root: Path) -> None:
    library = Library(root, look_every=60)
    library.snapshot()
    write_lesson(root, "another")
    assert "lessons/another" not in library.shelf(ANYONE).keys
    library.refresh()
    assert "lessons/another" in library.shelf(ANYONE).keys


def test_files_that_did_not_change_are_not_read_again(root: Path) -> None:
    library = library_of(root)
    before = library.snapshot().files
    write_lesson(root, "another")
    after = library.snapshot().files
    assert all(after[key] is file for key, file in before.items())


def test_a_broken_file_is_listed_and_stops_nothing(root: Path) -> None:
    library = library_of(root)
    library.snapshot()
    path = root / "policies" / "safer-sleep.md"
    path.write_text(path.read_text().replace("audience: public\n", ""))
    assert library.shelf(ANYONE).keys == SMALL - {"policies/safer-sleep"}
    assert library.shelf(reader_as(EDITORS)).find("policies/safer-sleep") is None
    (problem,) = library.problems
    assert str(problem) == "policies/safer-sleep.md:2: audience: is missing"
    write_policy(root, "safer-sleep")
    assert library.shelf(ANYONE).keys == SMALL
    assert library.problems == ()


def test_an_older_snapshot_does_not_change(root: Path) -> None:
    library = library_of(root)
    shelf = library.shelf(ANYONE)
    (root / "reviews" / "child-a.md").unlink()
    library.refresh()
    assert shelf.get("reviews", "child-a").title == "Leeds, Child A"


@pytest.mark.parametrize(
    "name",
    [
        "Ask.md",
        "a_b.md",
        "a b.md",
        "-a.md",
        "a--b.md",
        "ä.md",
        "a.b.md",
        "x" * 90 + ".md",
    ],
)
def test_a_file_that_is_not_named_by_an_id_is_listed(root: Path, name: str) -> None:
    source = (root / "lessons" / "ask-again.md").read_text()
    (root / "lessons" / name).write_text(source)
    library = library_of(root)
    assert library.shelf(ANYONE).keys == SMALL
    assert {one.file for one in library.problems} == {f"lessons/{name}"}


def test_what_editors_of_text_leave_behind_is_no_document(root: Path) -> None:
    for name in (".ask-again.md.swp", ".#a.md", "a.md~", "x.part", "notes.txt"):
        (root / "lessons" / name).write_text("not a document")
    library = library_of(root)
    assert library.shelf(ANYONE).keys == SMALL
    assert library.problems == ()


def test_a_link_out_of_the_folder_is_not_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "lessons" / "ask-again.md").rename(outside / "ask-again.md")
    (root / "lessons" / "ask-again.md").symlink_to(outside / "ask-again.md")
    library = library_of(root)
    assert "lessons/ask-again" not in library.snapshot().documents
    assert "it is a link" in library.problems[0].message
    (root / "lessons" / "ask-again.md").unlink()
    (root / "lessons").rmdir()
    (root / "lessons").symlink_to(outside)
    library = library_of(root)
    assert "lessons/ask-again" not in library.snapshot().documents
    assert any("leads out" in one.message for one in library.problems)


def test_a_huge_file_costs_no_time_and_stops_nothing(root: Path) -> None:
    with (root / "lessons" / "huge.md").open("wb") as file:
        file.truncate(10 * 1024 * 1024)
    began = time.thread_time()
    library = library_of(root)
    assert library.shelf(ANYONE).keys == SMALL
    assert time.thread_time() - began < 1
    assert "larger than" in library.problems[0].message


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    library = library_of(tmp_path / "nowhere")
    assert library.shelf(ANYONE).keys == frozenset()
    assert any("there is no folder" in one.message for one in library.problems)


def test_an_empty_library_is_no_problem(tmp_path: Path) -> None:
    assert library_of(an_empty_library(tmp_path)).problems == ()


def test_broken_settings_hide_added_audiences_and_nothing_else(root: Path) -> None:
    write_policy(root, "for-the-group", audience="case-group")
    library = library_of(root)
    assert library.audience_of("policies/for-the-group") == "case-group"
    (root / "library.yaml").write_text("title: [")
    assert library.audience_of("policies/for-the-group") == EDITORS
    assert library.shelf(ANYONE).keys == SMALL


def test_a_library_is_read_while_files_come_and_go(root: Path) -> None:
    library = library_of(root)
    over = threading.Event()

    def come_and_go() -> None:
        while not over.is_set():
            write_review(root, "fleeting")
            (root / "reviews" / "fleeting.md").unlink()

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        for _ in range(200):
            assert library.shelf(ANYONE).keys >= SMALL
    finally:
        over.set()
        thread.join()


def test_two_thousand_documents_are_read_in_seconds(root: Path) -> None:
    text = "\n\n".join(f"## Part {n}\n\n" + "plain words " * 600 for n in range(2))
    source = write_lesson(root, "l-0", text).read_text()
    for number in range(2000):
        (root / "lessons" / f"l-{number}.md").write_text(source)
    began = time.thread_time()
    library = library_of(root)
    assert len(library.shelf(ANYONE).keys) == 2003
    assert time.thread_time() - began < 5
