"""A pack never shows what its reader may not read now, in whatever way it is asked."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kb.access import Shared
from kb.errors import ConflictError, NotFoundError
from kb.training import moves
from kb.training.pack import Item, Kind
from kb.training.warnings import What
from tests.factories import write_lesson
from tests.training.packed import ELLEN, FAR, PRIA, TESS, TOM, World, a_pack, lessons

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kb.training.packs import Packs

WORDS = ("lesson-1", "Zorvak", "Midthork", "Quillon")


@pytest.fixture
def world(tmp_path: Path) -> World:
    found = World.made(tmp_path)
    lessons(found.root, 3)
    return found


@pytest.fixture
def uid(world: World) -> str:
    """Make a shared pack with words beside a lesson that then is for the board."""
    packs = world.packs()
    uid = packs.create(a_pack("lesson-0", "lesson-1", "lesson-2")).uid
    packs.share(uid, Shared.PARTNERSHIP)
    beside = partial(
        moves.edit,
        uid="lesson-1",
        text="Zorvak",
        title="Midthork",
        questions=("Quillon",),
    )
    packs.apply(uid, beside)
    packs.keep(uid, "run")
    write_lesson(world.root, "lesson-1", title="Lesson one", audience="board")
    return uid


UP = partial(moves.up, uid="lesson-2")
ASKED: dict[str, Callable[[Packs, str], object]] = {
    "one": lambda packs, uid: asdict(packs.one(uid).pack)["parts"],
    "all": lambda packs, _: [one.pack for one in packs.all()],
    "version": lambda packs, uid: packs.version(uid, 1).pack,
    "copy": lambda packs, uid: packs.copy(uid).pack,
    "moved": lambda packs, uid: packs.apply(uid, UP).pack,
    "warned": lambda packs, uid: [
        (one.key, one.words, one.since, one.other) for one in packs.warnings(uid)
    ],
}


def told(found: object) -> set[str]:
    """Give the hidden words in an answer, without uids that stand for nothing."""
    return {word for word in WORDS if word in str(found).replace("uid='lesson-1'", "")}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("who", [TESS, TOM])
def test_no_answer_tells_a_word_of_a_document_that_is_hidden_now(
    world: World, uid: str, who: str, asked: str
) -> None:
    found = ASKED[asked](world.packs(who), uid)
    assert "lesson-2" in str(found) or asked == "warned"
    assert told(found) == set()


@pytest.mark.parametrize("who", [PRIA, FAR])
def test_who_only_reads_a_pack_is_not_even_told_that_something_is_hidden(
    world: World, uid: str, who: str
) -> None:
    assert told(world.packs(who).one(uid)) == set()
    assert world.packs(who).gone(uid) == ()
    assert world.packs(who).warnings(uid) == ()


def test_who_may_read_the_document_sees_all_that_stands_beside_it(
    world: World, uid: str
) -> None:
    assert told(world.packs(ELLEN).one(uid)) == set(WORDS)
    assert told(world.packs(ELLEN).version(uid, 1)) == set(WORDS)


def test_who_builds_the_pack_is_told_that_something_is_hidden_and_not_what(
    world: World, uid: str
) -> None:
    assert world.packs().gone(uid) == ("lesson-1",)
    (warned,) = world.packs().warnings(uid)
    assert (warned.what, warned.key, warned.since) == (What.HIDDEN, "", None)
    assert warned.items == ("lesson-1",)


def test_a_hidden_item_can_be_taken_out_and_not_written_over(
    world: World, uid: str
) -> None:
    with pytest.raises(NotFoundError):
        world.packs().apply(uid, partial(moves.edit, uid="lesson-1", text="Mine"))
    with pytest.raises(NotFoundError):
        world.packs().apply(uid, partial(moves.edit, uid="lesson-1", seen="x", text=""))
    world.packs().apply(uid, partial(moves.drop, uid="lesson-1"))
    assert world.packs().gone(uid) == ()
    assert told(world.packs(ELLEN).one(uid)) == set()


def test_what_others_cannot_see_is_still_there_after_they_moved_things(
    world: World, uid: str
) -> None:
    world.packs().apply(uid, partial(moves.up, uid="lesson-2"))
    items = world.packs(ELLEN).one(uid).pack.items
    assert [item.uid for item in items] == ["lesson-2", "lesson-0", "lesson-1"]
    assert items[2].text == "Zorvak"


def test_nobody_finds_out_by_putting_it_in_whether_a_pack_holds_a_hidden_document(
    world: World, uid: str
) -> None:
    for slug in ("lesson-1", "none"):
        item = Item("", Kind.DOCUMENT, f"lessons/{slug}")
        with pytest.raises(NotFoundError):
            world.packs().apply(uid, partial(moves.add, item=item))
        with pytest.raises(NotFoundError):
            world.packs().collect(item.key)


def test_a_hidden_document_leads_to_no_pack_that_holds_it(
    world: World, uid: str
) -> None:
    hidden, shown = ["lessons/lesson-1"], ["lessons/lesson-2"]
    assert world.packs().holding(hidden) == ()
    assert [one.uid for one in world.packs().holding(shown)] == [uid]
    assert [one.uid for one in world.packs(ELLEN).holding(hidden)] == [uid]


def test_a_version_that_a_reader_kept_holds_what_is_hidden_from_that_reader(
    world: World, uid: str
) -> None:
    world.packs().apply(uid, partial(moves.drop, uid="lesson-0"))
    number = world.packs(PRIA).keep(uid, "taken-out")
    assert told(world.packs(PRIA).version(uid, number)) == set()
    assert told(world.packs(ELLEN).version(uid, number)) == set(WORDS)


def test_a_conflict_over_a_text_that_one_may_read_tells_no_other(
    world: World, uid: str
) -> None:
    edit = partial(moves.edit, uid="lesson-2", text="Mine", seen="another")
    with pytest.raises(ConflictError) as caught:
        world.packs().apply(uid, edit)
    assert told(caught.value.theirs_source) == set()


def test_a_document_that_is_open_again_is_back_with_its_words(
    world: World, uid: str
) -> None:
    assert told(world.packs().one(uid)) == set()
    write_lesson(world.root, "lesson-1", title="Lesson one")
    assert told(world.packs().one(uid)) == set(WORDS)
