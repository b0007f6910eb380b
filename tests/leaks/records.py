"""Records full of secrets: drafts, texts that wait, old versions, people.

They are made through the desk, as editors make them. What each says is for editors,
unless it was for somebody else when it was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast

from sqlalchemy import select

from kb.access import BOARD, EDITORS, PARTNERS, PUBLIC, Role, below, reader_for
from kb.accounts import people
from kb.accounts.models import Person
from kb.content import sources, writing
from kb.content.documents import KINDS, Document
from kb.publishing.desk import Desk
from kb.publishing.models import Draft, Proposal, Revision
from kb.publishing.names import Author
from kb.publishing.revisions import name_of
from kb.publishing.settling import settle
from tests.leaks.acted import ask_agencies
from tests.leaks.briefed import brief
from tests.leaks.packed import pack_what_was_hidden
from tests.leaks.taught import give_courses
from tests.leaks.world import GROUP

if TYPE_CHECKING:
    from flask import Flask

    from kb.publishing.works import Works
    from tests.leaks.world import World

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LESSON, REVIEW = "lessons/open-lesson", "reviews/open-review"
#: Readers of this are those who look after accounts.
MANAGERS = "managers"
#: Readers of this are those who type a draft, and nobody else.
WRITER = "its writer"
KEY = "for tests only"
CLEARED = {"note": "Said again", "clearance": "The chair, on 2 January"}


@dataclass
class Recorder:
    """Makes records on a site over a world."""

    world: World
    works: Works
    level: str = EDITORS
    """What readers of this may not read is left out, as if it had never been."""

    def say(self, where: str, audience: str = EDITORS) -> str:
        return f"Neglect was noticed {self.world.word(where, audience)}"

    def text(self, key: str, where: str, whose: str, **changes: str) -> str:
        """Write a version of a document with a secret in every text of it."""
        document = self._document(key)
        said = {
            "title": self.say(f"{where}: title", whose),
            "markdown": f"## {self.say(f'{where}: heading', whose)}\n\n"
            f"{self.say(f'{where}: text', whose)}.",
            "owner": self.say(f"{where}: owner", whose),
        }
        lead = "statement" if key.startswith("lessons") else "summary"
        said[lead] = self.say(f"{where}: lead", whose)
        return sources.text_of(document.model_copy(update={**said, **changes}))

    def desk(self, person: Person, days: int) -> Desk:
        reader = reader_for(person.name, Role.EDITOR, (), [GROUP])
        author = Author(f"person:{person.uid}", person.name, person.email)
        now = START + timedelta(days=days)
        return Desk(self.works, self.works.sessions(), reader, author=author, now=now)

    def invited(self, name: str, role: Role) -> Person:
        """Make an account whose address of e-mail is a secret of administrators."""
        word = self.world.word(f"{name}: e-mail", MANAGERS)
        with self.works.sessions() as session:
            person, token = people.invite(
                session,
                START,
                "os:root",
                email=f"{word}@example.org",
                name=name,
                role=role,
                agency="police",
                key=KEY,
            )
            session.refresh(person)
            session.expunge_all()
        self.note("token", token[:-1])
        return person

    def outside(self, key: str, source: str, days: int, whose: str = PUBLIC) -> None:
        """Put a text into a file as git would, and let it be written down."""
        if whose not in below(self.level, [GROUP]):
            return
        root = self.works.config.content
        path = root / f"{key}.md"
        path.write_text(source, "utf-8")
        with self.works.sessions() as session:
            settle(self.works, session, START + timedelta(days=days))

    def note(self, argument: str, value: str) -> None:
        self.world.recorded.setdefault(argument, []).append(value)

    def _document(self, key: str) -> Document:
        folder, slug = key.split("/")
        source = writing.text_now(self.works.config.content, key)
        assert source is not None
        return sources.read(KINDS[folder], slug, source)


def record(world: World, app: Flask, level: str = EDITORS) -> None:
    """Fill the records of a site over a world, and leave its files as they were."""
    by = Recorder(world, cast("Works", app.extensions["kb"]), level)
    root = by.works.config.content
    now = {key: (root / f"{key}.md").read_text("utf-8") for key in (LESSON, REVIEW)}
    writer = by.invited("Ann Writer", Role.EDITOR)
    signer = by.invited("Bo Signer", Role.EDITOR)
    by.invited("Cy Practitioner", Role.PRACTITIONER)
    for number, audience in enumerate((PUBLIC, PARTNERS, BOARD, EDITORS)):
        old = by.text(REVIEW, f"version for {audience}", audience, audience=audience)
        by.outside(REVIEW, old, number, audience)
    by.outside(REVIEW, now[REVIEW], 5)
    _taken_out(by, writer, signer, now[LESSON])
    _waiting(by, writer)
    ask_agencies(by)
    brief(by)
    by.outside(LESSON, now[LESSON], 9)
    give_courses(by)
    pack_what_was_hidden(by)
    for file in world.files:
        by.desk(writer, 10).sheet(f"{file.folder}/{file.id}")
    _addresses(by)


def _taken_out(by: Recorder, writer: Person, signer: Person, clean: str) -> None:
    """Publish a text, then one without what should not have been in it."""
    by.outside(LESSON, by.text(LESSON, "what was taken out", EDITORS), 6, EDITORS)
    desk = by.desk(writer, 7)
    base = desk.sheet(LESSON).fingerprint
    uid = desk.propose(
        LESSON, clean, base, kept=_explained(desk, clean), closes_old=True, **CLEARED
    )
    by.desk(signer, 8).sign(uid, by.say("signature: note"))
    assert by.works.library.refresh().documents[LESSON].title == "Ask about neglect"


def _waiting(by: Recorder, writer: Person) -> None:
    """Leave a text that waits, and drafts of a document that is and one to be."""
    desk = by.desk(writer, 8)
    sheet = desk.sheet(LESSON)
    text = by.text(LESSON, "text that waits", EDITORS)
    desk.propose(
        LESSON,
        text,
        sheet.fingerprint,
        note=by.say("text that waits: note"),
        clearance=by.say("text that waits: clearance"),
        kept={one: by.say("reason") for one in _explained(desk, text)},
    )
    typed = {
        "title": [by.say("draft: title", WRITER)],
        "markdown": [by.say("draft: text", WRITER)],
    }
    desk.keep("lessons", "open-lesson", typed, sheet.fingerprint)
    new = {
        "id": [by.world.word("new draft: id", WRITER)],
        "title": [by.say("new draft", WRITER)],
    }
    desk.keep("reviews", "", new, "")


def _explained(desk: Desk, source: str) -> dict[str, str]:
    found = desk.findings("lessons", "open-lesson", source)
    return {one.id: "The board's own" for one in found}


def _addresses(by: Recorder) -> None:
    """Collect the names in addresses of everything that was recorded."""
    with by.works.sessions() as session:
        for table in (Person, Draft, Proposal):
            for uid in session.scalars(select(table.uid)):
                by.note("uid", uid)
        for row in session.scalars(select(Revision)):
            folder, slug = row.document.split("/")
            for place in {slug, "open-lesson", "no-such-thing"}:
                named = {"folder": folder, "identifier": place}
                by.world.versions.append({**named, "revision": name_of(row)})
