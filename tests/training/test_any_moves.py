"""Whatever is moved in a pack, in any order, nothing in it is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kb.errors import InvalidInputError, NotFoundError
from kb.training import moves
from kb.training.pack import Item, Kind, Pack

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = st.sampled_from([str(number) for number in range(6)])


@dataclass
class Expected:
    """What must be in the pack, whatever its order."""

    texts: dict[str, str] = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)


class AnyMoves(RuleBasedStateMachine):
    """A pack, and somebody who tries whatever comes to mind."""

    @initialize()
    def begin(self) -> None:
        self.pack = moves.whole(Pack("A course"))
        self.expected = Expected(parts={self.pack.parts[0].uid})

    def attempt(self, move: Callable[[Pack], Pack]) -> bool:
        before = self.pack
        try:
            self.pack = move(before)
        except (InvalidInputError, NotFoundError):
            assert self.pack is before
            return False
        return True

    @rule(text=st.text(min_size=1).filter(str.strip), part=st.integers(0, 3))
    def add(self, text: str, part: int) -> None:
        into = self.pack.parts[part].uid if part < len(self.pack.parts) else "none"
        known = set(self.expected.texts)
        item = Item("", Kind.NOTE, text=text)
        if self.attempt(partial(moves.add, item=item, part=into)):
            (new,) = {one.uid for one in self.pack.items} - known
            self.expected.texts[new] = text.strip()

    @rule(which=st.integers(0, 9), other=st.integers(0, 9), part=st.integers(0, 3))
    def move(self, which: int, other: int, part: int) -> None:
        uid, before, into = self.uid(which), self.uid(other), self.part(part)
        self.attempt(partial(moves.move, uid=uid, before=before, part=into))

    @rule(
        which=st.integers(0, 9),
        step=st.sampled_from([moves.up, moves.down, moves.drop]),
    )
    def step(self, which: int, step: Callable[[Pack, str], Pack]) -> None:
        uid = self.uid(which)
        if self.attempt(lambda pack: step(pack, uid)) and step is moves.drop:
            del self.expected.texts[uid]

    @rule(which=st.integers(0, 9), text=st.text())
    def write(self, which: int, text: str) -> None:
        uid = self.uid(which)
        if self.attempt(lambda pack: moves.edit(pack, uid, text=text)):
            self.expected.texts[uid] = text.strip()

    @rule(title=NAMES)
    def add_part(self, title: str) -> None:
        if self.attempt(partial(moves.add_part, title=title)):
            self.expected.parts.add(self.pack.parts[-1].uid)

    @rule(
        part=st.integers(0, 3),
        step=st.sampled_from([moves.part_up, moves.part_down, moves.drop_part]),
    )
    def step_part(self, part: int, step: Callable[[Pack, str], Pack]) -> None:
        uid = self.part(part)
        if self.attempt(lambda pack: step(pack, uid)) and step is moves.drop_part:
            self.expected.parts.remove(uid)

    def uid(self, place: int) -> str:
        items = self.pack.items
        return items[place].uid if place < len(items) else "gone"

    def part(self, place: int) -> str:
        parts = self.pack.parts
        return parts[place].uid if place < len(parts) else "gone"

    @invariant()
    def nothing_is_lost(self) -> None:
        texts = {item.uid: item.text for item in self.pack.items}
        assert texts == self.expected.texts
        assert {part.uid for part in self.pack.parts} == self.expected.parts

    @invariant()
    def every_name_is_there_once(self) -> None:
        names = [one.uid for one in self.pack.parts]
        names += [one.uid for one in self.pack.items]
        assert len(names) == len(set(names))
        assert self.pack.parts


def test_no_order_of_moves_loses_anything() -> None:
    run_state_machine_as_test(
        AnyMoves, settings=settings(max_examples=80, deadline=None)
    )
