"""Making course packs, changing them, keeping versions and collecting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kb.access import Shared
from kb.errors import InvalidInputError, NotAllowedError, NotFoundError
from kb.training import moves
from kb.training.pack import Item, Kind, Pack, Part
from kb.training.packs import Version, Why
from tests.factories import SETTINGS, write_lesson, write_yaml
from tests.training.packed import (
    FAR,
    NOW,
    PRIA,
    TESS,
    TOM,
    World,
    a_pack,
    lesson_item,
    lessons,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def world(tmp_path: Path) -> World:
    found = World.made(tmp_path)
    lessons(found.root, 5)
    return found


def made(world: World, *slugs: str) -> str:
    return world.packs().create(a_pack(*(slugs or ("lesson-0", "lesson-1")))).uid


def test_a_pack_is_private_until_it_is_shared(world: World) -> None:
    held = world.packs().create(a_pack("lesson-0"))
    assert held.shared is Shared.PRIVATE
    assert (held.own, held.may_change, held.created) == (True, True, NOW)
    assert world.packs(TOM).all() == ()
    world.packs().share(held.uid, Shared.COLLEAGUES)
    (seen,) = world.packs(TOM).all()
    assert (seen.own, seen.may_change) == (False, True)
    assert world.packs(FAR).all() == ()


def test_the_pack_that_was_changed_last_comes_first(world: World) -> None:
    first, second = made(world), made(world)
    later = world.at(NOW + timedelta(minutes=1)).packs()
    assert [one.uid for one in later.all()] == [second, first]
    later.apply(first, partial(moves.up, uid="lesson-1"))
    assert [one.uid for one in later.all()] == [first, second]


def test_who_reads_only_makes_no_pack(world: World) -> None:
    uid = made(world)
    world.packs().share(uid, Shared.PARTNERSHIP)
    reading = world.packs(PRIA)
    assert not reading.one(uid).may_change
    for attempt in (
        partial(reading.create, a_pack()),
        partial(reading.copy, uid),
        partial(reading.apply, uid, partial(moves.drop, uid="lesson-0")),
        partial(reading.remove, uid),
        partial(reading.collect_into, uid),
        partial(reading.looked_at, uid, "lessons/lesson-0"),
    ):
        with pytest.raises(NotAllowedError):
            attempt()
    assert len(world.packs().one(uid).pack.items) == 2


def test_only_its_maker_shares_or_removes_a_pack(world: World) -> None:
    uid = made(world)
    world.packs().share(uid, Shared.COLLEAGUES)
    with pytest.raises(NotAllowedError):
        world.packs(TOM).share(uid, Shared.PARTNERSHIP)
    with pytest.raises(NotAllowedError):
        world.packs(TOM).remove(uid)
    world.packs().remove(uid)
    for who in (TESS, TOM):
        with pytest.raises(NotFoundError):
            world.packs(who).one(uid)


def test_a_document_that_its_reader_may_not_read_goes_into_no_pack(
    world: World,
) -> None:
    """What is hidden and what is not there give the same answer."""
    uid = made(world)
    for key in ("reports/child-a", "lessons/none"):
        item = Item("", Kind.DOCUMENT, key)
        with pytest.raises(NotFoundError):
            world.packs().apply(uid, partial(moves.add, item=item))
        with pytest.raises(NotFoundError):
            world.packs().create(Pack("New", parts=(Part("", "One", (item,)),)))
        with pytest.raises(NotFoundError):
            world.packs().collect(key)
    assert len(world.packs().all()) == 1


@pytest.mark.parametrize("slug", ["lesson-0", "lesson-2"])
def test_a_section_that_is_not_there_goes_into_no_pack(world: World, slug: str) -> None:
    """Whether the pack holds something else of its document or not."""
    uid = made(world)
    item = Item("", Kind.DOCUMENT, f"lessons/{slug}", "none")
    with pytest.raises(InvalidInputError) as caught:
        world.packs().apply(uid, partial(moves.add, item=item))
    assert set(caught.value.problems) == {"anchor"}
    there = replace(item, anchor="what-to-do")
    held = world.packs().apply(uid, partial(moves.add, item=there))
    assert held.pack.items[-1].anchor == "what-to-do"


def test_ids_that_the_library_does_not_have_are_refused_by_field(world: World) -> None:
    uid = made(world)
    about = partial(
        moves.about, roles=("x",), agencies=("y",), level="z", template="gone"
    )
    with pytest.raises(InvalidInputError) as caught:
        world.packs().apply(uid, about)
    assert set(caught.value.problems) == {"roles", "agencies", "level", "template"}
    about = partial(
        moves.about, roles=("everyone",), agencies=("police",), level="practice"
    )
    assert world.packs().apply(uid, about).pack.level == "practice"


def test_an_id_that_the_board_took_away_stops_no_other_change(world: World) -> None:
    uid = made(world)
    world.packs().apply(uid, partial(moves.about, agencies=("police",)))
    write_yaml(world.root / "library.yaml", {**SETTINGS, "agencies": {}})
    held = world.packs().apply(uid, partial(moves.about, title="Another title"))
    assert held.pack.agencies == ("police",)


def test_a_change_that_changes_nothing_is_none(world: World) -> None:
    uid = made(world)
    before = world.packs().one(uid)
    later = world.at(NOW + timedelta(days=1)).packs()
    assert later.apply(uid, partial(moves.up, uid="lesson-0")) == before


def test_a_move_that_is_refused_leaves_the_pack(world: World) -> None:
    uid = made(world)
    before = world.packs().one(uid)
    with pytest.raises(NotFoundError):
        world.packs().apply(uid, partial(moves.drop, uid="none"))
    assert world.packs().one(uid) == before


def test_a_copy_is_ones_own_and_leaves_the_other_alone(world: World) -> None:
    uid = made(world)
    world.packs().share(uid, Shared.PARTNERSHIP)
    copy = world.packs(FAR).copy(uid)
    assert copy.pack.title == "Copy of Safer sleep for teams"
    assert (copy.own, copy.shared, copy.agency) == (
        True,
        Shared.PRIVATE,
        "health-visiting",
    )
    world.packs(FAR).apply(copy.uid, partial(moves.drop, uid="lesson-0"))
    assert len(world.packs().one(uid).pack.items) == 2
    assert [one.uid for one in world.packs().all()] == [uid]


def test_a_copy_of_a_copy_of_a_long_title_can_be_made(world: World) -> None:
    uid = world.packs().create(a_pack("lesson-0", title="x" * 200)).uid
    copy = world.packs().copy(world.packs().copy(uid).uid)
    assert copy.pack.title.startswith("Copy of Copy of x")


def test_a_version_has_a_new_number_when_something_changed_and_else_the_same(
    world: World,
) -> None:
    uid = made(world)
    packs = world.packs()
    assert [packs.keep(uid), packs.keep(uid, "taken-out")] == [1, 1]
    packs.apply(uid, partial(moves.drop, uid="lesson-0"))
    assert packs.keep(uid, Why.RUN) == 2
    assert [len(packs.version(uid, n).pack.items) for n in (1, 2)] == [2, 1]
    write_lesson(world.root, "lesson-1", "## What to do\n\nAsk twice.")
    assert world.packs().keep(uid) == 3
    assert packs.versions(uid)[-1] == Version(1, NOW, TESS, Why.KEPT)
    with pytest.raises(NotFoundError):
        packs.version(uid, 4)


def test_only_who_builds_a_pack_uses_it_up(world: World) -> None:
    """Others may take it out; that does not say that its warnings were seen."""
    uid = made(world)
    world.packs().share(uid, Shared.PARTNERSHIP)
    write_lesson(world.root, "lesson-1", "## What to do\n\nAsk twice.")
    assert world.packs(PRIA).keep(uid, Why.TAKEN_OUT) == 1
    assert world.packs().one(uid).used is None
    assert len(world.packs().warnings(uid)) == 1
    world.packs().keep(uid, Why.TAKEN_OUT)
    assert world.packs().one(uid).used == NOW
    assert world.packs().warnings(uid) == ()


def test_what_is_collected_goes_into_the_chosen_pack_once(world: World) -> None:
    uid = made(world)
    packs = world.packs()
    assert packs.collecting() is None
    packs.collect_into(uid)
    for anchor in ("", "what-to-do", ""):
        held = packs.collect("lessons/lesson-2", anchor)
    assert held.uid == uid
    places = [(item.key, item.anchor) for item in held.pack.items[2:]]
    assert places == [("lessons/lesson-2", ""), ("lessons/lesson-2", "what-to-do")]
    assert world.packs(TOM).collecting() is None


def test_who_collects_without_a_pack_gets_one(world: World) -> None:
    packs = world.packs()
    held = packs.collect("lessons/lesson-2")
    assert held.pack.title == "Collected on 20 May 2026"
    assert packs.collect("lessons/lesson-3").uid == held.uid
    assert packs.collecting() == packs.one(held.uid)


def test_nobody_collects_into_a_pack_that_was_removed(world: World) -> None:
    packs = world.packs()
    held = packs.collect("lessons/lesson-2")
    packs.remove(held.uid)
    assert packs.collecting() is None
    assert packs.collect("lessons/lesson-2").uid != held.uid


def test_notes_and_questions_stay_beside_their_document(world: World) -> None:
    uid = made(world)
    write = partial(
        moves.edit, uid="lesson-0", text=" My note ", questions=("Who asks? ", " ")
    )
    (item, _) = world.packs().apply(uid, write).pack.items
    assert item == replace(lesson_item("lesson-0", "My note"), questions=("Who asks?",))
