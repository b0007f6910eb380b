"""What an agency sees of its own actions: what to do next, on top."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board import ordering, wording
from kb.board.brag import is_overdue
from kb.board.rules import missing_for_met
from kb.board.waits import UNANSWERED, For, Said, waits_for
from kb.web.present.words import listed, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from kb.board.action import Action
    from kb.board.seen import Item
    from kb.web.present.tracker import Looking, Row

#: Heading of each group, and what to do next about an action in it.
GROUPS: Mapping[For, tuple[str, str]] = {
    For.CHALLENGE: (
        "The board asks, and waits for your answer",
        "Answer the board",
    ),
    For.OVERDUE: ("Overdue", "Say how far it is, or what holds it up"),
    For.RESPONSE: (
        "New, and waiting for your response",
        "Say whether your agency takes this on",
    ),
    For.WORK: ("Being done", "Note progress, add evidence, say when it is delivered"),
    For.BOARD: ("With the board", "Add evidence while the board weighs it"),
    For.NOTHING: ("Closed", "Nothing is asked of you now"),
}
#: What is said on top, of one and of several: what is late can wait for a word too.
_COUNTS: tuple[tuple[Callable[[Action, date], bool], str, str], ...] = (
    (
        lambda action, _: bool(action.challenges),
        "waits for an answer to the board",
        "wait for an answer to the board",
    ),
    (is_overdue, "is overdue", "are overdue"),
    (
        lambda action, _: action.is_open and action.response in UNANSWERED,
        "waits for your response",
        "wait for your response",
    ),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One action, as the agency needs it."""

    row: Row
    next: str
    mine: bool
    """True when who is looking is its owner or lead."""
    challenges: tuple[str, ...]
    thinks: str
    """What the board thinks, in words."""
    why: str
    missing: tuple[str, ...]
    """What is missing before the board can close it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Actions that wait for the same."""

    id: str
    heading: str
    cards: tuple[Card, ...]
    is_closed: bool


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """What stands on the page of an agency."""

    summary: str
    groups: tuple[Group, ...]


def agency_page(
    items: Sequence[Item], looking: Looking, said: Mapping[str, Said], who: str
) -> AgencyPage:
    """Set out the actions of an agency, the most pressing first."""
    parts: dict[For, list[Item]] = defaultdict(list)
    for item in ordering.ordered(items, looking.day):
        parts[waits_for(item.action, looking.day)].append(item)
    groups = tuple(
        Group(
            what,
            GROUPS[what][0],
            tuple(_cards(parts[what], what, looking, said, who)),
            what is For.NOTHING,
        )
        for what in For
        if parts[what]
    )
    summary = _summary([one.action for one in items], looking.day)
    return AgencyPage(summary, groups)


def _cards(
    items: Iterable[Item],
    what: For,
    looking: Looking,
    said: Mapping[str, Said],
    who: str,
) -> Iterable[Card]:
    for item in items:
        action, words = item.action, said.get(item.action.uid, Said())
        yield Card(
            row=looking.row(item),
            next=GROUPS[what][1],
            mine=who in {action.owner, action.lead},
            challenges=tuple(words.challenges.get(c, "") for c in action.challenges),
            thinks=wording.label("assurance", action.assurance),
            why=words.assurance,
            missing=missing_for_met(action) if action.is_open else (),
        )


def _summary(actions: Sequence[Action], day: date) -> str:
    open_ = sum(one.is_open for one in actions)
    found = (
        (sum(holds(one, day) for one in actions), one, several)
        for holds, one, several in _COUNTS
    )
    pressing = [f"{n} {one if n == 1 else several}" for n, one, several in found if n]
    if not (open_ or pressing):
        return "Nothing is asked of your agency now."
    first = plural(open_, "open action")
    return f"{first}: {listed(pressing)}." if pressing else f"{first}, none overdue."
