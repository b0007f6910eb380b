"""The words for every value of an action: one place for pages, files and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.board.brag import Colour
from kb.board.states import Assurance, Closure, Delivery, Kind, Response, Sustained

if TYPE_CHECKING:
    from collections.abc import Mapping

RESPONSE: Mapping[str, str] = {
    Response.AWAITED: "Awaited",
    Response.ACCEPTED: "Accepted",
    Response.IN_PART: "Accepted in part",
    Response.ANOTHER_ROUTE: "Accepted, by another route",
    Response.IN_PLACE: "Already in place (evidence asked)",
    Response.NOT_ACCEPTED: "Not accepted",
    Response.ANOTHER_BODY: "For another body",
    Response.NONE: "No response",
}

DELIVERY: Mapping[str, str] = {
    Delivery.NOT_STARTED: "Not started",
    Delivery.IN_PROGRESS: "In progress",
    Delivery.DELIVERED: "Delivered",
    Delivery.STOPPED: "Stopped",
}

ASSURANCE: Mapping[str, str] = {
    Assurance.NOT_ASSESSED: "Not assessed",
    Assurance.PLAN_ACCEPTABLE: "Plan acceptable",
    Assurance.PLAN_NOT_ACCEPTABLE: "Plan not acceptable",
    Assurance.EVIDENCED: "Evidenced",
    Assurance.IN_PART: "Evidenced in part",
    Assurance.NOT_EVIDENCED: "Not evidenced",
}

CLOSURE: Mapping[str, str] = {
    Closure.OPEN: "Open",
    Closure.MET: "Closed as met",
    Closure.ANOTHER_ROUTE: "Closed as met by another route",
    Closure.EXCEEDED: "Closed as exceeded",
    Closure.NOT_MET: "Closed as not met (risk accepted)",
    Closure.RECONSIDERED: "Closed as reconsidered",
    Closure.OVERTAKEN: "Closed as overtaken by events",
    Closure.SUPERSEDED: "Closed, another action takes its place",
}

SUSTAINED: Mapping[str, str] = {
    Sustained.NOT_ASKED: "Not asked yet",
    Sustained.DUE: "Check due",
    Sustained.SUSTAINED: "Sustained",
    Sustained.SLIPPED: "Slipped",
}

KIND: Mapping[str, str] = {
    Kind.AUDIT: "Audit",
    Kind.OBSERVATION: "Observation of practice",
    Kind.DATA: "Figures",
    Kind.CHILD: "Voice of the child",
    Kind.FAMILY: "Voice of the family",
    Kind.SURVEY: "Survey of staff",
    Kind.SUPERVISION: "Records of supervision",
    Kind.POLICY: "Text of a policy or procedure",
    Kind.TRAINING: "Record of training",
    Kind.OTHER: "Something else",
}

COLOUR: Mapping[str, str] = {
    Colour.BLUE: "Blue",
    Colour.RED: "Red",
    Colour.AMBER: "Amber",
    Colour.GREEN: "Green",
    Colour.GREY: "Grey",
}

#: What the lists of `kb.board.choosing` are called.
ONLY: Mapping[str, str] = {
    "overdue": "Overdue",
    "stale": "No note on progress for a reporting cycle",
    "came-back": "Closed as met, and it has come back",
    "check-due": "Due for the check that it lasted",
    "challenged": "A challenge waits for an answer",
    "slipped": "Has slipped after it was met",
    "no-progress": "No note on progress for two reporting cycles",
    "met": "Closed as met, in whatever way",
    "answered": "Answered by the agency",
    "unanswered": "Open, and waits for the agency's answer",
    "answer-overdue": "The agency's answer is overdue",
    "answered-late": "Answered late, or the answer is overdue",
    "undelivered": "Open, and waits to be delivered",
    "unassured": "Open, and waits for the board to find it evidenced",
    "done": "Delivered, evidence not yet accepted",
    "without-owner": "Open without an owner",
    "without-measure": "Open without a measure of impact",
    "without-evidence": "Without any evidence",
    "asked-in-year": "Asked for in the board's year",
    "answered-in-year": "Answered in the board's year",
    "delivered-in-year": "Delivered in the board's year",
    "evidenced-in-year": "Found evidenced in the board's year",
    "closed-in-year": "Closed in the board's year",
}

#: The values of each field that has a list of them.
VALUES: Mapping[str, Mapping[str, str]] = {
    "response": RESPONSE,
    "delivery": DELIVERY,
    "assurance": ASSURANCE,
    "closure": CLOSURE,
    "sustained": SUSTAINED,
    "kind": KIND,
    "colour": COLOUR,
    "only": ONLY,
}

#: What each field of an action is called, at the head of a column or a form.
FIELDS: Mapping[str, str] = {
    "text": "What the agency will do",
    "owner": "Owner",
    "lead": "Lead in the agency",
    "due": "Due",
    "measure": "Measure of impact",
    "early": "Early action",
    "policy": "Policy update produced",
    "response": "Response",
    "delivery": "Delivery",
    "assurance": "Assurance",
    "closure": "Closure",
    "sustained": "Sustained check",
    "check_due": "Check due",
    "minute": "Minute",
    "successor": "Replaced by",
    "passed_to": "For this body",
    "evidence": "Evidence",
    "colour": "Standing",
    "agency": "Agency",
    "recommendation": "Recommendation",
    "document": "Asked by",
    "note": "Note on progress",
    "challenge": "Challenge by the board",
    "answer": "Answer of the agency",
    "struck": "Evidence struck out",
    "known_reviews": "Looked at again",
}


def label(field: str, value: str) -> str:
    """Say a value of a field in plain words; a value that is free stands as it is."""
    if field == "early":
        return "Yes, before the review is published" if value else "No"
    return VALUES.get(field, {}).get(value, value)
