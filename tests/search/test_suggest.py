"""Suggestions while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kb.access import ANYONE
from kb.search.suggest import Suggestion, suggest
from tests.factories import a_small_library, library_of, write_lesson, write_report

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CO_SLEEPING = Suggestion("co-sleeping", "theme", "themes/co-sleeping")


def test_a_theme_is_suggested_under_its_label(tmp_path: Path) -> None:
    root = a_small_library(tmp_path)
    write_lesson(root, "beds", themes=["co-sleeping"])
    shelf = library_of(root).shelf(ANYONE)
    for typed in ("co-s", "CO SL", "bed", "Bed sh", "lying"):
        assert CO_SLEEPING in suggest(typed, shelf), typed


def test_a_theme_without_documents_on_the_shelf_is_not_suggested(
    tmp_path: Path,
) -> None:
    root = a_small_library(tmp_path)
    write_report(root, "child-a", themes=["co-sleeping"])
    library = library_of(root)
    assert suggest("bed", library.shelf(ANYONE)) == ()
    assert CO_SLEEPING in suggest("bed", library.level_shelf("board"))


def test_titles_are_suggested_by_any_word_in_them(tmp_path: Path) -> None:
    library = library_of(a_small_library(tmp_path))
    found = suggest("baby sl", library.shelf(ANYONE))
    assert found == (
        Suggestion("Ask where the baby sleeps", "lesson", "lessons/ask-again"),
    )


def test_hidden_titles_are_not_suggested(tmp_path: Path) -> None:
    library = library_of(a_small_library(tmp_path))
    assert suggest("the report", library.shelf(ANYONE)) == ()
    assert suggest("the report", library.level_shelf("board"))


def test_themes_come_before_titles_and_no_more_than_asked_for(tmp_path: Path) -> None:
    root = a_small_library(tmp_path)
    for n in range(9):
        write_lesson(root, f"neglect-{n}", title=f"Neglect {n}")
    shelf = library_of(root).shelf(ANYONE)
    found = suggest("negl", shelf, limit=3)
    assert [s.kind for s in found] == ["theme", "lesson", "lesson"]
    assert suggest("negl", shelf, limit=0) == ()
    assert suggest("n", shelf) == ()


def test_whatever_is_typed_is_answered(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    shelf = library_of(a_small_library(tmp_path_factory.mktemp("any"))).shelf(ANYONE)

    @given(st.text(max_size=120))
    def answered(typed: str) -> None:
        assert len(suggest(typed, shelf)) <= 8

    answered()
