"""Briefings that the board asked for, with a secret in what agencies said of them.

Who may meet those words is written down here by hand, and not asked of the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from kb.access import BOARD, EDITORS, PARTNERS, PUBLIC, Role, reader_for
from kb.training import receipts
from kb.training.receipts import By, Said
from tests.leaks.world import GROUP

if TYPE_CHECKING:
    from tests.leaks.people import Somebody
    from tests.leaks.records import Recorder

ASKED = datetime(2026, 1, 22, 9, 0, tzinfo=UTC)
FOLLOW = {Role.BOARD_MEMBER, Role.BOARD_APPROVER, Role.EDITOR}
ANSWER = {Role.AGENCY_LEAD, Role.BOARD_MEMBER, Role.BOARD_APPROVER}


@dataclass(frozen=True)
class Briefing:
    """What an agency said of a briefing on a document for readers of something."""

    agency: str
    audience: str

    @property
    def whose(self) -> str:
        """Name those who may meet it."""
        return f"who meets the briefing of {self.agency}, {self.audience}"

    def is_for(self, somebody: Somebody) -> bool:
        """Say whether somebody may meet it.

        A document that agencies may not read (any more) has no briefing.
        """
        if somebody.role is None or somebody.fate:
            return False
        if self.audience not in {PUBLIC, PARTNERS}:
            return False
        own = somebody.role in ANSWER and somebody.agency == self.agency
        return own or somebody.role in FOLLOW


BRIEFINGS = tuple(
    Briefing(agency, audience)
    for agency in ("police", "gp")
    for audience in (PUBLIC, PARTNERS, BOARD, GROUP, EDITORS)
)


def brief(by: Recorder) -> None:
    """Ask for a briefing on a lesson of every kind, and let agencies confirm it twice.

    The first time was a mistake; it is struck out.
    """
    lessons = {one.audience: one for one in by.world.files if one.folder == "lessons"}
    with by.works.sessions() as session:
        for one in BRIEFINGS:
            key = f"lessons/{lessons[one.audience].id}"
            member = _by(Role.BOARD_MEMBER)
            named = {one.agency: one.agency}
            receipts.ask(session, member, key, named, date(2026, 2, 1))
            lead = _by(Role.AGENCY_LEAD, one.agency)
            for what in ("struck", "said"):
                words = by.say(f"briefing of {one.agency}: {what}", one.whose)
                said = Said(ASKED.date(), 7, how="email", words=words)
                receipts.confirm(session, by.works.seal, lead, key, said)
                if what == "struck":
                    made = receipts.read(session, [key], one.agency).confirmed[-1]
                    receipts.strike(session, lead, made.uid)
        found = receipts.read(session)
        for uid in (
            *(one.uid for one in found.asked),
            *(one.uid for one in found.confirmed),
        ):
            by.note("uid", uid)


def _by(role: Role, agency: str = "") -> By:
    return By("os:jo", reader_for("Jo", role, (), [GROUP], agency), ASKED)
