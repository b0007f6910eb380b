"""Themes of a year's reviews on which no pack holds anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.training.gaps import gaps
from tests.factories import write_lesson, write_review
from tests.training.packed import ELLEN, TESS, World

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def world(tmp_path: Path) -> World:
    found = World.made(tmp_path)
    sleep = ["co-sleeping", "neglect"]
    write_review(found.root, "b", title="B", published="2026-01", themes=sleep)
    write_review(found.root, "c", title="C", published="2026", themes=["co-sleeping"])
    write_review(
        found.root,
        "d",
        title="D",
        published="2026-02",
        themes=["was-not-brought"],
        audience="board",
    )
    return found


def found(world: World, *keys: str, who: str = TESS) -> dict[str, list[str]]:
    listed = gaps(world.shelf(who), keys, 2026)
    return {gap.theme: [review.id for review in gap.reviews] for gap in listed}


def test_the_theme_of_most_reviews_comes_first(world: World) -> None:
    assert list(found(world).items()) == [
        ("co-sleeping", ["b", "c"]),
        ("neglect", ["b"]),
    ]


def test_a_theme_is_covered_by_any_document_in_a_pack(world: World) -> None:
    assert found(world, "lessons/ask-again") == {"co-sleeping": ["b", "c"]}


def test_what_a_reader_may_not_read_is_no_gap_and_covers_nothing(world: World) -> None:
    hidden = "lessons/hidden"
    write_lesson(world.root, "hidden", audience="board", themes=["co-sleeping"])
    assert set(found(world, hidden)) == {"co-sleeping", "neglect"}
    assert set(found(world, hidden, who=ELLEN)) == {"was-not-brought", "neglect"}
