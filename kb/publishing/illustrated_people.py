"""The people of an illustrative year: one account or more for each role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.access import Role, reader_for
from kb.accounts import invitations, passwords, people
from kb.accounts.models import Person
from kb.board.demo.beats import Part
from kb.board.rules import By
from kb.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.config import Config
    from kb.content.settings import LibrarySettings

BY = "os:kb demo"
#: Accounts beside the agency leads: the first part of the address, role, what they do.
_OTHERS = (
    ("chair", Role.BOARD_APPROVER, "chair of the board"),
    ("member", Role.BOARD_MEMBER, "member of the board"),
    ("editor", Role.EDITOR, "editor"),
    ("second.editor", Role.EDITOR, "second editor"),
    ("trainer", Role.TRAINER, "trainer"),
    ("practitioner", Role.PRACTITIONER, "practitioner"),
    ("administrator", Role.ADMINISTRATOR, "administrator"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the cast."""

    email: str
    name: str
    role: Role
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """Those who do something in the stories."""

    leads: Mapping[str, By]
    """By agency."""
    board: Mapping[Part, By]
    trainer: By


def cast_of(
    settings: LibrarySettings, agencies: tuple[str, ...], passphrase: str
) -> tuple[Member, ...]:
    """List who gets an account; raise InvalidInputError when a password is no good."""
    leads = [
        Member(
            f"lead.{agency}@example.org",
            f"Illustrative lead, {settings.agencies[agency].name}",
            Role.AGENCY_LEAD,
            agency,
        )
        for agency in agencies
    ]
    approver = Member(
        f"approver.{agencies[0]}@example.org",
        f"Illustrative approver, {settings.agencies[agencies[0]].name}",
        Role.BOARD_APPROVER,
        agencies[0],
    )
    others = [
        Member(f"{local}@example.org", f"Illustrative {what}", role)
        for local, role, what in _OTHERS
    ]
    members = (*leads, approver, *others)
    for one in members:
        person = Person(email=one.email, name=one.name)
        if wrong := passwords.problems(passphrase, person):
            raise InvalidInputError({"passphrase": "; ".join(wrong)})
    return members


def let_in(
    session: Session,
    now: datetime,
    members: tuple[Member, ...],
    passphrase: str,
    config: Config,
) -> Cast:
    """Make the accounts, and give those who act in the stories."""
    key, leads, board, others = config.signing_key(), {}, {}, {}
    parts = {"chair@example.org": Part.CHAIR, "editor@example.org": Part.EDITOR}
    for one in members:
        given = {"email": one.email, "name": one.name, "role": one.role}
        person, token = people.invite(
            session, now, BY, agency=one.agency, key=key, **given
        )
        invitations.take_up(session, now, token, key, passphrase)
        by = By(
            f"person:{person.uid}", reader_for(one.name, one.role, (), (), one.agency)
        )
        if one.role is Role.AGENCY_LEAD:
            leads[one.agency] = by
        elif one.email in parts:
            board[parts[one.email]] = by
        else:
            others[one.role] = by
    return Cast(leads, board, others[Role.TRAINER])
