"""A site with accounts in it, into which people come by its own pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pyotp

from kb.accounts import invitations, people, second_factor
from kb.app import create_app
from kb.config import Config
from tests.web.editing import KEY, Seen, Site, Somebody

if TYPE_CHECKING:
    from pathlib import Path

    from kb.accounts.models import Person

PASSWORD = "brass kettle orchard nine"
OTHER = "seven umbrellas under moss"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclass(frozen=True)
class House(Site):
    """A running site whose people come in by its own pages."""

    def account(self, name: str, role: str = "practitioner") -> Account:
        """Make an account whose password is known."""
        now, session = datetime.now(UTC), self.works.sessions()
        email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
        given = {"email": email, "name": name, "role": role, "agency": "", "key": KEY}
        person, token = people.invite(session, now, "os:tests", **given)
        invitations.take_up(session, now, token, KEY, PASSWORD)
        uid = person.uid
        session.close()
        return Account(self, email, uid)

    def visitor(self) -> Somebody:
        """Open a browser in which nobody has signed in."""
        client = self.app.test_client()
        client.environ_base["HTTP_USER_AGENT"] = FIREFOX
        return Somebody(client)

    def letters(self) -> list[str]:
        """Read the letters that went out, the first first."""
        files = sorted((self.content.parent / "mail").glob("*.eml"))
        found = (
            message_from_bytes(file.read_bytes(), policy=policy.default)
            for file in files
        )
        return [letter.get_content() for letter in found]

    def require(self, role: str) -> None:
        """Ask everybody with a role for a second factor."""
        with self.works.sessions() as session:
            now = datetime.now(UTC)
            second_factor.require(session, now, "os:tests", role, needed=True)


@dataclass(frozen=True)
class Account:
    """Somebody's account."""

    house: House
    email: str
    uid: str

    def person(self) -> Person:
        with self.house.works.sessions() as session:
            found = people.find(session, self.uid)
        assert found is not None
        return found

    def set_up(self) -> tuple[pyotp.TOTP, tuple[str, ...]]:
        """Set the second factor up; give the app and the spare codes.

        The code of two minutes ago is taken, so that today's are still good.
        """
        secret, then = second_factor.begin(), datetime.now(UTC) - timedelta(minutes=2)
        app = pyotp.TOTP(secret)
        with self.house.works.sessions() as session:
            person = people.find(session, self.uid)
            assert person is not None
            spare = second_factor.confirm(
                session,
                then,
                person,
                secret,
                code=app.at(then),
                seal=self.house.works.seal,
            )
        return app, spare

    def enter(self, browser: Somebody | None = None, password: str = PASSWORD) -> Seen:
        """Sign in by the page; give what came."""
        browser = browser or self.house.visitor()
        page = browser.get("/sign-in")
        return browser.send(page, form="main form", email=self.email, password=password)

    def signed_in(self) -> Somebody:
        """Open a browser in which this person has signed in."""
        browser = self.house.visitor()
        assert self.enter(browser).address == "/"
        return browser


def open_house(
    content: Path,
    address: str = "http://127.0.0.1:8000",
    mail: str = "folder:mail",
    *,
    search: str = "memory:",
    ledger: str = "",
) -> House:
    """Open a site whose records are kept beside its content."""
    home = content.parent
    app = create_app(
        Config(
            secret_key=KEY,
            content=content,
            search=search,
            ledger=ledger,
            database=f"sqlite:///{home}/kb.sqlite",
            mail=mail,
            address=address,
        )
    )
    house = House(app, content)
    house.works.index()
    return house


def copied(browser: Somebody, house: House) -> Somebody:
    """Copy the cookies of a browser into another one."""
    thief = house.visitor()
    with (
        browser.client.session_transaction() as ours,
        thief.client.session_transaction() as theirs,
    ):
        theirs.update(ours)
    return thief
