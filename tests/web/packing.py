"""A site on which trainers build course packs by its pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kb.access import Role, Shared, reader_for
from kb.accounts import people, sessions
from kb.training import moves
from kb.training.pack import Item, Kind, Pack
from kb.training.packs import Packs
from tests.factories import a_small_library, write_lesson
from tests.web.editing import KEY, Site, Somebody, open_editing_site

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from tests.web.editing import Seen, Typed

QUESTIONS = "## What to do\n\nAsk.\n\n## Questions for supervision\n\n- Who?\n- When?"
SECRET = "Aardvark"
"""Stands in a lesson for the board alone."""


@dataclass(frozen=True)
class School:
    """A site, and the people who come to it."""

    site: Site

    def come(
        self, name: str, role: Role = Role.TRAINER, agency: str = "police"
    ) -> Trainer:
        """Let somebody sign in."""
        now, email = datetime.now(UTC), f"{name.lower()}@example.org"
        given = {"name": name, "role": role, "agency": agency, "email": email}
        with self.site.works.sessions() as session:
            person, _ = people.invite(session, now, "os:tests", key=KEY, **given)
            token = sessions.start(session, now, person, complete=True)
            who = f"person:{person.uid}"
        client = self.site.app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True
        return Trainer(client, self, who, role, agency)

    def close(self, somebody: Trainer) -> None:
        """Close an account."""
        with self.site.works.sessions() as session:
            person = people.find(session, somebody.who.partition(":")[2])
            assert person is not None
            people.disable(session, datetime.now(UTC), "os:tests", person)


@dataclass(frozen=True)
class Trainer(Somebody):
    """Somebody at a browser who may have packs."""

    school: School
    who: str
    role: Role
    agency: str

    def does(self, address: str, **typed: str | list[str]) -> Seen:
        """Send a form of the site with a token of its own."""
        fields: Typed = self.get("/account").typed("form[action='/sign-out']")
        sent = {one: [v] if isinstance(v, str) else v for one, v in typed.items()}
        return self.post(address, {**fields, **sent})

    def begins(self, *slugs: str, title: str = "Safer sleep", **about: object) -> str:
        """Make a pack of lessons in the records; give its address."""
        pack = moves.whole(Pack(title, **about))  # type: ignore[arg-type]
        for slug in slugs:
            pack = moves.add(pack, Item("", Kind.DOCUMENT, f"lessons/{slug}"))
        with self.school.site.works.sessions() as session:
            return f"/training/packs/{self._packs(session).create(pack).uid}"

    def shares(self, address: str, shared: Shared) -> None:
        """Share a pack by its page."""
        assert self.does(f"{address}/share", shared=shared.value).status == 200

    def pack(self, address: str) -> Pack:
        """Give a pack as the records have it for this person."""
        with self.school.site.works.sessions() as session:
            return self._packs(session).one(address.rpartition("/")[2]).pack

    def slugs(self, address: str) -> list[str]:
        """Name what stands in a pack, in order."""
        items = self.pack(address).items
        return [one.key.partition("/")[2] or one.text for one in items]

    def uid(self, address: str, slug: str) -> str:
        """Name the item of a lesson."""
        items = self.pack(address).items
        return next(one.uid for one in items if one.key == f"lessons/{slug}")

    def _packs(self, session: Session) -> Packs:
        works = self.school.site.works
        reader = reader_for("Jo", self.role, (), (), self.agency)
        shelf = works.library.shelf(reader)
        open_ = people.open_accounts(session)
        now = datetime.now(UTC)
        return Packs(session, works.seal, now, self.who, reader, shelf, open_)


def open_school(root: Path) -> School:
    """Open a site with four lessons, one of them for the board alone."""
    content = a_small_library(root / "content")
    write_lesson(content, "ask-who", QUESTIONS, title="Ask who lives there")
    write_lesson(content, "listen", title="Listen to the child")
    write_lesson(content, "hush", title=f"{SECRET} keeps still", audience="board")
    return School(open_editing_site(content))


def left_behind(site: Site) -> str:
    """Leave a pack whose maker's account is closed; give the page that offers it."""
    school = School(site)
    gone = school.come("Gone")
    gone.shares(gone.begins(), Shared.COLLEAGUES)
    school.close(gone)
    return "/training"
