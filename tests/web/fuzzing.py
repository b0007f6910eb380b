"""A site with something on every page, its forms, and what no browser would send."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from flask import session as cookie
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select, update
from werkzeug.exceptions import HTTPException
from werkzeug.test import create_environ, run_wsgi_app

from kb.accounts import invitations, people, second_factor, sessions
from kb.accounts.models import Person
from tests.factories import a_small_library, write_lesson
from tests.web.briefed import briefed
from tests.web.editing import KEY, Seen, Site, Somebody, open_editing_site, typed_in
from tests.web.packing import left_behind
from tests.web.taught import taught
from tests.web.tracked import followed_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bs4 import Tag
    from sqlalchemy.orm import Session

ROLES = ("practitioner", "agency-lead", "board-approver", "editor", "administrator")
VISITORS = ("anonymous", *ROLES)
#: Pages to which no link leads, and those from which a story begins.
STARTS = ("/", "/sign-in", "/forgotten", "/account", "/desk", "/people", "/roles")
PASSWORD = "brass kettle orchard nine"
HERE = "http://127.0.0.1:8000"
MOST_PAGES = 250
CHOICES = "option, input[type=radio], input[type=checkbox], button[name]"


@dataclass(frozen=True)
class Form:
    """A form that was seen: where it is sent, and what it says by itself."""

    address: str
    fields: dict[str, list[str]]
    choices: dict[str, list[str]]

    def add(self, one: Tag, far: Iterable[Tag] = ()) -> None:
        """Add what another form says that is sent to the same place.

        `far` are its buttons that stand elsewhere on the page.
        """
        for name, values in typed_in(one).items():
            self.fields.setdefault(name, values)
        for choice in (*one.select(CHOICES), *far):
            value = str(choice.get("value", ""))
            held = choice if choice.name != "option" else choice.find_parent("select")
            values = self.choices.setdefault(str(held["name"] if held else ""), [])
            if value not in values:
                values.append(value)


@dataclass
class World:
    """A site, and whoever looks at it."""

    site: Site
    people: dict[str, str] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    raw: str = ""
    token: str = ""

    def rules(self) -> list[str]:
        """List every address that takes a write."""
        rules = self.site.app.url_map.iter_rules()
        return sorted({one.rule for one in rules if "POST" in (one.methods or ())})

    def look(self, seen: Seen) -> Seen:
        """Keep the forms of a page."""
        for one in seen.soup.select("form[method=post]"):
            far = seen.soup.select(f"button[name][form='{one.get('id', '')}']")
            for address in _goes(one, seen.address):
                form = Form(address, {}, {})
                self.forms.setdefault(self._rule(address), form).add(one, far)
        return seen

    def cookie(self, visitor: str, rule: str = "") -> str:
        """Give the cookie of a visitor whose session has just begun."""
        held: dict[str, Any] = {"csrf_token": self.raw}
        with self.site.works.sessions() as session:
            for role, uid in self.people.items():
                mended = {"role": role, "disabled": "", "failures": 0}
                session.execute(
                    update(Person)
                    .where(Person.uid == uid)
                    .values(locked_until="", **mended)
                )
            session.commit()
            whole = visitor != "anonymous"
            who = self.people[visitor if whole else "practitioner"]
            person = session.scalars(select(Person).where(Person.uid == who)).one()
            now = datetime.now(UTC)
            token = sessions.start(session, now, person, complete=whole)
        if whole:
            held |= {"_user_id": token, "_fresh": True}
        elif rule.startswith("/sign-in/"):
            secret = self.site.works.seal.close(second_factor.begin())
            held |= {"half": token, "secret": secret, "onward": "/"}
        return self.signed(held)

    def signed(self, held: dict[str, Any]) -> str:
        """Sign what a cookie holds, as the site does."""
        app = self.site.app
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(held)}"

    def send(
        self,
        method: str,
        path: bytes,
        *,
        query: bytes = b"",
        body: bytes = b"",
        kind: str = "application/x-www-form-urlencoded",
        cookie: bytes = b"",
    ) -> int:
        """Send what WSGI would hand on, byte by byte; give the status."""
        environ = create_environ(base_url=HERE) | {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.decode("latin-1"),
            "QUERY_STRING": query.decode("latin-1"),
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_COOKIE": cookie.decode("latin-1"),
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.input": io.BytesIO(body),
        }
        answer, status, _ = run_wsgi_app(self.site.app.wsgi_app, environ, buffered=True)
        b"".join(answer)
        return int(status.split()[0])

    def _rule(self, address: str) -> str:
        adapter = self.site.app.url_map.bind("")
        try:
            found, _ = adapter.match(address, method="POST", return_rule=True)
        except HTTPException:
            message = f"a form is sent to {address}, which takes none"
            raise AssertionError(message) from None
        return str(found.rule)


def open_world(home: Path) -> World:
    """Open a site in which something waits on every page, and see all of its forms."""
    content = a_small_library(home / "content")
    for number in range(3):
        write_lesson(content, f"lesson-{number}", title=f"Lesson {number}")
    world = World(open_editing_site(content))
    app = world.site.app
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with app.test_request_context():
        world.token = generate_csrf()
        world.raw = cookie["csrf_token"]
    with world.site.works.sessions() as session:
        links = tuple(_people(world, session))
    courses = taught(world.site, world.people["editor"])
    _walk(world, (*followed_up(world.site), *courses, *links))
    for visitor, address in briefed(world.site):
        world.look(_browser(world, visitor).get(address))
    world.look(_browser(world, "editor").get(left_behind(world.site)))
    return world


def _people(world: World, session: Session) -> Iterator[str]:
    """Make somebody of each role; give the addresses of links that were sent."""
    now, by = datetime.now(UTC), "os:tests"
    made = {
        role: people.invite(
            session,
            now,
            by,
            email=f"{role}@example.org",
            name=f"A {role}",
            role=role,
            agency="police" if role == "agency-lead" else "",
            key=KEY,
        )
        for role in ROLES
    }
    world.people = {role: person.uid for role, (person, _) in made.items()}
    yield f"/invitation/{made['administrator'][1]}"
    yield f"/reset/{people.reset(session, now, by, made['practitioner'][0], KEY)}"
    editor, token = made["editor"]
    invitations.take_up(session, now, token, KEY, PASSWORD)
    editor.totp = world.site.works.seal.close(second_factor.begin())
    session.commit()


def _walk(world: World, more: Iterable[str]) -> None:
    """Tell a story in which every kind of page comes up, and look at all of it."""
    sam, editor = world.site.somebody("Sam Editor"), _browser(world, "editor")
    first, other = _begin(sam, "lessons/ask-again"), _begin(editor, "lessons/ask-again")
    sam.send(first, "save", status="draft", title="First")
    world.look(editor.send(other, "save", status="draft", title="Other"))
    asked = sam.send(_begin(sam, "lessons/lesson-0"), "save", title="New")
    world.look(
        sam.send(asked, clearance="No case is open; the lawyer said so.", note="x")
    )
    for key in ("lessons/lesson-1", "policies/safer-sleep", "reviews/child-a"):
        begun = world.look(_begin(editor, key))
        world.look(editor.send(begun, "save", title="New"))
    for role in VISITORS:
        for address in ("/sign-in/code", "/sign-in/set-up"):
            browser = _browser(world, role, address)
            world.look(browser.get(address, browser.client.get(address).status_code))
        _crawl(world, _browser(world, role), (*STARTS, *more))


def _begin(who: Somebody, key: str) -> Seen:
    return who.send(who.get(f"/edit/{key}"), form="form.kb-begin")


def _browser(world: World, visitor: str, rule: str = "") -> Somebody:
    name, _, value = world.cookie(visitor, rule).partition("=")
    client = world.site.app.test_client()
    client.set_cookie(name, value)
    return Somebody(client)


def _crawl(world: World, browser: Somebody, starts: Iterable[str]) -> None:
    """Follow every link from where somebody starts, and look at every form."""
    left, seen = list(starts), set(starts)
    while left and len(seen) < MOST_PAGES:
        address = left.pop(0)
        with browser.client.get(address) as answer:
            if not answer.content_type.startswith("text/html"):
                continue
            soup = BeautifulSoup(answer.data, "html.parser")
        page = world.look(Seen(answer.status_code, address, soup))
        for link in page.soup.select("a[href]"):
            parts = urlsplit(str(link["href"]))
            if (
                not parts.netloc
                and parts.path.startswith("/")
                and parts.path not in seen
            ):
                seen.add(parts.path)
                left.append(parts.path)


def _goes(form: Tag, here: str) -> set[str]:
    buttons = form.select("button[formaction]")
    asked = [str(form.get("action") or here), *(str(b["formaction"]) for b in buttons)]
    return {urlsplit(one).path for one in asked}
