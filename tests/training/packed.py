"""Packs in a real library and a real database, and the people who build them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kb.access import Role, reader_for
from kb.db import open_database
from kb.sealing import Seal
from kb.training.pack import Item, Kind, Pack, Part
from kb.training.packs import Packs
from tests.factories import a_small_library, library_of, write_lesson

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from kb.access import Reader
    from kb.content.library import Library
    from kb.content.shelf import Shelf

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
SEAL = Seal("a key that only tests have, long enough")
EXTRA = ("case-group",)
TESS, TOM, ELLEN, PRIA, FAR = (
    "person:tess",
    "person:tom",
    "person:ellen",
    "person:pria",
    "person:far",
)


def reader(role: Role, agency: str = "police", groups: tuple[str, ...] = ()) -> Reader:
    """Give somebody of an agency."""
    return reader_for(role.value, role, groups, EXTRA, agency)


#: A trainer, a colleague, an editor, a practitioner, and a trainer of another agency.
PEOPLE: dict[str, Reader] = {
    TESS: reader(Role.TRAINER),
    TOM: reader(Role.TRAINER),
    ELLEN: reader(Role.EDITOR, ""),
    PRIA: reader(Role.PRACTITIONER),
    FAR: reader(Role.TRAINER, "health-visiting"),
}


def lesson_item(slug: str, text: str = "") -> Item:
    """Name a lesson, whose slug is the uid of its item."""
    return Item(slug, Kind.DOCUMENT, f"lessons/{slug}", text=text)


def a_pack(*slugs: str, title: str = "Safer sleep for teams") -> Pack:
    """Make a pack of one part that holds lessons."""
    items = tuple(lesson_item(slug) for slug in slugs)
    return Pack(title, parts=(Part("first", "First part", items),))


def lessons(root: Path, number: int) -> tuple[str, ...]:
    """Write so many lessons, and give their slugs."""
    slugs = tuple(f"lesson-{n}" for n in range(number))
    for slug in slugs:
        write_lesson(root, slug, title=f"Lesson {slug}")
    return slugs


@dataclass(frozen=True)
class World:
    """A library, a database and everybody in `PEOPLE`."""

    root: Path
    library: Library
    session: Session
    now: datetime = NOW
    open_makers: frozenset[str] = frozenset(PEOPLE)

    @classmethod
    def made(cls, folder: Path) -> World:
        """Make a small library and an empty database in a folder."""
        root = a_small_library(folder / "content")
        return cls(root, library_of(root), cls.connect(folder))

    @staticmethod
    def connect(folder: Path) -> Session:
        """Open the database of a folder."""
        return open_database(f"sqlite:///{folder / 'kb.sqlite3'}")()

    def shelf(self, who: str) -> Shelf:
        """Give what somebody may read now."""
        self.library.refresh()
        return self.library.shelf(PEOPLE[who])

    def packs(self, who: str = TESS, session: Session | None = None) -> Packs:
        """Give the packs as somebody sees them now."""
        found = session or self.session
        args = (self.now, who, PEOPLE[who], self.shelf(who), self.open_makers)
        return Packs(found, SEAL, *args)

    def at(self, now: datetime) -> World:
        """Give the same world at another time."""
        return replace(self, now=now)

    def without(self, *makers: str) -> World:
        """Give the same world after some accounts were closed."""
        return replace(self, open_makers=self.open_makers.difference(makers))
