"""What can be done to a pack, and what is refused."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from kb.errors import ConflictError, InvalidInputError, NotFoundError
from kb.training import bounds, moves
from kb.training.pack import MOST_ITEMS, MOST_PARTS, Item, Kind, Pack, Part
from kb.training.seen_before import digest
from tests.training.packed import a_pack, lesson_item

if TYPE_CHECKING:
    from collections.abc import Callable


def order(pack: Pack) -> str:
    """Give the uids of items, each of one letter, with a line between parts."""
    return "|".join("".join(item.uid for item in part.items) for part in pack.parts)


def two_parts() -> Pack:
    first, second = a_pack("a", "b").parts[0], a_pack("c", "d").parts[0]
    return Pack("Two", parts=(first, Part("second", "Second", second.items)))


COVERED = Item("?", Kind.DOCUMENT)
MOVES: dict[str, tuple[Callable[[Pack], Pack], str]] = {
    "before another": (partial(moves.move, uid="d", before="a"), "dab|c"),
    "to the end of a part": (partial(moves.move, uid="a", part="second"), "b|cda"),
    "before one that is gone": (
        partial(moves.move, uid="a", before="x", part="first"),
        "ba|cd",
    ),
    "before itself": (partial(moves.move, uid="a", before="a"), "ab|cd"),
    "up": (partial(moves.up, uid="b"), "ba|cd"),
    "up into the part above": (partial(moves.up, uid="c"), "abc|d"),
    "up at the top": (partial(moves.up, uid="a"), "ab|cd"),
    "down": (partial(moves.down, uid="a"), "ba|cd"),
    "down into the part below": (partial(moves.down, uid="b"), "a|bcd"),
    "down at the end": (partial(moves.down, uid="d"), "ab|cd"),
    "out": (partial(moves.drop, uid="a"), "b|cd"),
    "a part up": (partial(moves.part_up, uid="second"), "cd|ab"),
    "the first part up": (partial(moves.part_up, uid="first"), "ab|cd"),
    "a part down": (partial(moves.part_down, uid="first"), "cd|ab"),
    "the last part down": (partial(moves.part_down, uid="second"), "ab|cd"),
    "a part out": (partial(moves.drop_part, uid="second"), "abcd"),
    "the first part out": (partial(moves.drop_part, uid="first"), "abcd"),
    "a new part": (partial(moves.add_part, title="Third"), "ab|cd|"),
}


@pytest.mark.parametrize("name", MOVES)
def test_a_move_goes_where_it_says(name: str) -> None:
    move, expected = MOVES[name]
    assert order(move(two_parts())) == expected


@pytest.mark.parametrize("step", [moves.up, moves.down])
def test_a_step_passes_over_what_its_mover_does_not_see(
    step: Callable[[Pack, str], Pack],
) -> None:
    items = (lesson_item("a"), COVERED, lesson_item("b"))
    pack = Pack("Three", parts=(Part("first", "First", items),))
    uid = "b" if step is moves.up else "a"
    assert order(step(pack, uid)).replace("?", "") == "ba"


@pytest.mark.parametrize(
    "move",
    [
        partial(moves.move, uid="x", part="first"),
        partial(moves.move, uid="a", before="x"),
        partial(moves.up, uid="x"),
        partial(moves.down, uid="x"),
        partial(moves.drop, uid="x"),
        partial(moves.edit, uid="x", text="Mine"),
        partial(moves.add, item=lesson_item("e"), part="x"),
        partial(moves.rename_part, uid="x", title="New"),
        partial(moves.drop_part, uid="x"),
        partial(moves.part_up, uid="x"),
        partial(moves.part_down, uid="x"),
    ],
)
def test_what_is_gone_is_not_found(move: Callable[[Pack], Pack]) -> None:
    with pytest.raises(NotFoundError):
        move(two_parts())


def test_an_item_whose_document_is_hidden_can_be_taken_out_and_not_written_in() -> None:
    pack = Pack("One", parts=(Part("first", "First", (COVERED,)),))
    with pytest.raises(NotFoundError):
        moves.edit(pack, "?", text="Mine")
    assert moves.drop(pack, "?").items == ()


def test_an_item_that_comes_in_gets_a_name_of_its_own() -> None:
    pack = moves.add(two_parts(), lesson_item("a"))
    names = [item.uid for item in pack.items]
    assert len(set(names)) == len(names) == 5
    assert pack.parts[1].items[-1].key == "lessons/a"


def test_a_pack_without_parts_gets_one() -> None:
    pack = moves.whole(Pack("Empty"))
    assert [part.title for part in pack.parts] == ["Part 1"]
    assert moves.add(pack, lesson_item("a")).keys == ("lessons/a",)


def test_the_last_part_stays() -> None:
    with pytest.raises(InvalidInputError, match="at least one part"):
        moves.drop_part(a_pack("a"), "first")


def test_a_full_pack_takes_no_more_and_says_so() -> None:
    pack = a_pack(*(f"lesson-{number}" for number in range(MOST_ITEMS)))
    with pytest.raises(InvalidInputError, match=f"{MOST_ITEMS} items at most"):
        moves.add(pack, lesson_item("one-more"))
    for number in range(MOST_PARTS - 1):
        pack = moves.add_part(pack, f"Part {number}")
    with pytest.raises(InvalidInputError, match=f"{MOST_PARTS} parts at most"):
        moves.add_part(pack, "One more")


def test_all_that_is_wrong_with_an_item_is_said_at_once() -> None:
    with pytest.raises(InvalidInputError) as caught:
        moves.edit(
            a_pack("a"),
            "a",
            title="x" * (bounds.LONGEST_TITLE + 1),
            text="x" * (bounds.LONGEST_TEXT + 1),
            minutes=-1,
            questions=("x" * (bounds.LONGEST_LINE + 1),),
        )
    assert set(caught.value.problems) == {"title", "text", "minutes", "questions"}


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Kind.DOCUMENT, "key"),
        (Kind.NOTE, "text"),
        (Kind.QUESTION, "text"),
        (Kind.EXERCISE, "title"),
    ],
)
def test_an_item_that_says_nothing_is_refused(kind: Kind, name: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        moves.add(a_pack(), Item("", kind, text=" ", title=" "))
    assert set(caught.value.problems) == {name}


def test_only_documents_have_keys() -> None:
    note = Item("", Kind.NOTE, key="lessons/secret", anchor="x", text="A note")
    assert moves.add(a_pack(), note).keys == ()


def test_a_pack_says_all_that_is_wrong_with_what_it_says_of_itself() -> None:
    with pytest.raises(InvalidInputError) as caught:
        moves.about(
            a_pack(),
            title=" ",
            introduction="x" * (bounds.LONGEST_TEXT + 1),
            aims=tuple(map(str, range(bounds.MOST_LINES + 1))),
            outcomes=tuple(map(str, range(bounds.MOST_OUTCOMES + 1))),
        )
    assert set(caught.value.problems) == {"title", "introduction", "aims", "outcomes"}


def test_who_changes_a_text_that_somebody_changed_meanwhile_gets_theirs_too() -> None:
    pack = a_pack("a")
    seen = digest(pack.items[0])
    pack = moves.edit(pack, "a", seen, text="Theirs")
    with pytest.raises(ConflictError) as caught:
        moves.edit(pack, "a", seen, text="Mine")
    assert caught.value.theirs_source == "Theirs"
    newest = caught.value.theirs_fingerprint
    assert moves.edit(pack, "a", newest, text="Both").items[0].text == "Both"


def test_who_wrote_the_very_same_is_not_told_of_it() -> None:
    pack = a_pack("a")
    seen = digest(pack.items[0])
    pack = moves.edit(pack, "a", seen, text="The same")
    assert moves.edit(pack, "a", seen, text="The same") == pack


def test_two_who_say_what_a_pack_is_about_are_told_of_each_other() -> None:
    pack = a_pack("a")
    seen = digest(pack)
    pack = moves.about(pack, seen, title="Theirs", aims=("To ask",))
    with pytest.raises(ConflictError) as caught:
        moves.about(pack, seen, title="Mine")
    assert caught.value.theirs_source == "Theirs\n\nTo ask"
    moves.edit(pack, "a", digest(pack.items[0]), text="Items are another matter")
