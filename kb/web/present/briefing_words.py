"""How briefings of staff are said: how they were done, and how they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.training.briefed import How, State
from kb.web.present.words import day, plural

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kb.training.briefed import Briefing

HOW: Mapping[How, str] = {
    How.TEAM_MEETING: "Team meeting",
    How.SUPERVISION: "Supervision",
    How.COURSE: "Course",
    How.EMAIL: "E-mail",
    How.NEWSLETTER: "Newsletter",
    How.OTHER: "Another way",
}
STATES: Mapping[State, str] = {
    State.OVERDUE: "Overdue",
    State.WAITING: "Asked",
    State.CONFIRMED: "Confirmed",
    State.NOTHING: "Not asked",
}
#: The pattern with which each stands, as in `board/_mark.html`.
_COLOURS: Mapping[State, str] = {
    State.OVERDUE: "red",
    State.WAITING: "amber",
    State.CONFIRMED: "green",
    State.NOTHING: "grey",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a briefing stands: its mark, a word, and what more there is to say."""

    colour: str
    words: str
    more: str


NOTHING = Standing(_COLOURS[State.NOTHING], STATES[State.NOTHING], "")


def standing(briefing: Briefing | None, today: date) -> Standing:
    """Say how a briefing stands on a day."""
    if briefing is None:
        return NOTHING
    state = briefing.state(today)
    return Standing(_COLOURS[state], STATES[state], _more(briefing, state, today))


def _more(briefing: Briefing, state: State, today: date) -> str:
    if state is State.CONFIRMED:
        return f"{how_many(briefing.count, briefing.staff)} by {last_day(briefing)}"
    if briefing.asked is None:
        return ""
    due = day(briefing.asked.due)
    if state is State.OVERDUE:
        late = plural((today - briefing.asked.due).days, "day")
        return f"was due by {due}, {late} ago"
    return f"due by {due}"


def how_many(count: int, staff: int) -> str:
    """Say how many were briefed: 34 of 40, or 34."""
    return f"{count:,} of {staff:,}" if staff else f"{count:,}"


def last_day(briefing: Briefing) -> str:
    """Say by when all of those had been briefed who were."""
    return day(max(one.day for one in briefing.answers))
