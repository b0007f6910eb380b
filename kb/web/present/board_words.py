"""The words for the figures of the dashboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.board.brag import Colour

if TYPE_CHECKING:
    from collections.abc import Mapping

FIGURES: Mapping[str, str] = {
    "asked": "Asked for so far",
    "open": "Open",
    "in-time": "Open and in time",
    "at-risk": "At risk",
    "off-course": "Off course",
    "overdue": "Overdue",
    "done": "Delivered, evidence not yet accepted",
    "evidenced": "Found evidenced by the board",
    "met": "Closed as met",
    "check-due": "Due for the check that it lasted",
    "sustained": "Found to have lasted",
    "slipped": "Has slipped after it was met",
    "not-met": "Closed as not met, the risk accepted",
    "left-out": "Left out: reconsidered, overtaken, superseded or passed on",
}

#: What needs the board: of one action, and of several.
NEEDS: Mapping[str, tuple[str, str]] = {
    "done": (
        "is delivered and waits for the board to weigh the evidence",
        "are delivered and wait for the board to weigh the evidence",
    ),
    "no-progress": (
        "plan has no note on progress for two reporting cycles",
        "plans have no note on progress for two reporting cycles",
    ),
    "answer-overdue": ("answer is overdue", "answers are overdue"),
    "not-accepted": (
        "was not accepted by the agency",
        "were not accepted by the agency",
    ),
    "plan-not-acceptable": (
        "plan is not acceptable to the board",
        "plans are not acceptable to the board",
    ),
    "not-evidenced": (
        "was found not evidenced",
        "were found not evidenced",
    ),
    "check-due": (
        "is due for the check that it lasted",
        "are due for the check that they lasted",
    ),
    "challenged": (
        "challenge of the board waits for an answer",
        "actions have a challenge that waits for an answer",
    ),
    "without-owner": ("open action has no owner", "open actions have no owner"),
    "without-measure": (
        "open action has no measure of impact",
        "open actions have no measure of impact",
    ),
}

#: The columns of bars: the colour, the head of its column, and what it means.
COLOURS: tuple[tuple[Colour, str, str], ...] = (
    (Colour.BLUE, "Closed", "closed as met"),
    (Colour.GREEN, "In time", "open, in time, and reported on"),
    (Colour.AMBER, "At risk", "due soon, not reported on, or evidenced in part"),
    (
        Colour.RED,
        "Off course",
        "overdue, not answered, not accepted, stopped, not evidenced or slipped",
    ),
    (Colour.GREY, "Left out", "reconsidered, overtaken, superseded or passed on"),
)

STEPS: Mapping[str, str] = {
    "response": "The agency answers",
    "delivery": "It is delivered",
    "assurance": "The board finds it evidenced",
}

TILES: Mapping[str, str] = {
    "overdue": "overdue",
    "in-time": "open and in time",
    "done": "delivered, evidence not yet accepted",
    "met": "closed as met, with evidence",
}
