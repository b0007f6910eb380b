"""A real site with people in it, and forms sent as a browser without scripts does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from bs4 import BeautifulSoup, Tag

from kb.accounts import people, sessions
from kb.app import create_app
from kb.config import Config
from tests.web.site import words

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from kb.publishing.works import Works

KEY = "only for tests, and long enough for it"
Typed = dict[str, list[str]]


@dataclass(frozen=True)
class Site:
    """A running site over real files and a real database."""

    app: Flask
    content: Path

    @property
    def works(self) -> Works:
        return cast("Works", self.app.extensions["kb"])

    def file(self, key: str) -> str:
        return (self.content / f"{key}.md").read_text("utf-8")

    def somebody(self, name: str, role: str = "editor") -> Somebody:
        """Let a person with a role sign in."""
        now, session = datetime.now(UTC), self.works.sessions()
        email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
        person, _ = people.invite(
            session,
            now,
            "os:tests",
            email=email,
            name=name,
            role=role,
            agency="",
            key=KEY,
        )
        token = sessions.start(session, now, person, complete=True)
        session.close()
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True
        return Somebody(client)


@dataclass(frozen=True)
class Seen:
    """A page as it came back."""

    status: int
    address: str
    soup: BeautifulSoup

    @property
    def words(self) -> str:
        return words(self.soup)

    def wrong(self) -> dict[str, str]:
        """Give the list of what is wrong: the words by the place they lead to."""
        return {
            str(link["href"]): link.get_text()
            for link in self.soup.select(".govuk-error-summary a")
        }

    def typed(self, form: str = "main form[method=post]") -> Typed:
        """Read what a browser would send of a form."""
        found = self.soup.select_one(form)
        assert found is not None, f"no {form} at {self.address}"
        return typed_in(found)


@dataclass(frozen=True)
class Somebody:
    """Somebody at a browser."""

    client: FlaskClient

    def get(self, address: str, status: int = 200) -> Seen:
        seen = self._seen(self.client.get(address))
        assert seen.status == status, f"{address}: {seen.status}"
        return seen

    def send(
        self,
        page: Seen,
        do: str = "",
        form: str = "main form[method=post]",
        **typed: str,
    ) -> Seen:
        """Type into the form of a page, press a button, and follow to the next page.

        Names of inputs are written with `_` for `-` where Python wants it.
        """
        found = page.soup.select_one(form)
        assert found is not None, f"no {form} at {page.address}"
        fields = typed_in(found)
        for name, value in typed.items():
            fields[name] = [value]
        if do:
            fields["do"] = [do]
        return self.post(str(found.get("action", page.address)), fields)

    def post(self, address: str, fields: Typed) -> Seen:
        answer = self.client.post(address, data=fields, follow_redirects=True)
        return self._seen(answer)

    def _seen(self, answer: TestResponse) -> Seen:
        with answer:
            soup = BeautifulSoup(answer.data, "html5lib")
            return Seen(answer.status_code, answer.request.path, soup)


def typed_in(form: Tag) -> Typed:
    """Read a form as a browser does that sends it."""
    fields: Typed = {}
    for one in form.select("input[name], textarea[name], select[name]"):
        kind = one.get("type", "text")
        if kind in {"checkbox", "radio"} and not one.has_attr("checked"):
            continue
        fields.setdefault(str(one["name"]), []).append(_value(one))
    return fields


def _value(one: Tag) -> str:
    if one.name == "textarea":
        # A browser sends the line ends of HTML, whatever the file has.
        return one.get_text().removeprefix("\n").replace("\n", "\r\n")
    if one.name == "select":
        chosen = one.select_one("option[selected]") or one.select_one("option")
        return str(chosen["value"]) if chosen else ""
    return str(one.get("value", ""))


def open_editing_site(content: Path) -> Site:
    """Open a site whose records are kept beside its content."""
    home = content.parent
    app = create_app(
        Config(
            secret_key=KEY,
            content=content,
            search="memory:",
            database=f"sqlite:///{home}/kb.sqlite",
            mail=f"folder:{home}/mail",
        )
    )
    site = Site(app, content)
    site.works.index()
    return site
