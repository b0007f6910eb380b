"""Filling an empty database with an illustrative year, for a board that tries it.

Real rules and real verbs make it, with the days on which it would have happened.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.access import BOARD
from kb.accounts.models import Person, Read
from kb.board import clock
from kb.board.demo.beats import Part
from kb.board.demo.stories import COMES_BACK, MEASURES, OWNERS, STORIES, TEXTS
from kb.board.demo.telling import Place, Telling
from kb.board.models import ActionRow, DemoMark
from kb.content.documents import Lesson
from kb.db import saving
from kb.errors import KbError
from kb.moments import written
from kb.publishing import board_letters, briefing_letters, training_letters
from kb.publishing.illustrated_people import cast_of, let_in
from kb.publishing.illustrated_training import Teaching

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from kb.board.demo.beats import Beat
    from kb.content.settings import Tracking
    from kb.content.shelf import Shelf
    from kb.mail import Letter
    from kb.publishing.illustrated_people import Cast, Member
    from kb.publishing.works import Works

AGENCIES = 5
EARLIEST = timedelta(days=432)
_FORTNIGHT = 14
_SHIFTS = 8
_HOURS = (9, 17)
#: What a database holds that is not empty, in words.
_REAL = {"actions": ActionRow.id, "people": Person.id, "a log of reads": Read.id}


class NotEmptyError(KbError):
    """There are records already; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Nowhere:
    """Takes letters of the illustrative year, which must reach nobody."""

    def send(self, letter: Letter, now: datetime) -> None:
        """Let a letter go nowhere."""


@dataclass(frozen=True, slots=True)
class Illustrated:
    """What was made."""

    members: tuple[Member, ...]
    actions: int
    changes: int


def illustrate(
    works: Works, session: Session, now: datetime, passphrase: str, seed: int
) -> Illustrated:
    """Fill an empty database; raise NotEmptyError when it is not."""
    shelf = works.library.level_shelf(BOARD)
    agencies = _agencies(shelf)
    if not agencies:
        raise KbError(
            "No lesson of the library is for an agency of library.yaml, so there is"
            " nothing to ask of anybody."
        )
    members = cast_of(shelf.settings, agencies, passphrase)
    _mark(session, now)
    cast = let_in(session, now - EARLIEST, members, passphrase, works.config)
    dice = Random(seed)  # noqa: S311  # nosec B311
    told = list(_tellings(shelf, cast, agencies, dice))
    changes = _play(works, session, now, told, dice)
    silent = replace(works, outbox=Nowhere())
    Teaching(silent, session, cast, now, dice).happen()
    training_letters.remind(silent, session, now)
    briefing_letters.remind(silent, session, now)
    return Illustrated(members, len(told), changes)


def _mark(session: Session, now: datetime) -> None:
    """Mark the records before anything is in them; refuse records that are real."""
    with saving(session):
        for name, column in _REAL.items():
            if session.scalar(select(column).limit(1)):
                raise NotEmptyError(
                    f"This database holds {name} already, and kb demo fills an empty"
                    " one only. Name a new file in KB_DATABASE, such as"
                    " sqlite:///demo.sqlite3."
                )
        session.add(DemoMark(at=written(now)))


def _agencies(shelf: Shelf) -> tuple[str, ...]:
    """Choose the agencies for which there are most lessons."""
    counted = Counter(
        one
        for lesson in shelf.every(Lesson)
        for one in lesson.readers
        if one in shelf.settings.agencies
    )
    return tuple(one for one, _ in sorted(counted.most_common(AGENCIES)))


def _tellings(
    shelf: Shelf, cast: Cast, agencies: tuple[str, ...], dice: Random
) -> Iterator[tuple[str, Telling]]:
    """Put each story into places of its own, two for each agency in turn."""
    places = {one: _places(shelf, one, dice) for one in agencies}
    for number, name in enumerate((*STORIES, *STORIES)):
        agency = agencies[(number + number // len(STORIES)) % len(agencies)]
        many = name in COMES_BACK
        place = _take(places[agency], many=many)
        known = place.known[1:] if many else place.known
        owner = dice.choice(OWNERS)
        texts = {
            "text": dice.choice(TEXTS),
            "owner": owner,
            "measure": dice.choice((*MEASURES, "")),
            "lead": cast.leads[agency].who,
        }
        by = {Part.LEAD: cast.leads[agency], **cast.board}
        shift = timedelta(days=dice.randrange(_SHIFTS))
        yield name, Telling(replace(place, known=known), texts, by, shift)


def _places(shelf: Shelf, agency: str, dice: Random) -> list[Place]:
    found = [
        Place(
            lesson.key,
            agency,
            policy=next((p.key for p, _ in shelf.policies_of(lesson)), ""),
            known=tuple(one.key for one in shelf.reviews_of(lesson)),
        )
        for lesson in shelf.every(Lesson)
        if agency in lesson.readers
    ]
    dice.shuffle(found)
    return found


def _take(places: list[Place], *, many: bool) -> Place:
    """Take the next place, or the next that several reviews teach; they come round."""
    fits = (n for n, one in enumerate(places) if len(one.known) > 1 or not many)
    place = places.pop(next(fits, 0))
    places.append(place)
    return place


def _play(
    works: Works,
    session: Session,
    now: datetime,
    told: list[tuple[str, Telling]],
    dice: Random,
) -> int:
    """Let everything happen in the order of its days, with the clock beside it."""
    silent, tracking = replace(works, outbox=Nowhere()), works.library.settings.tracking
    fortnightly = [
        now - timedelta(days=days) for days in range(0, EARLIEST.days, _FORTNIGHT)
    ]
    line = sorted(_line(told, now.date(), dice), key=lambda one: one[0])
    for moment, telling, beat in line:
        while fortnightly and fortnightly[-1] < moment:
            _remind(silent, session, fortnightly.pop(), tracking)
        telling.happen(beat, session, moment, now.date(), tracking)
    for moment in reversed(fortnightly):
        _remind(silent, session, moment, tracking)
    return len(line)


def _remind(works: Works, session: Session, now: datetime, of: Tracking) -> None:
    """Do what `kb remind` would have done."""
    clock.tick(session, now, of)
    board_letters.remind(works, session, now)


def _line(
    told: list[tuple[str, Telling]], today: date, dice: Random
) -> Iterator[tuple[datetime, Telling, Beat]]:
    """Give every beat of every story with its moment."""
    for name, telling in told:
        for beat in STORIES[name]:
            day = today + timedelta(days=beat.day) - telling.shift
            hour = time(dice.randrange(*_HOURS), dice.randrange(60), tzinfo=UTC)
            yield datetime.combine(day, hour), telling, beat
