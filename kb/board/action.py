"""An action as it stands on some day: a frozen value, folded from its changes.

`step` is the one place that says what a change does. The row of an action keeps the
outcome for now; for a day in the past the changes up to it are folded again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kb.board.states import (
    NOT_ENOUGH,
    TAKEN_ON,
    Assurance,
    Closure,
    Delivery,
    Kind,
    Response,
    Sustained,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Identity:
    """Which action it is; this never changes."""

    uid: str
    document: str
    """Key of the review or lesson that asks for it."""
    recommendation: str
    """Such as R1; empty for what a lesson asks."""
    agency: str
    number: int
    created: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What one agency does about one recommendation or lesson."""

    of: Identity
    version: int
    """How many changes there were."""

    text: str = ""
    """What the agency will do."""
    owner: str = ""
    """Who does it: `person:UID`, or a name as typed."""
    lead: str = ""
    """Who answers for it in the agency: `person:UID`, or a name as typed."""
    due: date | None = None
    measure: str = ""
    """How it will be seen that children are better off, chosen at the start."""
    early: bool = False
    """True when the agency acts before the review is published."""
    policy: str = ""
    """The policy update that it produced: `policies/ID` or `policies/ID#N`."""

    response: Response = Response.AWAITED
    delivery: Delivery = Delivery.NOT_STARTED
    assurance: Assurance = Assurance.NOT_ASSESSED
    closure: Closure = Closure.OPEN
    sustained: Sustained = Sustained.NOT_ASKED
    check_due: date | None = None
    """The day of the sustained check."""
    minute: str = ""
    """The minute that closed it, or opened it again."""
    successor: str = ""
    """The uid of the action that took its place."""
    passed_to: str = ""
    """The agency that a response names as the right one."""

    evidence: tuple[tuple[str, str], ...] = ()
    """Uid and kind of each piece of evidence that stands."""
    challenges: tuple[str, ...] = ()
    """Uids of challenges that wait for an answer."""
    known_reviews: tuple[str, ...] = ()
    """Keys of the reviews that taught the same when the board last looked."""
    noted: date | None = None
    """The day of the last note on progress."""
    answered: date | None = None
    """The day of the first response."""
    delivered: date | None = None
    assured: date | None = None
    """The day on which the board last said what it thinks."""
    closed: date | None = None
    slips: int = 0
    """How many times it was met and did not last."""
    named: tuple[str, ...] = ()
    """Everybody who was ever named as its owner or lead."""

    @property
    def uid(self) -> str:
        """Give the random name of the action."""
        return self.of.uid

    @property
    def is_open(self) -> bool:
        """Say whether the board has not closed it."""
        return self.closure is Closure.OPEN

    @property
    def is_taken_on(self) -> bool:
        """Say whether the agency said that it does it."""
        return self.response in TAKEN_ON

    @property
    def shows_effect(self) -> bool:
        """Say whether any evidence is more than a text written or a training held."""
        return any(Kind(kind) not in NOT_ENOUGH for _, kind in self.evidence)


@dataclass(frozen=True, slots=True)
class Change:
    """One change, as the record has it."""

    field: str
    after: str
    on: date
    words: str = ""
    minute: str = ""


State = dict[str, Any]

#: Fields that a change sets to its new value, as text.
PLAIN = frozenset(
    {
        "text", "owner", "lead", "due", "measure", "early", "policy", "response",
        "delivery", "assurance", "closure", "sustained", "check_due", "successor",
        "passed_to",
    }
)  # fmt: skip


def step(state: State, change: Change) -> None:
    """Let one change happen to a state: texts, and lists of texts, by field."""
    name, day = change.field, change.on.isoformat()
    if name in PLAIN:
        state[name] = change.after
        _stamp(state, name, change.after, day)
        if name == "closure":
            state["minute"] = change.minute
    elif name in _LISTS:
        _LISTS[name](state, change)
    elif name == "note":
        state["noted"] = day


def _stamp(state: State, name: str, after: str, day: str) -> None:
    if name in {"owner", "lead"} and after:
        state["named"] = sorted({*state.get("named", []), after})
    elif name == "response" and after not in {Response.AWAITED, Response.NONE}:
        state.setdefault("answered", day)
    elif name == "delivery":
        state["delivered"] = day if after == Delivery.DELIVERED else ""
    elif name == "assurance":
        state["assured"] = day
    elif name == "closure":
        state["closed"] = "" if after == Closure.OPEN else day
    elif (name, after) == ("sustained", Sustained.SLIPPED):
        state["slips"] = state.get("slips", 0) + 1


def _evidence(state: State, change: Change) -> None:
    uid, _, kind = change.after.partition(" ")
    state["evidence"] = [*state.get("evidence", []), [uid, kind]]


def _struck(state: State, change: Change) -> None:
    kept = [one for one in state.get("evidence", []) if one[0] != change.after]
    state["evidence"] = kept


def _challenge(state: State, change: Change) -> None:
    state["challenges"] = [*state.get("challenges", []), change.after]


def _answer(state: State, change: Change) -> None:
    open_ = state.get("challenges", [])
    state["challenges"] = [uid for uid in open_ if uid != change.after]


def _known(state: State, change: Change) -> None:
    state["known_reviews"] = change.after.split()


_LISTS = {
    "evidence": _evidence,
    "struck": _struck,
    "challenge": _challenge,
    "answer": _answer,
    "known_reviews": _known,
}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


_READERS: dict[str, Any] = {
    "early": lambda text: text == "yes",
    "response": Response,
    "delivery": Delivery,
    "assurance": Assurance,
    "closure": Closure,
    "sustained": Sustained,
    "evidence": lambda rows: tuple((uid, kind) for uid, kind in rows),
    "challenges": tuple,
    "known_reviews": tuple,
    "named": tuple,
    **dict.fromkeys(
        ("due", "check_due", "noted", "answered", "delivered", "assured", "closed"),
        _day,
    ),
}


def read(of: Identity, version: int, state: Mapping[str, Any]) -> Action:
    """Make the value that a state is."""
    values = {
        name: _READERS[name](value) if name in _READERS else value
        for name, value in state.items()
    }
    return Action(of=of, version=version, **values)


def written(value: object) -> str:
    """Write a field's value as a change keeps it."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
