"""Courses that were given, with a secret in every word that anybody wrote.

Who may see them is written down here by hand, and not asked of the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.access import EDITORS, PARTNERS, PUBLIC, Role, Shared, reader_for
from kb.accounts import people
from kb.accounts.models import Person
from kb.content.settings import Training
from kb.training import feedback, links, moves, run, runs, said
from kb.training.feedback import Given
from kb.training.pack import Item, Kind, Pack
from kb.training.packs import Packs
from kb.training.runs import Came, Recorded
from kb.training.steps import Step
from tests.leaks.world import GROUP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.leaks.people import Somebody
    from tests.leaks.records import Recorder

AGENCY = "police"
FOLLOW = {Role.BOARD_MEMBER, Role.BOARD_APPROVER, Role.EDITOR}
BUILD = {Role.TRAINER, Role.EDITOR}
ENOUGH = 5
OPEN_LESSON = "lessons/open-lesson"
LONG_AGO = date(2026, 1, 8)


@dataclass(frozen=True)
class Course:
    """A course: for readers of what, and with whom its pack is shared."""

    audience: str
    shared: Shared

    def whose(self, what: str) -> str:
        """Name those who may meet what somebody wrote somewhere."""
        return f"who meets the {what} of a course, {self.audience}, {self.shared}"

    def shown_to(self, somebody: Somebody) -> Iterator[str]:
        """Name what somebody may meet."""
        if somebody.role is None or somebody.fate:
            return
        reads = self.audience in somebody.audiences
        if reads:
            yield self.whose("examples")
        trusted = somebody.role in BUILD and somebody.agency == AGENCY
        with_all = self.shared is Shared.PARTNERSHIP
        sees_pack = reads and (with_all or (self.shared != Shared.PRIVATE and trusted))
        if sees_pack:
            yield self.whose("title")
        if sees_pack or somebody.role in FOLLOW:
            yield self.whose("record")
        if sees_pack and trusted:
            yield self.whose("answers")


COURSES = (
    Course(PUBLIC, Shared.COLLEAGUES),
    Course(PARTNERS, Shared.PRIVATE),
    Course(GROUP, Shared.PARTNERSHIP),
    Course(EDITORS, Shared.PARTNERSHIP),
)


def give_courses(by: Recorder) -> None:
    """Give each course twice: long ago, with answers, and today."""
    for course in COURSES:
        _Giving(by, course).give()


@dataclass(frozen=True)
class _Giving:
    by: Recorder
    course: Course

    def give(self) -> None:
        self.by.works.library.refresh()
        with self.by.works.sessions() as session:
            writer = session.scalars(
                select(Person).where(Person.name == "Ann Writer")
            ).one()
            who = f"person:{writer.uid}"
            reader = reader_for(writer.name, Role.EDITOR, (), [GROUP], AGENCY)
            packs = Packs(
                session,
                self.by.works.seal,
                datetime.now(UTC),
                who,
                reader,
                self.by.works.library.shelf(reader),
                people.open_accounts(session),
            )
            held = packs.create(self._pack())
            packs.share(held.uid, self.course.shared)
            today = datetime.now(UTC).date()
            for day in (LONG_AGO, today):
                number = packs.keep(held.uid, "run")
                uid = self._record(packs, held.uid, number, day)
                key = self.by.works.config.signing_key()
                self.by.note("uid", uid)
                self.by.note("token", links.token(key, uid, Step.AFTER))
            self.by.note("pack", held.uid)

    def _say(self, what: str, where: str) -> str:
        """Say a secret; the title of a public pack stands on its forms, for all."""
        name = f"course for {self.course.audience}: {where}"
        open_to_all = self.course.audience == PUBLIC and what == "title"
        whose = PUBLIC if open_to_all else self.course.whose(what)
        return self.by.say(name, whose)

    def _pack(self) -> Pack:
        pack = moves.whole(Pack(self._say("title", "title"), outcomes=("Ask again",)))
        for folder in ("lessons", "policies"):
            keys = [
                f"{file.folder}/{file.id}"
                for file in self.by.world.files
                if (file.folder, file.audience) == (folder, self.course.audience)
            ]
            pack = moves.add(pack, Item("", Kind.DOCUMENT, keys[-1]))
        # What is said of it must not come out beside a lesson that is for all.
        return moves.add(pack, Item("", Kind.DOCUMENT, OPEN_LESSON))

    def _record(self, packs: Packs, pack: str, number: int, day: date) -> str:
        session, seal = packs.session, packs.seal
        uid = runs.record(
            session,
            seal,
            packs.now,
            (packs.who, AGENCY),
            Recorded(
                pack,
                number,
                day,
                self._say("record", "place"),
                self._say("record", "trainer"),
                ("Ask again",),
            ),
            training=Training(),
        )
        if day == LONG_AGO:
            self._answer(packs, uid)
        return uid

    def _answer(self, packs: Packs, uid: str) -> None:
        session, seal, shelf = packs.session, packs.seal, packs.shelf
        came = [Came(AGENCY, "", 2 * ENOUGH)]
        runs.count(session, packs.now, uid, came, shelf.settings)
        days = {Step.AFTER: LONG_AGO, Step.LATER: LONG_AGO + timedelta(days=43)}
        left, shown = self._say("answers", "left"), self._say("examples", "released")
        for step, day in days.items():
            for number in range(ENOUGH):
                words = (left, shown)[number % 2]
                given = Given((4,), words, f"{number:032x}")
                feedback.answer(session, seal, (uid, step), given, day)
        given_run = run.run(session, seal, uid)
        of = given_run, Step.LATER
        for one in said.read(session, seal, of, Training(), packs.now.date()).words:
            if one.words == shown:
                said.release(session, packs.who, given_run, one.number)
