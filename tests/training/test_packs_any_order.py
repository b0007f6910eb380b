"""Whatever happens to packs, documents and people, in any order, nothing leaks."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kb.access import LADDER, Role, Shared, strictest
from kb.errors import InvalidInputError, NotAllowedError, NotFoundError
from kb.training import moves
from kb.training.pack import Pack
from kb.training.packs import Packs
from tests.factories import write_lesson
from tests.training.packed import EXTRA, SEAL, World, lesson_item, reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.access import Reader
    from kb.training.packs import Held

GROUP = ("case-group",)
PEOPLE: dict[str, Reader] = {
    "tess": reader(Role.TRAINER),
    "grace": reader(Role.TRAINER, groups=GROUP),
    "far": reader(Role.TRAINER, "health-visiting"),
    "ellen": reader(Role.EDITOR, ""),
    "pria": reader(Role.PRACTITIONER),
    "mia": reader(Role.BOARD_MEMBER, ""),
}
AUDIENCES = (*LADDER, *EXTRA)
WHO, SHARED = st.sampled_from(sorted(PEOPLE)), st.sampled_from(Shared)
BUILDER = st.sampled_from(["ellen", "far", "grace", "tess"])
LESSON = st.integers(0, 3)
#: What stands only beside a lesson.
BESIDE = ("zorvak", "midthork", "quillon", "brantle")
#: How often a pack was seen without something that is in it, to see that it happens.
left_out: list[str] = []


class AnyOrder(RuleBasedStateMachine):
    """A few lessons, and people who build packs of them and share those."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.world = World.made(Path(self.folder.name))
        self.closed: set[str] = set()
        self.people = dict(PEOPLE)
        self.audiences: dict[str, str] = {}
        self.put_in: dict[str, set[str]] = {}
        for number, audience in enumerate(("public", "public", "board", *GROUP)):
            self.publish(number, audience)

    def packs(self, who: str) -> Packs:
        looking = self.people[who]
        shelf = self.world.library.shelf(looking)
        makers = set(self.people) - self.closed
        now, session = self.world.now, self.world.session
        return Packs(session, SEAL, now, who, looking, shelf, makers)

    def attempt(self, what: Callable[[], Held]) -> Held | None:
        with suppress(InvalidInputError, NotAllowedError, NotFoundError):
            return what()
        return None

    def some(self, who: str, which: int) -> str:
        """Choose a pack, preferably one that its chooser sees."""
        seen = [one.uid for one in self.packs(who).all()] or sorted(self.put_in)
        return seen[which % len(seen)] if seen else "none"

    def publish(self, number: int, audience: str, status: str = "published") -> None:
        write_lesson(
            self.world.root,
            f"lesson-{number}",
            title=f"Lesson {number}",
            audience=audience,
            status=status,
        )
        self.world.library.refresh()

    @rule(who=BUILDER, number=LESSON)
    def make(self, who: str, number: int) -> None:
        item = lesson_item(f"lesson-{number}", BESIDE[number])
        pack = moves.add(moves.whole(Pack("A course")), item)
        held = self.attempt(lambda: self.packs(who).create(pack))
        if held is not None:
            self.put_in[held.uid] = {self.audience(who, item.key)}

    @rule(who=WHO, number=LESSON, which=st.integers(0, 5))
    def put(self, who: str, number: int, which: int) -> None:
        uid, item = self.some(who, which), lesson_item("", BESIDE[number])
        item = replace(item, key=f"lessons/lesson-{number}")
        add = partial(moves.add, item=item)
        if self.attempt(lambda: self.packs(who).apply(uid, add)):
            self.put_in[uid].add(self.audience(who, item.key))

    @rule(who=WHO, which=st.integers(0, 5), item=st.integers(0, 3))
    def take_out(self, who: str, which: int, item: int) -> None:
        uid = self.some(who, which)

        def drop(pack: Pack) -> Pack:
            uids = [one.uid for one in pack.items]
            return moves.drop(pack, uids[item % len(uids)]) if uids else pack

        self.attempt(lambda: self.packs(who).apply(uid, drop))

    @rule(who=WHO, shared=SHARED)
    def share(self, who: str, shared: Shared) -> None:
        """Share all of one's own packs; of others one is refused."""
        for uid in [one.uid for one in self.packs(who).all()]:
            self.attempt(partial(self.packs(who).share, uid, shared))

    @rule(who=WHO, which=st.integers(0, 5))
    def copy(self, who: str, which: int) -> None:
        uid = self.some(who, which)
        held = self.attempt(lambda: self.packs(who).copy(uid))
        if held is not None:
            self.put_in[held.uid] = set(self.put_in[uid])

    @rule(who=WHO, which=st.integers(0, 5))
    def keep(self, who: str, which: int) -> None:
        with suppress(NotFoundError):
            self.packs(who).keep(self.some(who, which), "taken-out")

    @rule(who=WHO, which=st.integers(0, 5))
    def take_on(self, who: str, which: int) -> None:
        left = [uid for uid, _ in self.packs(who).left()]
        if left:
            self.attempt(lambda: self.packs(who).hand_over(left[which % len(left)]))

    @rule(
        number=LESSON,
        audience=st.sampled_from(AUDIENCES),
        status=st.sampled_from(["published", "published", "embargoed"]),
    )
    def change_audience(self, number: int, audience: str, status: str) -> None:
        self.publish(number, audience, status)

    @rule(who=BUILDER, which=st.integers(0, 5), number=LESSON)
    def use_and_hide(self, who: str, which: int, number: int) -> None:
        """Take a pack out, and then hide a lesson that may be in it."""
        self.publish(number, "public")
        self.put(who, number, which)
        self.keep(who, which)
        self.publish(number, "board")

    @rule(who=st.sampled_from(["tess", "grace"]), role=st.sampled_from(Role))
    def change_role(self, who: str, role: Role) -> None:
        self.people[who] = reader(role)

    @rule(who=st.sampled_from(["tess", "grace", "far"]))
    def close_or_open(self, who: str) -> None:
        self.closed ^= {who}

    def audience(self, who: str, key: str) -> str:
        return self.packs(who).shelf.audience(key)

    @invariant()
    def nobody_sees_what_stands_beside_a_document_that_they_may_not_read(self) -> None:
        for who in self.people:
            packs = self.packs(who)
            open_ = {
                word
                for number, word in enumerate(BESIDE)
                if f"lessons/lesson-{number}" in packs.shelf.keys
            }
            for held in packs.all():
                numbers = [one.number for one in packs.versions(held.uid)]
                versions = [packs.version(held.uid, one) for one in numbers]
                for one in (held, *versions):
                    told = {word for word in BESIDE if word in str(one)}
                    assert told <= open_, who
                left_out.extend(packs.gone(held.uid))

    @invariant()
    def nobody_sees_a_pack_who_might_not_have_read_all_that_was_put_in(self) -> None:
        for who, looking in self.people.items():
            for held in self.packs(who).all():
                was = self.audiences.get(held.uid, "public")
                assert strictest(was, held.audience) == held.audience
                self.audiences[held.uid] = held.audience
                assert self.put_in[held.uid] <= looking.audiences, who

    @invariant()
    def a_closed_account_shares_nothing(self) -> None:
        for who, looking in self.people.items():
            for held in self.packs(who).all():
                if held.maker in self.closed and held.maker != who:
                    assert held.left
                    assert looking.audiences >= set(LADDER)
                    assert not held.may_change

    def teardown(self) -> None:
        self.world.session.close()
        self.folder.cleanup()


def test_no_order_of_events_shows_anybody_what_they_may_not_read() -> None:
    left_out.clear()
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
    assert left_out, "no pack was ever seen without something that is in it"
