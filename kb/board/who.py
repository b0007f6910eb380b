"""Who may change which field of an action, as one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.access import Can, Reader
from kb.board.states import Assurance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kb.board.action import Action


@dataclass(frozen=True, slots=True)
class By:
    """Who makes a change."""

    who: str
    """`person:UID`, `os:NAME`, or `clock` for what falls due by itself."""
    reader: Reader

    def is_asked(self, action: Action) -> bool:
        """Say whether the action is asked of their own agency."""
        return self.reader.agency == action.of.agency != ""

    def owns(self, action: Action) -> bool:
        """Say whether it is, or was, theirs: their agency's, or in their name."""
        return self.is_asked(action) or self.who in action.named


def _agency(by: By, action: Action) -> bool:
    return by.is_asked(action) and by.reader.can(Can.ANSWER)


def _agency_or_editor(by: By, action: Action) -> bool:
    """An editor writes down what the agency told the board, and says where it did."""
    return _agency(by, action) or by.reader.can(Can.EDIT)


def _board(by: By, _: Action) -> bool:
    return by.reader.can(Can.TRACK)


def _agency_or_board(by: By, action: Action) -> bool:
    return _agency(by, action) or _board(by, action)


def _board_of_another_agency(by: By, action: Action) -> bool:
    return by.reader.can(Can.TRACK) and not by.owns(action)


def _approver_of_another_agency(by: By, action: Action) -> bool:
    return by.reader.can(Can.APPROVE) and not by.owns(action)


#: Who may change each field; what is not here nobody may.
WHO: dict[str, Callable[[By, Action], bool]] = {
    "text": _board,
    "due": _board,
    "measure": _board,
    "early": _board,
    "owner": _agency_or_board,
    "lead": _agency_or_board,
    "policy": _agency_or_board,
    "response": _agency_or_editor,
    "passed_to": _agency_or_editor,
    "delivery": _agency_or_editor,
    "note": _agency_or_board,
    "evidence": _agency_or_board,
    "struck": _agency_or_board,
    "challenge": _board_of_another_agency,
    "answer": _agency,
    "assurance": _board_of_another_agency,
    "closure": _approver_of_another_agency,
    "successor": _approver_of_another_agency,
    "sustained": _board_of_another_agency,
    "known_reviews": _board_of_another_agency,
}

#: What may still be done to an action that is closed.
AFTER_CLOSURE = frozenset(
    {"note", "evidence", "policy", "sustained", "closure", "challenge", "answer",
     "known_reviews", "owner", "lead"}
)  # fmt: skip


def may(by: By, action: Action, field: str) -> bool:
    """Say whether somebody may change a field of an action at all."""
    allowed = field in WHO and WHO[field](by, action)
    return allowed and (action.is_open or field in AFTER_CLOSURE)


#: Why somebody may not.
REFUSED: dict[Callable[[By, Action], bool], str] = {
    _agency: "Only the agency that is asked can do this.",
    _agency_or_editor: "Only the agency that is asked can do this.",
    _board: "Only the board can do this.",
    _agency_or_board: "Only the agency that is asked and the board can do this.",
    _board_of_another_agency: "This is for the board to say, and never for the agency"
    " whose action it is.",
    _approver_of_another_agency: "Only an approver of the board can do this, from"
    " another agency than the one whose action it is.",
}

#: What happens when its time has come writes itself down under this name.
CLOCK = By("clock", Reader("", frozenset(), frozenset()))
#: The moves that time alone makes, and no others.
BY_TIME: Mapping[str, str] = {"assurance": Assurance.PLAN_NOT_ACCEPTABLE}


def refusal(by: By, action: Action, field: str, value: str) -> str:
    """Say why somebody may not set a field to a value; nothing when they may."""
    if by.who == CLOCK.who:
        by_time = action.is_open and BY_TIME.get(field) == value
        return "" if by_time else "Time alone does not change this."
    if field not in WHO:
        return "This is not changed in this way."
    if not WHO[field](by, action):
        return REFUSED[WHO[field]]
    if not may(by, action, field):
        return "The action is closed. The board opens it again first."
    return ""
