"""The four fields of an action, and the moves that each of them allows.

The model is that of bodies which never let the owner close its own item and never mix
"agreed", "done" and "works" (`docs/decisions/0012-four-fields.md`).
"""

from __future__ import annotations

from enum import StrEnum


class Response(StrEnum):
    """What the agency says to what is asked of it."""

    AWAITED = "awaited"
    ACCEPTED = "accepted"
    IN_PART = "accepted-in-part"
    ANOTHER_ROUTE = "accepted-by-another-route"
    IN_PLACE = "already-in-place"
    NOT_ACCEPTED = "not-accepted"
    ANOTHER_BODY = "for-another-body"
    NONE = "no-response"


class Delivery(StrEnum):
    """How far the agency is with doing it."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DELIVERED = "delivered"
    STOPPED = "stopped"


class Assurance(StrEnum):
    """What the board thinks of the plan, and then of what it achieved."""

    NOT_ASSESSED = "not-assessed"
    PLAN_ACCEPTABLE = "plan-acceptable"
    PLAN_NOT_ACCEPTABLE = "plan-not-acceptable"
    EVIDENCED = "evidenced"
    IN_PART = "evidenced-in-part"
    NOT_EVIDENCED = "not-evidenced"


class Closure(StrEnum):
    """Whether the board has closed it, and how."""

    OPEN = "open"
    MET = "met"
    ANOTHER_ROUTE = "met-by-another-route"
    EXCEEDED = "exceeded"
    NOT_MET = "not-met"
    RECONSIDERED = "reconsidered"
    OVERTAKEN = "overtaken"
    SUPERSEDED = "superseded"


class Sustained(StrEnum):
    """Whether what was met has lasted."""

    NOT_ASKED = "not-asked"
    DUE = "due"
    SUSTAINED = "sustained"
    SLIPPED = "slipped"


class Kind(StrEnum):
    """What a piece of evidence is."""

    AUDIT = "audit"
    OBSERVATION = "practice-observation"
    DATA = "data"
    CHILD = "voice-of-the-child"
    FAMILY = "voice-of-the-family"
    SURVEY = "staff-survey"
    SUPERVISION = "supervision-record"
    POLICY = "policy-text"
    TRAINING = "training-record"
    OTHER = "other"


#: That a text was written or people were trained does not show that practice changed.
NOT_ENOUGH = frozenset({Kind.POLICY, Kind.TRAINING})

#: Responses with which the agency takes it on.
TAKEN_ON = frozenset(
    {Response.ACCEPTED, Response.IN_PART, Response.ANOTHER_ROUTE, Response.IN_PLACE}
)
MET = frozenset({Closure.MET, Closure.ANOTHER_ROUTE, Closure.EXCEEDED})
#: Closures that say nothing of success, and are left out of its rate.
PASSED = frozenset({Closure.RECONSIDERED, Closure.OVERTAKEN, Closure.SUPERSEDED})

_ANSWERS = frozenset(Response) - {Response.AWAITED}
#: That no answer came is said only while none has come.
_SILENCE = frozenset({Response.NONE})
_JUDGED = frozenset(Assurance) - {Assurance.NOT_ASSESSED}

#: From each value, the values that may come next. A field that is not here is free.
NEXT: dict[str, dict[str, frozenset[str]]] = {
    "response": {
        one: frozenset(_ANSWERS - {one, *(_SILENCE if one in _ANSWERS else ())})
        for one in Response
    },
    "delivery": {
        Delivery.NOT_STARTED: frozenset(Delivery) - {Delivery.NOT_STARTED},
        Delivery.IN_PROGRESS: frozenset({Delivery.DELIVERED, Delivery.STOPPED}),
        Delivery.DELIVERED: frozenset({Delivery.IN_PROGRESS}),
        Delivery.STOPPED: frozenset({Delivery.IN_PROGRESS}),
    },
    "assurance": {one: frozenset(_JUDGED - {one}) for one in Assurance},
    "closure": {
        Closure.OPEN: frozenset(Closure) - {Closure.OPEN},
        **{one: frozenset({Closure.OPEN}) for one in set(Closure) - {Closure.OPEN}},
    },
    "sustained": {
        Sustained.NOT_ASKED: frozenset(),
        Sustained.DUE: frozenset({Sustained.SUSTAINED, Sustained.SLIPPED}),
        Sustained.SUSTAINED: frozenset({Sustained.SLIPPED}),
        Sustained.SLIPPED: frozenset(),
    },
}

#: Values that are not taken without words that say why.
WORDS_NEEDED: dict[str, frozenset[str]] = {
    "response": frozenset(
        {
            Response.NOT_ACCEPTED,
            Response.ANOTHER_BODY,
            Response.ANOTHER_ROUTE,
            Response.NONE,
        }
    ),
    "delivery": frozenset({Delivery.STOPPED}),
    "assurance": frozenset(
        {Assurance.PLAN_NOT_ACCEPTABLE, Assurance.NOT_EVIDENCED, Assurance.IN_PART}
    ),
    "closure": frozenset(Closure) - {Closure.MET},
    "sustained": frozenset({Sustained.SUSTAINED, Sustained.SLIPPED}),
}
