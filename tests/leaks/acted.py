"""What agencies were asked to do, with a secret in every word that anybody wrote.

Who may see an action is written down here by hand, and not asked of the program.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kb.access import EDITORS, PARTNERS, PUBLIC, Role, reader_for
from kb.board import records
from kb.board.actions import Asked, Proof, Tracker
from kb.board.evidence_files import EvidenceFiles
from kb.board.rules import By, Wanted
from kb.board.states import Kind
from kb.content.settings import Tracking
from tests.leaks.world import GROUP

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.leaks.people import Somebody
    from tests.leaks.records import Recorder

ASKED = datetime(2026, 1, 20, 9, 0, tzinfo=UTC)
BOARD_ROLES = {Role.BOARD_MEMBER, Role.BOARD_APPROVER, Role.EDITOR}


@dataclass(frozen=True)
class Place:
    """An action: of whom, for readers of what, and whether it began early."""

    agency: str
    audience: str
    early: bool = False

    @property
    def whose(self) -> str:
        """Name those who may see what it says."""
        return f"who sees {self.agency}, {self.audience}, {self.early}"

    def is_for(self, somebody: Somebody) -> bool:
        """Say whether somebody may see it."""
        if somebody.role is None or somebody.fate:
            return False
        is_open = self.audience in somebody.audiences
        own = somebody.agency == self.agency
        if somebody.role in BOARD_ROLES and is_open:
            return True
        answers = {Role.AGENCY_LEAD, Role.BOARD_MEMBER, Role.BOARD_APPROVER}
        return somebody.role in answers and own and (is_open or self.early)


PLACES = (
    Place("police", PUBLIC),
    Place("gp", PUBLIC),
    Place("police", PARTNERS),
    Place("police", GROUP),
    Place("police", EDITORS, early=True),
)


def ask_agencies(by: Recorder) -> None:
    """Ask for something in every place, and let it be spoken of."""
    for place in PLACES:
        review = next(
            file
            for file in by.world.files
            if (file.folder, file.audience) == ("reviews", place.audience)
        )
        with by.works.sessions() as session:
            _follow(by, session, place, f"reviews/{review.id}")


def _follow(by: Recorder, session: Session, place: Place, key: str) -> None:
    def say(where: str) -> str:
        return by.say(f"action for {place.agency}: {where}", place.whose)

    def tracker(role: Role, agency: str = "") -> Tracker:
        who = By("os:jo", reader_for("Jo", role, [], [GROUP], agency))
        return Tracker(session, ASKED, who, Tracking())

    fields = ("text", "owner", "lead", "measure")
    values = {name: say(name) for name in fields}
    early = {"early": "yes"} if place.early else {}
    asked = Asked(key, place.agency, "R1", values={**values, **early})
    uid = tracker(Role.EDITOR).add(asked)
    agency, editor = tracker(Role.AGENCY_LEAD, place.agency), tracker(Role.EDITOR)
    answer = {"response": "for-another-body", "passed_to": say("body")}
    seen = records.one(session, uid).version
    agency.change(uid, seen, Wanted(answer, say("why")))
    agency.note(uid, say("note"))
    editor.challenge(uid, say("challenge"))
    (challenge,) = records.one(session, uid).challenges
    agency.answer(uid, say("answer"), to=challenge)
    piece = agency.add_evidence(uid, _proof(by, place, say("title"), say("shows")))
    gone = agency.add_evidence(uid, Proof(Kind.OTHER, say("struck")))
    editor.strike_evidence(uid, gone, say("struck because"))
    for name in (uid, piece):
        by.note("uid", name)


def _proof(by: Recorder, place: Place, title: str, shows: str) -> Proof:
    word = by.world.word(f"action for {place.agency}: file", place.whose)
    files = EvidenceFiles(by.works.config.home / "evidence")
    kept = files.keep(f"{word}.txt", io.BytesIO(f"Neglect {word}".encode()))
    link = by.world.word(f"action for {place.agency}: link", place.whose)
    return Proof(
        Kind.AUDIT,
        title,
        shows,
        f"https://example.org/{link}",
        kept.digest,
        kept.name,
        kept.media,
        kept.size,
    )
