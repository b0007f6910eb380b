"""A library with its records, and editors at work in it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from kb.access import ANYONE, Role, reader_as, reader_for
from kb.accounts import people
from kb.config import Config
from kb.publishing.desk import Desk
from kb.publishing.names import Author
from kb.publishing.settling import Settled, settle
from kb.publishing.works import open_works
from kb.search.engine import Query
from tests.factories import a_small_library
from tests.search.test_whoosh import words_on_disk

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from kb.accounts.models import Person
    from kb.content.shelf import Shelf
    from kb.publishing.works import Works

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
KEY = "a key for tests only, and long enough for it"
LESSON = "lessons/ask-again"
REASON = "It is being looked at again"
SECRET = "zorvak"
#: What nothing but the lesson `telling` says.
WORDS = ("zorvak", "midthork", "quillon")
CLEARED = "The board cleared it on 1 March 2026"


def settings(home: Path) -> Config:
    """Name everything in one folder."""
    return Config(
        content=home / "content",
        search=f"whoosh:{home / 'index'}",
        database=f"sqlite:///{home / 'kb.sqlite3'}",
        ledger=str(home / "ledger.jsonl"),
        secret_key=KEY,
    )


@dataclass(frozen=True)
class Office:
    """Everything of one site, opened."""

    home: Path
    works: Works
    sessions: list[Session] = field(default_factory=list)

    def desk(self, name: str = "Ann", now: datetime = NOW) -> Desk:
        """Seat an editor, when those before have done what they asked for."""
        self.rest()
        email, session = f"{name.lower()}@example.org", self.works.sessions()
        self.sessions.append(session)
        known = people.by_email(session, email)
        person = known or self.invited(session, name, Role.EDITOR)
        who = f"person:{person.uid}"
        reader = reader_for(name, Role.EDITOR, (), ())
        author = Author(who, name, email)
        return Desk(self.works, session, reader, author=author, now=now)

    def rest(self) -> None:
        """Let nobody read the records."""
        for one in self.sessions:
            one.rollback()

    def settled(self, now: datetime = NOW + timedelta(days=1)) -> Settled:
        """Settle and index, as `kb index` does."""
        self.rest()
        with closing(self.works.sessions()) as session:
            done = settle(self.works, session, now)
        self.works.index()
        return done

    def invited(self, session: Session, name: str, role: Role) -> Person:
        return people.invite(
            session,
            NOW,
            "os:tests",
            email=f"{name.lower()}@example.org",
            name=name,
            role=role,
            agency="",
            key=KEY,
        )[0]

    def path(self, key: str) -> Path:
        return self.home / "content" / f"{key}.md"

    def file(self, key: str) -> str:
        return self.path(key).read_text("utf-8")

    def shelf(self, audience: str = "") -> Shelf:
        """Show what a reader sees now."""
        library = self.works.library
        library.refresh()
        if not audience:
            return library.shelf(ANYONE)
        return library.shelf(reader_as(audience, library.settings.added_audiences))

    def finds(self, words: str, audience: str = "") -> set[str]:
        found = self.works.engine.search(Query(words=words), self.shelf(audience))
        return {hit.key for hit in found.hits}

    def propose(
        self, key: str, source: str, name: str = "Ann", *, closes_old: bool = False
    ) -> str:
        """Let an editor ask for sign-off of a text in the place of what is there."""
        desk, path = self.desk(name), self.path(key)
        base = desk.sheet(key).fingerprint if path.exists() else ""
        return desk.propose(
            key,
            source,
            base,
            note="",
            kept={},
            clearance=CLEARED,
            closes_old=closes_old,
        )

    def publish(self, key: str, source: str, *, closes_old: bool = False) -> None:
        """Let one editor write and another sign."""
        uid = self.propose(key, source, closes_old=closes_old)
        self.desk("Bea").sign(uid)

    def bytes_kept(self, *, index: bool = True) -> bytes:
        """Give every byte of the records, their log, the ledger and the index."""
        held = [*self.home.glob("kb.sqlite3*"), *self.home.glob("ledger.jsonl")]
        found = b"\n".join(path.read_bytes() for path in held)
        return found + (words_on_disk(self.home / "index") if index else b"")


def opened(home: Path) -> Office:
    """Open what stands in a folder, as another program would."""
    return Office(home, open_works(settings(home)))


def an_office(home: Path) -> Office:
    """Make a small library with an index, and open it."""
    a_small_library(home / "content")
    office = opened(home)
    office.works.index()
    return office


def traces(office: Office, *, index: bool = True) -> set[str]:
    """Give the telling words that stand in any byte that is kept."""
    held = office.bytes_kept(index=index).lower()
    return {w for w in WORDS if w.encode() in held or w.encode("utf-16-le") in held}


def told_in(text: str) -> set[str]:
    """Give the telling words that stand in a text."""
    return {word for word in WORDS if word in text.lower()}
