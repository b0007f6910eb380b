"""Every document says where it stands between a review and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kb.access import BOARD, EDITORS, reader_as
from kb.content.links import Bead, chain
from tests.factories import (
    POLICY,
    a_small_library,
    library_of,
    write_lesson,
    write_policy,
    write_report,
    write_review,
)

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    "reviews",
    "lessons",
    "recommendations",
    "policy updates",
    "evidence of effect",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    a_small_library(tmp_path)
    asked: list[dict[str, Any]] = [
        {
            "id": "R1",
            "text": "Look.",
            "addressees": ["police"],
            "lessons": ["ask-again"],
        },
        {"id": "R2", "text": "Ask.", "addressees": ["police"]},
    ]
    write_review(tmp_path, "child-a", recommendations=asked)
    write_review(tmp_path, "child-b", title="B", published="2021")
    write_lesson(tmp_path, "ask-again", reviews=["child-a", "child-b"])
    return tmp_path


def beads(root: Path, key: str, level: str = BOARD) -> dict[str, Bead]:
    shelf = library_of(root).shelf(reader_as(level))
    document = shelf.find(key)
    assert document
    found = chain(shelf, document).beads
    assert tuple(bead.name for bead in found) == NAMES
    assert all(shelf.find(link.url_key) for bead in found for link in bead.items)
    return {bead.name: bead for bead in found}


def said(bead: Bead) -> tuple[str, str, list[str]]:
    return bead.heading, bead.detail, [link.url_key for link in bead.items]


def test_a_lesson_leads_to_its_reviews_what_they_asked_and_what_changed(
    root: Path,
) -> None:
    found = beads(root, "lessons/ask-again")
    assert [bead.here for bead in found.values()] == [False, True, False, False, False]
    assert said(found["reviews"]) == (
        "2 reviews",
        "first in 2019, last in 2021",
        ["reviews/child-b", "reviews/child-a"],
    )
    assert said(found["lessons"]) == ("This lesson", "one case", [])
    asked = found["recommendations"]
    assert said(asked) == ("1 recommendation", "to 1 body", ["reviews/child-a"])
    assert (asked.items[0].label, asked.items[0].anchor) == ("R1: Look.", "r1")
    changed = found["policy updates"]
    assert said(changed) == (
        "1 policy update",
        "latest: Safer sleep",
        ["policies/safer-sleep"],
    )
    assert changed.items[0].detail == "2020, in force, link: documented"


def test_a_review_leads_to_its_lessons_what_it_asked_and_what_changed(
    root: Path,
) -> None:
    found = beads(root, "reviews/child-a")
    assert said(found["reviews"]) == ("This review", "May 2019", [])
    assert said(found["lessons"]) == (
        "1 lesson",
        "1 to act on now",
        ["lessons/ask-again"],
    )
    assert [one.anchor for one in found["recommendations"].items] == ["r1", "r2"]
    assert said(found["policy updates"])[2] == ["policies/safer-sleep"]


def test_a_policy_leads_back_to_everything_any_version_came_from(root: Path) -> None:
    updates = [
        POLICY["updates"][0] | {"from_lessons": []},
        POLICY["updates"][0] | {"from_reviews": ["child-b"], "date": None},
    ]
    updates[1].pop("date")
    write_policy(root, "safer-sleep", updates=updates)
    found = beads(root, "policies/safer-sleep")
    assert said(found["reviews"])[2] == ["reviews/child-b", "reviews/child-a"]
    assert said(found["lessons"])[2] == ["lessons/ask-again"]
    assert [one.label for one in found["recommendations"].items] == ["R1: Look."]
    assert said(found["policy updates"]) == ("This policy", "2 versions", [])


def test_a_report_stands_where_its_review_stands(root: Path) -> None:
    found = beads(root, "reports/child-a")
    assert said(found["reviews"])[2] == ["reviews/child-a"]
    assert found["reviews"].here
    assert said(found["lessons"])[2] == ["lessons/ask-again"]
    assert len(found["recommendations"].items) == 2


def test_a_report_without_its_review_leads_nowhere(root: Path) -> None:
    write_report(root, "gone", review="gone", audience="board")
    found = beads(root, "reports/gone", EDITORS)
    assert not any(bead.items for bead in found.values())
    assert found["reviews"].detail == "its review is not here"


def test_what_is_missing_is_said_plainly(root: Path) -> None:
    write_review(root, "child-c")
    found = beads(root, "reviews/child-c")
    assert [bead.heading for bead in found.values() if bead.missing] == [
        "No lesson",
        "No recommendation",
        "No policy update",
        "Evidence of effect",
    ]
    assert found["evidence of effect"].detail == "none recorded yet"
    write_lesson(root, "alone", reviews=[])
    assert beads(root, "lessons/alone", EDITORS)["reviews"].heading == "No review"


def test_no_link_is_made_that_nobody_wrote(root: Path) -> None:
    write_policy(
        root, "safer-sleep", updates=[POLICY["updates"][0] | {"from_reviews": []}]
    )
    found = beads(root, "reviews/child-a")
    assert found["policy updates"].missing
