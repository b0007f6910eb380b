"""What an action waits for: the agency's word, its work, or the board."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.board.brag import is_overdue
from kb.board.models import ActionChange, ActionRow
from kb.board.states import Delivery, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from kb.board.action import Action


class For(StrEnum):
    """What an action waits for, the most pressing first."""

    CHALLENGE = "challenge"
    OVERDUE = "overdue"
    RESPONSE = "response"
    WORK = "work"
    BOARD = "board"
    NOTHING = "nothing"


UNANSWERED = frozenset({Response.AWAITED, Response.NONE})

#: In this order the first that holds says what an action waits for.
_RULES: tuple[tuple[Callable[[Action, date], bool], For], ...] = (
    (lambda action, _: bool(action.challenges), For.CHALLENGE),
    (lambda action, _: not action.is_open, For.NOTHING),
    (is_overdue, For.OVERDUE),
    (lambda action, _: action.response in UNANSWERED, For.RESPONSE),
    (
        lambda action, _: (
            action.delivery is Delivery.DELIVERED or not action.is_taken_on
        ),
        For.BOARD,
    ),
    (lambda *_: True, For.WORK),
)


def waits_for(action: Action, day: date) -> For:
    """Say what an action waits for on a day."""
    return next(what for holds, what in _RULES if holds(action, day))


@dataclass(frozen=True, slots=True)
class Said:
    """What the board said of an action."""

    challenges: Mapping[str, str] = field(default_factory=dict)
    """The words of each challenge, by its uid."""
    assurance: str = ""
    """Why the board thinks what it thinks."""


def said_to(session: Session, agency: str) -> Mapping[str, Said]:
    """Give what the board said of each action of an agency, by the action's uid."""
    asked = (
        select(
            ActionRow.uid, ActionChange.field, ActionChange.after, ActionChange.words
        )
        .join(ActionRow, ActionRow.id == ActionChange.action_id)
        .where(
            ActionRow.agency == agency,
            ActionChange.field.in_(("challenge", "assurance")),
        )
        .order_by(ActionChange.id)
    )
    return _by_action(
        (row[0], row[1], row[2], row[3]) for row in session.execute(asked)
    )


def _by_action(rows: Iterable[tuple[str, str, str, str]]) -> dict[str, Said]:
    challenges: dict[str, dict[str, str]] = defaultdict(dict)
    assurance: dict[str, str] = {}
    for uid, name, after, words in rows:
        if name == "challenge":
            challenges[uid][after] = words
        else:
            assurance[uid] = words
    uids = challenges.keys() | assurance.keys()
    return {uid: Said(challenges.get(uid, {}), assurance.get(uid, "")) for uid in uids}
