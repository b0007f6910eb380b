"""Everybody who can come to the site, in truth and with an account.

What each may read is written down here by hand, and not asked of the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from kb.access import BOARD, EDITORS, PARTNERS, PUBLIC, Role
from kb.accounts import invitations, people, sessions
from tests.leaks.records import KEY
from tests.leaks.world import GROUP

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from kb.accounts.models import Person

SIGNED_IN = frozenset({PUBLIC, PARTNERS})
OF_THE_BOARD = SIGNED_IN | {BOARD}
EVERYTHING = OF_THE_BOARD | {GROUP, EDITORS}
PASSWORD = "a long walk by the canal"


@dataclass(frozen=True)
class Somebody:
    """A person at the door, and what they may read in truth."""

    who: str
    role: Role | None
    audiences: frozenset[str]
    agency: str = "police"
    groups: tuple[str, ...] = ()
    fate: str = ""
    """What happened to them after they signed in."""

    def __str__(self) -> str:
        return self.who


NOBODY = frozenset({PUBLIC})
EVERYBODY = (
    Somebody("anonymous", None, NOBODY),
    Somebody("practitioner", Role.PRACTITIONER, SIGNED_IN),
    Somebody("practitioner elsewhere", Role.PRACTITIONER, SIGNED_IN, "gp"),
    Somebody("one of the case team", Role.PRACTITIONER, SIGNED_IN | {GROUP},
             groups=(GROUP,)),
    Somebody("trainer", Role.TRAINER, SIGNED_IN),
    Somebody("agency lead", Role.AGENCY_LEAD, SIGNED_IN),
    Somebody("agency lead elsewhere", Role.AGENCY_LEAD, SIGNED_IN, "gp"),
    Somebody("board member", Role.BOARD_MEMBER, OF_THE_BOARD),
    Somebody("board approver", Role.BOARD_APPROVER, OF_THE_BOARD),
    Somebody("administrator", Role.ADMINISTRATOR, SIGNED_IN),
    Somebody("editor", Role.EDITOR, EVERYTHING),
    Somebody("closed account", Role.EDITOR, NOBODY, fate="disabled"),
    Somebody("signed out", Role.EDITOR, NOBODY, fate="ended"),
    Somebody("without the code", Role.EDITOR, NOBODY, fate="half"),
    Somebody("no longer editor", Role.EDITOR, NOBODY, fate="demoted"),
    Somebody("new password", Role.EDITOR, NOBODY, fate="reset"),
    Somebody("idle too long", Role.EDITOR, NOBODY, fate="idle"),
)  # fmt: skip


def come(app: Flask, somebody: Somebody, now: datetime | None = None) -> FlaskClient:
    """Let somebody sign in, then let happen to them what is their fate."""
    client = app.test_client()
    if somebody.role is None:
        return client
    with app.extensions["kb"].sessions() as session:
        now = now or datetime.now(UTC)
        person, token = _account(session, now, somebody)
        begun = now - timedelta(minutes=31) if somebody.fate == "idle" else now
        cookie = sessions.start(
            session, begun, person, complete=somebody.fate != "half", device="Test"
        )
        with client.session_transaction() as held:
            held["_user_id"], held["_fresh"] = cookie, True
        FATES[somebody.fate](session, now, person, token)
    return client


def _account(session: Session, now: datetime, somebody: Somebody) -> tuple[Person, str]:
    assert somebody.role is not None
    return people.invite(
        session,
        now,
        "os:tests",
        email=f"{somebody.who.replace(' ', '.')}@example.org",
        name=somebody.who.capitalize(),
        role=somebody.role,
        agency=somebody.agency,
        groups=somebody.groups,
        key=KEY,
    )


def _nothing(*_: object) -> None:
    """Let nothing happen."""


def _disabled(session: Session, now: datetime, person: Person, _: str) -> None:
    people.disable(session, now, "os:tests", person)


def _ended(session: Session, now: datetime, person: Person, _: str) -> None:
    sessions.end_all(session, now, person)


def _demoted(session: Session, now: datetime, person: Person, _: str) -> None:
    people.change_role(
        session, now, "os:tests", person, role=Role.PRACTITIONER, agency=""
    )


def _reset(session: Session, now: datetime, _: Person, token: str) -> None:
    assert invitations.take_up(session, now, token, KEY, PASSWORD) is not None


FATES: dict[str, Callable[[Session, datetime, Person, str], None]] = {
    "": _nothing,
    "half": _nothing,
    "idle": _nothing,
    "disabled": _disabled,
    "ended": _ended,
    "demoted": _demoted,
    "reset": _reset,
}
