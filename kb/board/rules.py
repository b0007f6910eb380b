"""What must hold before an action changes: the board's rules.

Each rule stands once, here or in `who`, as a table or as one function, and is tested
as a table. A page asks `may` to decide which forms to show, and `problems` never lets
through what a form forgot.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kb.board.states import (
    MET,
    NEXT,
    PASSED,
    TAKEN_ON,
    WORDS_NEEDED,
    Assurance,
    Closure,
    Delivery,
    Response,
)
from kb.board.who import WHO, By, may, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kb.board.action import Action

__all__ = [
    "WHO",
    "By",
    "Wanted",
    "counts_as_success",
    "may",
    "missing_for_met",
    "problems",
    "problems_at_the_start",
]

#: Fields that `change` sets; what is said beside them has a verb of its own.
CHANGED = frozenset(WHO) - {
    "note", "evidence", "struck", "challenge", "answer", "known_reviews"
}  # fmt: skip
_LONGEST_MINUTE = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to change in one go."""

    values: Mapping[str, str]
    """New values by field, as a change writes them."""
    words: str = ""
    """Why."""
    minute: str = ""
    """The minute that decided it."""


@dataclass(frozen=True, slots=True)
class _Move:
    """A change that somebody wants to make, and what it would come to."""

    by: By
    action: Action
    wanted: Wanted
    outcome: Action


def problems(by: By, action: Action, wanted: Wanted) -> dict[str, str]:
    """Say by field why a change cannot be made; nothing when it can."""
    found = {
        field: said
        for field, value in wanted.values.items()
        if (said := _alone(by, action, field, value, wanted))
    }
    fine = {name: to for name, to in wanted.values.items() if name not in found}
    move = _Move(by, action, wanted, _outcome(action, fine))
    for field, value in fine.items():
        if field in _MORE and (said := _MORE[field](move, value)):
            found[field] = said
    if len(wanted.minute) > _LONGEST_MINUTE:
        found["minute"] = f"Use no more than {_LONGEST_MINUTE} characters."
    if "closure" in wanted.values and not found:
        found |= _of_closure(move)
    return found


def problems_at_the_start(values: Mapping[str, str]) -> dict[str, str]:
    """Say by field what a new action cannot begin with."""
    found = {name: _SHAPES[name](values[name]) for name in values if name in _SHAPES}
    return {name: said for name, said in found.items() if said}


def _alone(by: By, action: Action, field: str, value: str, wanted: Wanted) -> str:
    """Say what is wrong with one field, whatever the others become."""
    refused = refusal(by, action, field, value)
    if refused or field not in CHANGED:
        return refused or "This is not changed in this way."
    if field in NEXT and value not in NEXT[field][str(getattr(action, field))]:
        return "This cannot follow on what stands there now."
    if value in WORDS_NEEDED.get(field, ()) and not wanted.words.strip():
        return "Say why, in a sentence."
    return _SHAPES[field](value) if field in _SHAPES else ""


def _outcome(action: Action, values: Mapping[str, str]) -> Action:
    """Give the action as it would be."""
    return replace(
        action,
        response=Response(values.get("response", action.response)),
        delivery=Delivery(values.get("delivery", action.delivery)),
        assurance=Assurance(values.get("assurance", action.assurance)),
    )


def _day(value: str) -> str:
    try:
        right = not value or date.fromisoformat(value).isoformat() == value
    except ValueError:
        right = False
    return "" if right else "Write a day as in 2026-03-31."


#: How a value is written.
_SHAPES: dict[str, Callable[[str], str]] = {
    "due": _day,
    "early": lambda value: "" if value in {"", "yes"} else "Say yes or nothing.",
}


def _response(move: _Move, value: str) -> str:
    body = move.wanted.values.get("passed_to") or move.action.passed_to
    if value == Response.ANOTHER_BODY and not body:
        return "Say which body it is for."
    if value == Response.NONE and move.by.is_asked(move.action):
        return "Only the board says that no answer came."
    if move.outcome.delivery is Delivery.DELIVERED and value not in TAKEN_ON:
        return "It stands here as delivered. Say first that it is not."
    return _told(move)


def _delivery(move: _Move, value: str) -> str:
    if value == Delivery.DELIVERED and not move.outcome.is_taken_on:
        return "Answer first whether your agency takes this on."
    return _told(move)


def _told(move: _Move) -> str:
    """Ask an editor, who writes down what an agency told, where it did."""
    if not move.by.is_asked(move.action) and not move.wanted.words.strip():
        return "Say where the agency told the board so."
    return ""


def _assurance(move: _Move, value: str) -> str:
    found = value in {Assurance.EVIDENCED, Assurance.IN_PART}
    if found and not move.action.evidence:
        return "There is no evidence yet. Add it first."
    return ""


def _sustained(move: _Move, _: str) -> str:
    if "closure" in move.wanted.values:
        return "Say by itself whether it has lasted."
    return ""


def _successor(move: _Move, value: str) -> str:
    if value == move.action.uid:
        return "An action cannot take its own place."
    if move.wanted.values.get("closure") != Closure.SUPERSEDED:
        return "Only an action that is superseded has another in its place."
    return ""


#: What each field asks of the whole move.
_MORE: dict[str, Callable[[_Move, str], str]] = {
    "response": _response,
    "delivery": _delivery,
    "assurance": _assurance,
    "sustained": _sustained,
    "successor": _successor,
}


def _of_closure(move: _Move) -> dict[str, str]:
    """Say why an action cannot be closed in this way, or opened again."""
    to = move.wanted.values["closure"]
    found: dict[str, str] = {}
    if not move.wanted.minute.strip():
        found["minute"] = "Name the minute of the meeting that decided it."
    if to in MET and (missing := missing_for_met(move.outcome)):
        found["closure"] = " ".join(missing)
    if to == Closure.SUPERSEDED and not _successor_of(move):
        found["successor"] = "Name the action that takes its place."
    return found


def _successor_of(move: _Move) -> str:
    return move.wanted.values.get("successor", move.action.successor)


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
