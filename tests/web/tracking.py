"""A site on which a board has asked agencies for things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from kb.access import Role, reader_for
from kb.accounts import people, sessions
from kb.board import records
from kb.board.actions import Asked, Tracker
from kb.board.rules import By, Wanted
from kb.content.settings import Tracking
from tests.factories import an_empty_library, write_lesson, write_policy, write_review
from tests.web.editing import KEY, Site, Somebody, open_editing_site

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

ASKED = [
    {"id": "R1", "text": "Ask who lives in the home", "lessons": ["ask-again"]},
    {"id": "R2", "text": "Look where the baby sleeps"},
]


def today() -> date:
    """Give the day as it is by now: tests may run past midnight."""
    return datetime.now(UTC).date()


def days(number: int) -> date:
    """Give the day some days from today."""
    return today() + timedelta(days=number)


@dataclass(frozen=True)
class Board:
    """A site, and what is asked of agencies on it."""

    site: Site

    def come(self, name: str, role: str, agency: str = "") -> Somebody:
        """Let a person of an agency sign in."""
        now = datetime.now(UTC)
        with self.site.works.sessions() as session:
            person, _ = people.invite(
                session,
                now,
                "os:tests",
                email=f"{name.split(maxsplit=1)[0].lower()}@example.org",
                name=name,
                role=role,
                agency=agency,
                key=KEY,
            )
            token = sessions.start(session, now, person, complete=True)
        client = self.site.app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True
        return Somebody(client)

    def ask(
        self,
        text: str,
        agency: str = "police",
        document: str = "reviews/child-a",
        recommendation: str = "R1",
        on: date | None = None,
        **values: str,
    ) -> str:
        """Ask an agency for something some time ago; give the action's uid."""
        asked = Asked(document, agency, recommendation, 0, {"text": text, **values})
        with self.site.works.sessions() as session:
            by = By("person:ed", reader_for("Ed", Role.EDITOR, [], []))
            return self.tracker(session, by, on or days(-100)).add(asked)

    def move(
        self,
        uid: str,
        role: Role,
        agency: str = "",
        on: date | None = None,
        words: str = "",
        minute: str = "",
        **values: str,
    ) -> None:
        """Change an action as somebody would."""
        with self.site.works.sessions() as session:
            by = By("person:x", reader_for("X", role, [], [], agency))
            seen = records.one(session, uid).version
            tracker = self.tracker(session, by, on or days(-50))
            tracker.change(uid, seen, Wanted(values, words, minute))

    def challenge(self, uid: str, words: str) -> None:
        """Challenge an agency about an action."""
        with self.site.works.sessions() as session:
            by = By("person:bo", reader_for("Bo", Role.BOARD_APPROVER, [], []))
            self.tracker(session, by, days(-10)).challenge(uid, words)

    @staticmethod
    def by(role: Role, agency: str = "") -> By:
        """Name somebody with a role."""
        return By("person:y", reader_for("Y", role, [], [], agency))

    @staticmethod
    def tracker(session: Session, by: By, on: date) -> Tracker:
        return Tracker(session, datetime.combine(on, time(9), UTC), by, Tracking())


def open_board(root: Path) -> Board:
    """Open a site with two reviews, one of them for editors only."""
    content = an_empty_library(root / "content")
    write_review(content, "child-a", recommendations=ASKED)
    write_review(
        content,
        "zebedee-hush",
        title="Zebedee",
        audience="editors",
        recommendations=[{"id": "R1", "text": "Zebedee is asked about"}],
    )
    write_lesson(content, "ask-again")
    write_policy(content, "safer-sleep")
    return Board(open_editing_site(content))


def taken(somebody: Somebody) -> str:
    """Take the list of actions away as CSV."""
    with somebody.client.get("/board/actions.csv") as answer:
        assert answer.status_code == 200
        return str(answer.data, "utf-8-sig")
