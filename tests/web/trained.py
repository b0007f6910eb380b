"""Courses that were given on a site, with who came and what they answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from kb.access import PUBLIC
from kb.training import feedback, runs, said
from kb.training.feedback import Given
from kb.training.runs import Came
from kb.training.steps import Step
from tests.training.courses import Courses, at
from tests.web.tracking import days, today

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from kb.content.settings import LibrarySettings
    from kb.sealing import Seal
    from tests.web.tracking import Board

STORY = "I ask at each visit now, and write down what I saw."
LONG_AGO = days(-150)
#: Days after a course on which its steps are answered.
_OPEN = {Step.BEFORE: -3, Step.AFTER: 1, Step.LATER: 43}


@dataclass(frozen=True)
class Course:
    """A course that was given."""

    keys: tuple[str, ...] = ("lessons/ask-again",)
    day: date = LONG_AGO
    came: Mapping[str, int] = field(default_factory=lambda: {"police": 7})
    rated: Mapping[Step, tuple[int, ...]] = field(default_factory=dict)
    """For each step what each person says of the one outcome."""
    story: str = ""
    """What one of them did differently; it is let be shown."""
    audience: str = PUBLIC
    pack: str = "p1"


def give(board: Board, course: Course) -> str:
    """Put a course into the records of a site; give its uid."""
    works = board.site.works
    with works.sessions() as session:
        return put(session, works.seal, works.library.settings, course)


def put(session: Session, seal: Seal, settings: LibrarySettings, course: Course) -> str:
    """Put a course into records; give its uid."""
    made = Courses(session, seal)
    made.pack(course.pack, course.keys, course.audience)
    uid = made.record(course.pack, course.day, ("Ask where a baby sleeps",))
    came = [Came(agency, "", count) for agency, count in course.came.items()]
    if course.day <= today():
        runs.count(session, at(today()), uid, came, settings)
    for step, rated in course.rated.items():
        for number, one in enumerate(rated):
            _answer(made, course, uid, step, (number, one))
    if course.story:
        _release(session, made, uid)
    return uid


def _answer(
    made: Courses, course: Course, uid: str, step: Step, one: tuple[int, int]
) -> None:
    number, rated = one
    words = course.story if step is Step.LATER and number == 0 else ""
    given = Given((rated,), words, f"{hash((uid, step, number)) % 16**32:032x}")
    day = course.day + timedelta(days=_OPEN[step])
    feedback.answer(made.session, made.seal, (uid, step), given, day)


def _release(session: Session, made: Courses, uid: str) -> None:
    read = said.read(
        session, made.seal, (made.run(uid), Step.LATER), made.training, today()
    )
    said.release(session, "person:jo", made.run(uid), read.words[0].number)
