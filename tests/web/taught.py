"""A course with answers to it, so that every form about a run is on some page."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.access import Role, reader_for
from kb.accounts import people
from kb.accounts.models import Person
from kb.content.settings import Training
from kb.training import feedback, links, moves, runs
from kb.training.feedback import Given
from kb.training.pack import Item, Kind, Pack
from kb.training.packs import Packs
from kb.training.runs import Recorded
from kb.training.steps import Step
from tests.web.editing import KEY

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from tests.web.editing import Site

OUTCOMES = ("Ask where a baby sleeps", "Say who does what")
STORY = "I asked to see where the baby sleeps"


def taught(site: Site, uid: str, key: str = "lessons/ask-again") -> tuple[str, ...]:
    """Give a course of somebody's twice, weeks ago and today; give its pages."""
    with closing(site.works.sessions()) as session:
        person = session.scalars(select(Person).where(Person.uid == uid)).one()
        packs = packs_of(site, person, session)
        pack = packed(packs, key)
        number = packs.keep(pack, "run")
        today = datetime.now(UTC).date()
        past, now = (
            _given(packs, (pack, number), today - timedelta(days=days))
            for days in (100, 0)
        )
        day = today - timedelta(days=50)
        for one in range(5):
            given = Given((4, 4), STORY, f"{one:032x}")
            feedback.answer(session, packs.seal, (past, Step.LATER), given, day)
    form = f"/feedback/{links.token(KEY, now, Step.AFTER)}"
    pages = (f"/training/runs/{past}", f"/training/runs/{now}", form)
    return f"/training/packs/{pack}", f"/training/packs/{pack}/runs/new", *pages


def packs_of(site: Site, person: Person, session: Session) -> Packs:
    """Give the packs as somebody holds them."""
    works = site.works
    added = works.library.settings.added_audiences
    groups, role = person.groups.split(), Role(person.role)
    reader = reader_for(person.name, role, groups, added, person.agency)
    return Packs(
        session,
        works.seal,
        datetime.now(UTC),
        f"person:{person.uid}",
        reader,
        works.library.shelf(reader),
        people.open_accounts(session),
    )


def packed(packs: Packs, *keys: str) -> str:
    """Make a pack on documents."""
    begun = moves.whole(Pack("Safer sleep", outcomes=OUTCOMES))
    for key in dict.fromkeys(keys):
        begun = moves.add(begun, Item("", Kind.DOCUMENT, key))
    return packs.create(begun).uid


def _given(packs: Packs, pack: tuple[str, int], day: date) -> str:
    given = Recorded(*pack, day, "Room 4", "Jo Trainer", OUTCOMES)
    by = packs.who, packs.reader.agency
    session, seal = packs.session, packs.seal
    return runs.record(session, seal, packs.now, by, given, training=Training())
