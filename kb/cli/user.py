"""`kb user`: accounts, from the machine on which the library runs."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kb.access import Role
from kb.accounts import letters, people
from kb.cli.parts import person as os_person
from kb.config import Config
from kb.content.library import Library
from kb.db import open_database
from kb.errors import InvalidInputError, NotFoundError
from kb.mail import MailError, open_outbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from kb.accounts.models import Person
    from kb.content.settings import LibrarySettings
    from kb.mail import Letter

role_option = click.option(
    "--role",
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="What the person may do.",
)
agency_option = click.option(
    "--agency", default="", help="Id of an agency in library.yaml; empty for staff."
)
group_option = click.option(
    "--group", "groups", multiple=True, help="An added audience of library.yaml."
)
email_argument = click.argument("email")


@dataclass(frozen=True, slots=True)
class Desk:
    """What the commands about people work with."""

    config: Config
    settings: LibrarySettings
    session: Session
    now: datetime
    by: str

    def person(self, email: str) -> Person:
        """Find somebody, or say that nobody has that address."""
        found = people.by_email(self.session, email)
        if found is None:
            raise NotFoundError(f"nobody has an account for {email}; see: kb user list")
        return found

    def known(self, agency: str, groups: tuple[str, ...]) -> None:
        """Refuse an agency or group that library.yaml does not name."""
        wrong = {}
        if agency and agency not in self.settings.agencies:
            wrong["--agency"] = f"must be one of {', '.join(self.settings.agencies)}"
        added = self.settings.added_audiences
        if not set(groups) <= set(added):
            wrong["--group"] = f"must be one of {', '.join(added) or '(none is added)'}"
        if wrong:
            raise InvalidInputError(wrong)

    def send(self, letter: Letter, link: str) -> None:
        """Send a letter, and show the link in case it does not arrive."""
        outbox = open_outbox(self.config.mail, self.config.mail_from, self.config.home)
        try:
            outbox.send(letter, self.now)
            click.echo(f"A letter went to {letter.to}.")
        except MailError as error:
            click.echo(f"No letter went out: {error}", err=True)
        click.echo(f"Link, good once: {link}")


@contextmanager
def opened() -> Iterator[Desk]:
    """Open the database for one command."""
    config = Config.from_environment()
    settings = Library(config.content).settings
    with open_database(config.database)() as session:
        by = f"os:{os_person()}"
        yield Desk(config, settings, session, datetime.now(UTC), by)


@click.group()
def user() -> None:
    """Invite people, and change or close their accounts."""


@user.command()
@email_argument
@click.option("--name", required=True, help="How the person is called.")
@role_option
@agency_option
@group_option
def add(email: str, name: str, role: str, agency: str, groups: tuple[str, ...]) -> None:
    """Invite somebody; a link that works once sets their password."""
    with opened() as desk:
        desk.known(agency, groups)
        person, token = people.invite(
            desk.session,
            desk.now,
            desk.by,
            email=email,
            name=name,
            role=role,
            agency=agency,
            groups=groups,
            key=desk.config.signing_key(),
        )
        link = f"{desk.config.address}/invitation/{token}"
        desk.send(letters.invitation(person, link, desk.settings.title), link)


@user.command("list")
def listed() -> None:
    """List everybody with an account."""
    with opened() as desk:
        for person in people.listed(desk.session):
            click.echo(
                f"{person.email}  {person.name}  {person.role}"
                f"  {person.agency or '-'}  {_state(person)}"
            )


@user.command()
@email_argument
@role_option
@agency_option
@group_option
def role(email: str, role: str, agency: str, groups: tuple[str, ...]) -> None:
    """Give somebody another role; all their sessions end."""
    with opened() as desk:
        desk.known(agency, groups)
        people.change_role(
            desk.session,
            desk.now,
            desk.by,
            desk.person(email),
            role=role,
            agency=agency,
            groups=groups,
        )
        click.echo(f"{email} is now {role}.")


@user.command()
@email_argument
def disable(email: str) -> None:
    """Close an account; all its sessions end at once."""
    with opened() as desk:
        people.disable(desk.session, desk.now, desk.by, desk.person(email))
        click.echo(f"The account of {email} is closed.")


@user.command()
@email_argument
def enable(email: str) -> None:
    """Open a closed account again; then reset its password."""
    with opened() as desk:
        people.enable(desk.session, desk.now, desk.by, desk.person(email))
        click.echo(f"The account of {email} is open. Now run: kb user reset {email}")


@user.command()
@email_argument
def reset(email: str) -> None:
    """Forget a password, and send a link that works once for a new one."""
    with opened() as desk:
        person = desk.person(email)
        key = desk.config.signing_key()
        token = people.reset(desk.session, desk.now, desk.by, person, key)
        link = f"{desk.config.address}/reset/{token}"
        desk.send(letters.reset(person, link, desk.settings.title), link)


@user.command("second-factor")
@email_argument
def second_factor(email: str) -> None:
    """Take away the second factor of somebody who lost it; sessions end."""
    with opened() as desk:
        person = desk.person(email)
        people.forget_second_factor(desk.session, desk.now, desk.by, person)
        click.echo(f"{email} signs in with the password, and can set up a new one.")


@user.command("sign-out")
@click.argument("email", required=False)
@click.option("--everybody", is_flag=True, help="Everybody, as after a restore.")
def sign_out(email: str | None, *, everybody: bool) -> None:
    """End every session of somebody, or of everybody."""
    if bool(email) is everybody:
        raise click.UsageError("name one EMAIL, or say --everybody")
    with opened() as desk:
        found = people.listed(desk.session) if not email else [desk.person(email)]
        for person in found:
            people.sign_out(desk.session, desk.now, desk.by, person)
        click.echo(f"Every session of {email or 'everybody'} has ended.")


def _state(person: Person) -> str:
    if person.disabled:
        return "closed"
    if not (person.password or person.subject):
        return "invited"
    return "open, with second factor" if person.totp else "open"
