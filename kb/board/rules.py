"""Who may change what of an action, and what must hold before it: the board's rules.

Each rule stands here once, as a table or as one function, and is tested as a table. A
page asks `may` to decide which forms to show and `problems` never lets through what a
form forgot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.access import Can
from kb.board.states import (
    MET,
    NEXT,
    PASSED,
    WORDS_NEEDED,
    Assurance,
    Closure,
    Delivery,
    Response,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kb.access import Reader
    from kb.board.action import Action


@dataclass(frozen=True, slots=True)
class By:
    """Who makes a change."""

    who: str
    """`person:UID`, `os:NAME`, or `clock` for what falls due by itself."""
    reader: Reader

    def owns(self, action: Action) -> bool:
        """Say whether the action is asked of their own agency."""
        return self.reader.agency == action.of.agency


def _agency(by: By, action: Action) -> bool:
    return by.owns(action) and by.reader.can(Can.ANSWER)


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
    return WHO[field](by, action) and (action.is_open or field in AFTER_CLOSURE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to change in one go."""

    values: Mapping[str, str]
    """New values by field, as a change writes them."""
    words: str = ""
    """Why."""
    minute: str = ""
    """The minute that decided it."""


def problems(by: By, action: Action, wanted: Wanted) -> dict[str, str]:
    """Say by field why a change cannot be made; nothing when it can."""
    found: dict[str, str] = {}
    for field, value in wanted.values.items():
        said = _of_field(by, action, field, value, wanted)
        if said:
            found[field] = said
    if "closure" in wanted.values and not found:
        found |= _of_closure(action, wanted)
    return found


def _of_field(by: By, action: Action, field: str, value: str, wanted: Wanted) -> str:
    if not WHO[field](by, action):
        return REFUSED[WHO[field]]
    if not may(by, action, field):
        return "The action is closed. The board opens it again first."
    if field in NEXT and value not in NEXT[field][str(getattr(action, field))]:
        return "This cannot follow on what stands there now."
    if value in WORDS_NEEDED.get(field, ()) and not wanted.words.strip():
        return "Say why, in a sentence."
    if field in _MORE:
        return _MORE[field](by, action, value, wanted)
    return ""


def _response(by: By, action: Action, value: str, wanted: Wanted) -> str:
    if value == Response.ANOTHER_BODY and not wanted.values.get("passed_to"):
        return "Say which body it is for."
    return _told(by, action, wanted)


def _delivery(by: By, action: Action, value: str, wanted: Wanted) -> str:
    if value == Delivery.DELIVERED and not action.is_taken_on:
        return "Answer first whether your agency takes this on."
    return _told(by, action, wanted)


def _told(by: By, action: Action, wanted: Wanted) -> str:
    if not _agency(by, action) and not wanted.words.strip():
        return "Say where the agency told the board so."
    return ""


def _assurance(_: By, action: Action, value: str, __: Wanted) -> str:
    if value in {Assurance.EVIDENCED, Assurance.IN_PART} and not action.evidence:
        return "There is no evidence yet. Add it first."
    return ""


def _successor(_: By, action: Action, value: str, __: Wanted) -> str:
    return "An action cannot take its own place." if value == action.uid else ""


_MORE: dict[str, Callable[[By, Action, str, Wanted], str]] = {
    "response": _response,
    "delivery": _delivery,
    "assurance": _assurance,
    "successor": _successor,
}

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


def _of_closure(action: Action, wanted: Wanted) -> dict[str, str]:
    """Say why an action cannot be closed in this way, or opened again."""
    to = wanted.values["closure"]
    found: dict[str, str] = {}
    if not wanted.minute.strip():
        found["minute"] = "Name the minute of the meeting that decided it."
    if to in MET and (missing := missing_for_met(action)):
        found["closure"] = " ".join(missing)
    if to == Closure.SUPERSEDED and not wanted.values.get("successor"):
        found["successor"] = "Name the action that takes its place."
    return found


NO_EFFECT = (
    "No evidence shows practice. That a policy was written or a training held is not"
    " enough."
)


def missing_for_met(action: Action) -> tuple[str, ...]:
    """List in sentences what an action lacks before it can be closed as met."""
    lacks = (
        (
            action.delivery is not Delivery.DELIVERED,
            "The agency has not said that it is delivered.",
        ),
        (
            action.assurance is not Assurance.EVIDENCED,
            "The board has not found it evidenced.",
        ),
        (
            not action.shows_effect,
            NO_EFFECT,
        ),
        (bool(action.challenges), "A challenge of the board waits for an answer."),
    )
    return tuple(sentence for is_missing, sentence in lacks if is_missing)


def counts_as_success(action: Action) -> bool | None:
    """Say whether a closed action is a success; None when it says nothing of that."""
    if action.is_open or action.closure in PASSED:
        return None
    return action.closure in MET
