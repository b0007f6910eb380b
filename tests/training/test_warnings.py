"""What a trainer is told of the documents in a pack before using it again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kb.training.pack import Item, Kind, Pack, Part
from kb.training.warnings import What
from tests.factories import POLICY, write_lesson, write_policy, write_review
from tests.training.packed import NOW, World

if TYPE_CHECKING:
    from pathlib import Path

    from kb.training.warnings import Warned

LESSON, REVIEW, POLICY_KEY = (
    "lessons/ask-again",
    "reviews/child-a",
    "policies/safer-sleep",
)
UPDATE: dict[str, Any] = POLICY["updates"][0]
LATER = NOW + timedelta(days=30)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World.made(tmp_path)


@pytest.fixture
def uid(world: World) -> str:
    keys = (LESSON, REVIEW, POLICY_KEY)
    items = tuple(Item(key.split("/")[1], Kind.DOCUMENT, key) for key in keys)
    return world.packs().create(Pack("All", parts=(Part("", "One", items),))).uid


def told(world: World, uid: str) -> list[tuple[str, What]]:
    return [(one.key, one.what) for one in world.packs().warnings(uid)]


def only(world: World, uid: str) -> Warned:
    (found,) = world.packs().warnings(uid)
    return found


def updates(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**UPDATE, **change} for change in changes]


def test_nothing_is_told_while_nothing_changed(world: World, uid: str) -> None:
    assert told(world.at(LATER), uid) == []


@pytest.mark.parametrize(
    "change",
    [
        {"text": "## What to do\n\nAsk twice."},
        {"title": "Ask again where the baby sleeps"},
        {"statement": "Ask to see it."},
    ],
)
def test_a_lesson_whose_text_changed_is_told_with_the_moment_since_when(
    world: World, uid: str, change: dict[str, str]
) -> None:
    write_lesson(world.root, "ask-again", **change)
    found = only(world.at(LATER), uid)
    assert (found.key, found.what, found.since) == (LESSON, What.CHANGED, NOW)
    assert found.items == ("ask-again",)


@pytest.mark.parametrize(
    "change",
    [
        {"owner": "Somebody else"},
        {"review_due": "2027-01-01"},
        {"themes": ["co-sleeping"]},
        {"reviews": ["child-a", "child-b"]},
    ],
)
def test_what_is_about_the_page_and_not_its_text_is_not_told(
    world: World, uid: str, change: dict[str, Any]
) -> None:
    """Nor is it told that it leads to one more document, which may be hidden."""
    write_review(world.root, "child-b", audience="board", title="Leeds, Child B")
    write_lesson(world.root, "ask-again", **change)
    assert told(world, uid) == []


def test_a_withdrawn_document_is_told_by_name_to_who_could_read_it(
    world: World, uid: str
) -> None:
    gone = {"withdrawn_on": "2026-05-21", "withdrawn_reason": "It was wrong"}
    write_lesson(world.root, "ask-again", status="withdrawn", **gone)
    assert told(world, uid) == [(LESSON, What.WITHDRAWN)]


def test_a_hidden_document_is_told_without_its_name(world: World, uid: str) -> None:
    write_lesson(world.root, "ask-again", status="embargoed")
    assert told(world, uid) == [("", What.HIDDEN)]


def test_a_policy_with_a_newer_version_is_superseded(world: World, uid: str) -> None:
    newer = {"date": "2026-06", "what_changed": "Twice.", "from_lessons": []}
    newer["from_reviews"] = []
    write_policy(world.root, "safer-sleep", updates=updates({}, newer))
    found = only(world, uid)
    assert (found.key, found.what) == (POLICY_KEY, What.SUPERSEDED)
    assert found.words == "A newer version of this policy is there: Twice."


def test_a_policy_that_was_replaced_is_told_each_time(world: World, uid: str) -> None:
    write_policy(world.root, "safer-sleep", updates=updates({"status": "replaced"}))
    assert (POLICY_KEY, What.SUPERSEDED) in told(world, uid)
    world.packs().keep(uid, "run")
    assert told(world, uid) == [(POLICY_KEY, What.SUPERSEDED)]


def test_a_word_mended_in_a_policy_is_a_change_and_no_newer_policy(
    world: World, uid: str
) -> None:
    mended = updates({"what_changed": "Each parent is shown a safe place to sleep."})
    write_policy(world.root, "safer-sleep", updates=mended)
    assert told(world, uid) == [(POLICY_KEY, What.CHANGED)]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026", What.SUPERSEDED),
        ("2026-05", What.SUPERSEDED),
        ("2026-06-01", What.SUPERSEDED),
        (None, What.SUPERSEDED),
        ("2026-05-19", None),
        ("2026-04", None),
        ("2019", None),
    ],
)
def test_a_lesson_is_superseded_by_a_policy_that_followed_from_it_since(
    world: World, uid: str, date: str | None, expected: What | None
) -> None:
    """A policy from before that somebody links now is no newer one."""
    change: dict[str, Any] = {"date": date, "from_reviews": []}
    write_policy(world.root, "cots", title="Cots", updates=updates(change))
    found = world.packs().warnings(uid)
    assert [one.what for one in found] == ([expected] if expected else [])
    if found:
        assert (found[0].key, found[0].other) == (LESSON, "policies/cots")
        assert "Cots" in found[0].words


def test_a_policy_that_the_reader_may_not_read_supersedes_nothing(
    world: World, uid: str
) -> None:
    new = updates({"date": "2026-06"})
    write_policy(world.root, "cots", audience="board", title="Cots", updates=new)
    assert told(world, uid) == []


def test_a_document_has_its_own_moment_from_when_it_was_put_in(
    world: World, uid: str
) -> None:
    write_lesson(world.root, "ask-again", "## What to do\n\nAsk twice.")
    write_lesson(world.root, "listen", title="Listen")
    later = world.at(LATER)
    later.packs().collect_into(uid)
    later.packs().collect("lessons/listen")
    assert told(world, uid) == [(LESSON, What.CHANGED)]
    write_lesson(world.root, "listen", "## What to do\n\nListen.", title="Listen")
    found = {one.key: one.since for one in world.packs().warnings(uid)}
    assert found == {LESSON: NOW, "lessons/listen": LATER}


def test_who_looked_at_a_change_is_not_told_again(world: World, uid: str) -> None:
    write_lesson(world.root, "ask-again", "## What to do\n\nAsk twice.")
    write_review(world.root, "child-a", "## Findings\n\nNobody asked twice.")
    assert len(told(world, uid)) == 2
    world.packs().looked_at(uid, LESSON)
    assert told(world, uid) == [(REVIEW, What.CHANGED)]


def test_keeping_a_version_without_using_it_clears_no_warning(
    world: World, uid: str
) -> None:
    write_lesson(world.root, "ask-again", "## What to do\n\nAsk twice.")
    world.packs().keep(uid)
    assert told(world, uid) == [(LESSON, What.CHANGED)]
    world.packs().keep(uid, "taken-out")
    assert told(world, uid) == []
