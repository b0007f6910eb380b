"""An action on a site, and its forms filled in as a browser does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.access import Role
from kb.board import records
from kb.board.actions import Proof
from kb.board.rules import Wanted
from kb.board.states import Kind
from tests.web.tracking import Board, days

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from kb.board.action import Action
    from tests.web.editing import Seen

TEXT = "Every officer asks who lives in the home"


def asked(board: Board) -> str:
    """Ask for something, with a challenge that waits and a briefing; give its uid."""
    uid = board.ask(TEXT)
    board.challenge(uid, "How is it asked at night?")
    show(board, uid, Kind.TRAINING, "A briefing was held")
    return uid


def show(board: Board, uid: str, kind: Kind, title: str, who: str = "police") -> None:
    with board.site.works.sessions() as session:
        by = board.by(Role.AGENCY_LEAD, who)
        board.tracker(session, by, days(-40)).add_evidence(uid, Proof(kind, title))


def action(board: Board, uid: str) -> Action:
    with board.site.works.sessions() as session:
        return records.one(session, uid)


def forms(soup: BeautifulSoup) -> set[str]:
    """Name the forms of a page by what they do."""
    return {str(one["value"]) for one in soup.select("main form input[name=part]")}


def at(uid: str) -> str:
    return f"/board/actions/{uid}"


def form(name: str) -> str:
    return f"#move-{name} form"


def send(page: Seen, name: str, **typed: str) -> dict[str, list[str]]:
    """Fill a form in: `delivery=...` is `delivery-delivery` in the form for it."""
    part = name.partition("-")[0]
    fields = page.typed(form(name))
    prefix = f"{name}-" if name != part else f"{part}-"
    return fields | {f"{prefix}{one}": [value] for one, value in typed.items()}


def delivered(board: Board, uid: str) -> None:
    """Let the agency take it on, answer the challenge, and deliver."""
    board.move(uid, Role.AGENCY_LEAD, "police", response="accepted")
    board.move(uid, Role.AGENCY_LEAD, "police", delivery="delivered")
    with board.site.works.sessions() as session:
        tracker = board.tracker(session, board.by(Role.AGENCY_LEAD, "police"), days(-9))
        tracker.answer(uid, "By the sergeant", to=action(board, uid).challenges[0])


def closed_as_met(board: Board, uid: str) -> None:
    delivered(board, uid)
    show(board, uid, Kind.AUDIT, "Twenty records were looked at")
    board.move(uid, Role.BOARD_APPROVER, on=days(-5), assurance="evidenced")
    seen = action(board, uid).version
    with board.site.works.sessions() as session:
        tracker = board.tracker(session, board.by(Role.BOARD_APPROVER), days(-4))
        wanted = Wanted({"closure": "met"}, minute="4.2")
        tracker.change(uid, seen, wanted, ["reviews/child-a"])
