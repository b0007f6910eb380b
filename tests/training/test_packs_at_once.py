"""Two people at one pack at the same moment: nothing is lost, and both are told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kb.access import Shared
from kb.errors import ConflictError, NotFoundError
from kb.training import moves
from kb.training.pack import Item, Kind
from kb.training.seen_before import digest
from tests.training.packed import TESS, TOM, World, a_pack, lessons

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANY = 20


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World.made(tmp_path)


@pytest.fixture
def uid(world: World) -> str:
    slugs = lessons(world.root, 8)
    held = world.packs().create(a_pack(*slugs))
    world.packs().share(held.uid, Shared.COLLEAGUES)
    return held.uid


def both(world: World, each: Callable[[str], object]) -> list[object]:
    """Let two people do something at once, each with a connection of their own."""
    world.session.rollback()
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(each, (TESS, TOM)))


def test_of_two_who_move_and_add_many_things_neither_loses_anything(
    tmp_path: Path, world: World, uid: str
) -> None:
    """One moves things up, the other down, and each adds notes all the while."""

    def work(who: str) -> None:
        step = moves.up if who == TESS else moves.down
        with closing(world.connect(tmp_path)) as session:
            packs = world.packs(who, session)
            for number in range(MANY):
                uid_moved = f"lesson-{number % 8}"
                packs.apply(uid, partial(step, uid=uid_moved))
                note = Item("", Kind.NOTE, text=f"{who} {number}")
                packs.apply(uid, partial(moves.add, item=note))

    both(world, work)
    items = world.packs().one(uid).pack.items
    notes = [item.text for item in items if item.kind is Kind.NOTE]
    for who in (TESS, TOM):
        mine = [text for text in notes if text.startswith(who)]
        assert mine == [f"{who} {number}" for number in range(MANY)]
    assert sorted(item.uid for item in items if item.key) == sorted(
        f"lesson-{number}" for number in range(8)
    )
    assert len({item.uid for item in items}) == 8 + 2 * MANY


def test_the_second_of_two_who_move_an_item_loses_nothing(
    world: World, uid: str
) -> None:
    """Both saw the pack before the other moved; both moves are done."""
    tess, tom = world.packs(TESS), world.packs(TOM)
    tess.apply(uid, partial(moves.move, uid="lesson-7", before="lesson-0"))
    held = tom.apply(uid, partial(moves.move, uid="lesson-6", before="lesson-1"))
    uids = [item.uid for item in held.pack.items]
    assert uids[:4] == ["lesson-7", "lesson-0", "lesson-6", "lesson-1"]


def test_who_moves_before_something_that_is_gone_is_told_or_ends_the_part(
    world: World, uid: str
) -> None:
    world.packs(TESS).apply(uid, partial(moves.drop, uid="lesson-3"))
    move = partial(moves.move, uid="lesson-0", before="lesson-3")
    with pytest.raises(NotFoundError):
        world.packs(TOM).apply(uid, move)
    move = partial(moves.move, uid="lesson-0", before="lesson-3", part="first")
    held = world.packs(TOM).apply(uid, move)
    assert held.pack.items[-1].uid == "lesson-0"


def test_of_two_who_write_over_one_note_one_is_told_and_gets_the_others_words(
    tmp_path: Path, world: World, uid: str
) -> None:
    seen = digest(world.packs().one(uid).pack.items[0])

    def write(who: str) -> str:
        with closing(world.connect(tmp_path)) as session:
            edit = partial(moves.edit, uid="lesson-0", seen=seen, text=f"By {who}")
            try:
                world.packs(who, session).apply(uid, edit)
            except ConflictError as error:
                return error.theirs_source
        return ""

    told = [one for one in both(world, write) if one]
    assert told == [world.packs().one(uid).pack.items[0].text]


def test_two_who_keep_a_pack_at_once_make_one_version(
    tmp_path: Path, world: World, uid: str
) -> None:
    def keep(who: str) -> int:
        with closing(world.connect(tmp_path)) as session:
            return world.packs(who, session).keep(uid)

    assert both(world, keep) == [1, 1]
    assert len(world.packs().versions(uid)) == 1
