"""The library and what each reader finds on the shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import ANYONE, reader_as
from kb.errors import NotFoundError
from tests.factories import a_small_library, library_of

if TYPE_CHECKING:
    from pathlib import Path


def test_the_public_finds_what_is_public(tmp_path: Path) -> None:
    shelf = library_of(a_small_library(tmp_path)).shelf(ANYONE)
    assert shelf.keys == {
        "lessons/ask-again",
        "reviews/child-a",
        "policies/safer-sleep",
    }
    with pytest.raises(NotFoundError):
        shelf.get("reports", "child-a")


def test_the_board_finds_the_report(tmp_path: Path) -> None:
    library = library_of(a_small_library(tmp_path))
    assert library.problems == ()
    assert library.shelf(reader_as("board")).get("reports", "child-a").title
