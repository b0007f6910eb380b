"""Everybody who can come to the site, in truth and with an account.

What each may read is written down here by hand, and not asked of the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kb.access import BOARD, EDITORS, PARTNERS, PUBLIC, Role
from kb.accounts import invitations, people, sessions
from tests.leaks.world import GROUP

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

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
