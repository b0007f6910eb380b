"""Actions in every state, so that every form about an action is on some page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.access import Role
from kb.board.states import Kind
from tests.web.action_forms import asked, at, delivered, show
from tests.web.tracking import Board, days

if TYPE_CHECKING:
    from tests.web.editing import Site

LESSON = "lessons/ask-again"


def followed_up(site: Site) -> tuple[str, ...]:
    """Ask for two things, of which one is met and has come back; give their pages."""
    board = Board(site)
    met = board.ask("Ask", document=LESSON, recommendation="")
    board.challenge(met, "Why?")
    delivered(board, met)
    show(board, met, Kind.AUDIT, "Twenty records were looked at")
    board.move(met, Role.BOARD_APPROVER, on=days(-5), assurance="evidenced")
    board.move(met, Role.BOARD_APPROVER, on=days(-4), closure="met", minute="4.2")
    return f"/board/actions/new?document={LESSON}", at(asked(board)), at(met)
