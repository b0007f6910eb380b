"""Courses, answers and briefings of an illustrative year, each marked as such."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kb.access import Shared, agencies_read
from kb.accounts import people
from kb.board.demo.beats import Part
from kb.board.demo.telling import MARK
from kb.content.documents import Lesson
from kb.training import feedback, moves, receipts, run, runs, said
from kb.training.briefed import How
from kb.training.feedback import Given
from kb.training.held import Why
from kb.training.pack import Item, Kind, Pack
from kb.training.packs import Packs
from kb.training.receipts import By, Said
from kb.training.runs import Came, Recorded
from kb.training.steps import Standing, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from random import Random

    from sqlalchemy.orm import Session

    from kb.publishing.illustrated_people import Cast
    from kb.publishing.works import Works

#: Courses by the days on which they are; what is past is below 0.
COURSES = {
    -330: "Safer sleep at every visit",
    -215: "Hearing the child's own voice",
    -120: "When a family does not open the door",
    -50: "Writing down what we saw",
    -8: "Asking who lives in the home",
    21: "Speaking up when we disagree",
}
OUTCOMES = ("I know what to ask", "I say so when I disagree with another agency")
STORIES = (
    "I ask to see where a child sleeps now, and write down what I saw.",
    "I rang the health visitor the same day when we saw it differently.",
    "In supervision we go through what the child said, in the child's own words.",
)
#: Days on which the board asks for briefings, and by when: each on a lesson of its own.
BRIEFINGS = ((-200, -170), (-75, -20), (-12, 18))
#: The day on which an agency confirms a briefing for which nobody asked.
_UNASKED = -40
_LESSONS, _LEAST, _MOST = 4, 4, 14
#: Days after a course on which people answer, and what they say on a scale of 1 to 5.
_ANSWERED = {Step.BEFORE: (-2, 1, 4), Step.AFTER: (2, 3, 5), Step.LATER: (50, 3, 5)}


@dataclass(frozen=True)
class Teaching:
    """What the illustrative year of training needs."""

    works: Works
    session: Session
    cast: Cast
    now: datetime
    dice: Random

    def happen(self) -> None:
        """Let every course be given, and every briefing be asked for and confirmed."""
        for days, title in COURSES.items():
            self._course(self.now + timedelta(days=days), title)
        lessons = self._lessons(len(BRIEFINGS) + 1)
        for (asked, due), key in zip(BRIEFINGS, lessons, strict=False):
            self._briefing(key, asked, due)
        for key in lessons[len(BRIEFINGS) :]:
            self._confirm(next(iter(self.cast.leads)), key, _UNASKED)

    def _lessons(self, number: int) -> list[str]:
        """Draw lessons that every agency may read."""
        shelf = self.works.library.shelf(self.cast.trainer.reader)
        both = shelf.narrowed_to(agencies_read())
        keys = [one.key for one in both.every(Lesson)]
        return self.dice.sample(keys, min(number, len(keys)))

    def _course(self, at: datetime, title: str) -> None:
        """Give a course as far as its day has come."""
        begun = min(at - timedelta(days=20), self.now)
        pack, number = self._pack(begun, title)
        by, works = self.cast.trainer, self.works
        place = f"{MARK}the town hall"
        given = Recorded(pack, number, at.date(), place, by.reader.name, OUTCOMES)
        training = works.library.settings.training
        uid = runs.record(
            self.session, works.seal, begun, (by.who, ""), given, training=training
        )
        if at > self.now:
            return
        came = [
            Came(agency, "", self.dice.randint(_LEAST, _MOST))
            for agency in self.cast.leads
        ]
        self._answer(uid, Step.BEFORE, at.date())
        settings = works.library.settings
        after = min(at + timedelta(days=1), self.now)
        runs.count(self.session, after, uid, came, settings)
        for step in (Step.AFTER, Step.LATER):
            self._answer(uid, step, at.date())
        self._release(uid)

    def _pack(self, at: datetime, title: str) -> tuple[str, int]:
        """Build a pack, share it with everybody, and keep it as it was run."""
        by, works = self.cast.trainer, self.works
        shelf = works.library.shelf(by.reader)
        makers = people.open_accounts(self.session)
        packs = Packs(self.session, works.seal, at, by.who, by.reader, shelf, makers)
        pack = moves.whole(Pack(f"{MARK}{title}", outcomes=OUTCOMES))
        for key in self._lessons(_LESSONS):
            pack = moves.add(pack, Item("", Kind.DOCUMENT, key, minutes=15))
        held = packs.create(pack)
        packs.share(held.uid, Shared.PARTNERSHIP)
        return held.uid, packs.keep(held.uid, Why.RUN)

    def _answer(self, uid: str, step: Step, day: date) -> None:
        """Let most of those who came answer, if the day has come."""
        after, least, most = _ANSWERED[step]
        on = min(day + timedelta(days=after), self.now.date())
        found = run.run(self.session, self.works.seal, uid)
        if found.step(step, on) is not Standing.OPEN:
            return
        most_answers = min(self.dice.randint(8, 16), found.most_answers)
        for number in range(most_answers):
            rated = tuple(self.dice.randint(least, most) for _ in OUTCOMES)
            story = number < len(STORIES) and step is Step.LATER
            words = f"{MARK}{STORIES[number]}" if story else ""
            given = Given(rated, words, f"{self.dice.getrandbits(128):032x}")
            of = uid, step
            feedback.answer(self.session, self.works.seal, of, given, on)

    def _release(self, uid: str) -> None:
        """Let one example be shown beside the lessons, once it can be read."""
        of = run.run(self.session, self.works.seal, uid), Step.LATER
        training = self.works.library.settings.training
        found = said.read(self.session, self.works.seal, of, training, self.now.date())
        for one in found.words[:1]:
            said.release(self.session, self.cast.trainer.who, of[0], one.number)

    def _briefing(self, key: str, asked: int, due: int) -> None:
        """Ask every agency; most of them confirm what was due long ago."""
        chair = self.cast.board[Part.CHAIR]
        by = By(chair.who, chair.reader, self.now + timedelta(days=asked))
        agencies = self.works.library.settings.agencies
        named = {one: agencies[one].name for one in self.cast.leads}
        day = (self.now + timedelta(days=due)).date()
        receipts.ask(self.session, by, key, named, day)
        for agency in _who_confirms(tuple(named), due):
            self._confirm(agency, key, min(due, -1))

    def _confirm(self, agency: str, key: str, days: int) -> None:
        """Let the lead of an agency confirm."""
        lead = self.cast.leads[agency]
        by = By(lead.who, lead.reader, self.now + timedelta(days=days))
        count = self.dice.randint(10, 60)
        staff = count + self.dice.randint(0, 15)
        how = self.dice.choice(tuple(How))
        words = f"{MARK}new staff are told in their first week"
        given = Said(by.now.date(), count, staff, how, words)
        receipts.confirm(self.session, self.works.seal, by, key, given)


def _who_confirms(agencies: Sequence[str], due: int) -> Iterator[str]:
    """Let all confirm what was due long ago, more than half what was due lately."""
    if due < min(lately for _, lately in BRIEFINGS[1:]):
        yield from agencies
    elif due < 0:
        yield from agencies[: len(agencies) // 2 + 1]
