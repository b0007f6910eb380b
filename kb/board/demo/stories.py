"""Stories of what became of an action: done, late, slipped, refused, come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.board.demo.beats import (
    answer,
    asked,
    chair,
    challenge,
    editor,
    lead,
    moved,
    note,
    proof,
)
from kb.board.states import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.board.demo.beats import Beat, Story


def _met(start: int, closed: int, minute: str = "Board, minute 6.1") -> Story:
    """Tell of what went well, from being asked to being met."""
    middle = (start + closed) // 2
    return (
        asked(start, closed + 5),
        lead(start + 4, response="accepted"),
        chair(start + 8, assurance="plan-acceptable"),
        lead(middle - 6, delivery="in-progress"),
        note(
            middle - 6, "Teams were briefed, and two in three records show the change"
        ),
        lead(closed - 9, delivery="delivered"),
        proof(
            closed - 8,
            Kind.AUDIT,
            "Audit of twenty records from three teams",
            "Seventeen of twenty show the child's own words, up from nine",
        ),
        chair(closed - 2, assurance="evidenced"),
        chair(closed, closure="met", minute=minute),
    )


def _begun(start: int, due: int, *more: Beat) -> Story:
    """Tell of what was accepted and is being done."""
    return (
        asked(start, due),
        lead(start + 12, response="accepted"),
        chair(start + 24, assurance="plan-acceptable"),
        lead(start + 26, delivery="in-progress"),
        *more,
    )


#: Stories by what they are about.
STORIES: Mapping[str, Story] = {
    "it lasted": (
        *_met(-424, -398),
        chair(-28, "A second audit shows the same", sustained="sustained"),
    ),
    "it slipped and was opened again": (
        *_met(-422, -396),
        chair(-24, "Only six of twenty records show it now", sustained="slipped"),
        note(-10, "New staff were not told; supervision now asks for it each month"),
    ),
    "a check is due": _met(-420, -390),
    "met and not due for a check": _met(-300, -150, "Board, minute 9.2"),
    "met more than was asked": (
        *_met(-260, -120)[:-1],
        chair(
            -118,
            "Every team does it, and so do two neighbouring services",
            "Board, minute 9.4",
            closure="exceeded",
        ),
    ),
    "met by another route": (
        asked(-330, -200),
        lead(
            -310,
            "The new record system asks for it",
            response="accepted-by-another-route",
        ),
        lead(-220, delivery="delivered"),
        proof(-215, Kind.DATA, "Share of visits with the question answered, by month"),
        chair(-190, assurance="evidenced"),
        chair(
            -185,
            "Done by the record system and not by training",
            "Board, minute 7.3",
            closure="met-by-another-route",
        ),
    ),
    "in time": _begun(-80, 75, note(-12, "Half of the teams have begun")),
    "due soon": _begun(-150, 18, note(-40, "The form is with the printers")),
    "stale": _begun(-200, 60, note(-130, "A first draft was discussed")),
    "a plan without a note": (
        asked(-330, 40),
        lead(-315, response="accepted"),
        chair(-300, assurance="plan-acceptable"),
    ),
    "overdue, and taken up with the chair": _begun(
        -240,
        -75,
        note(-110, "Recruitment to the post is delayed"),
        challenge(-60, "What keeps children safe until the post is filled?"),
        answer(-52, "Managers cover the meetings in turn until then"),
        note(-30, "The post is advertised again"),
    ),
    "overdue for some days": _begun(
        -120, -9, note(-20, "The last team begins next week")
    ),
    "more time was given": _begun(
        -210,
        -70,
        moved(-72, 45, "The board agreed: the guidance came out late"),
        note(-15, "The guidance is being put into the procedure"),
    ),
    "no answer": (asked(-65, 25),),
    "nobody ever answered": (
        asked(-190, -60),
        editor(-90, "Two letters were not answered", response="no-response"),
    ),
    "training alone": (
        *_begun(-260, -45),
        lead(-50, delivery="delivered"),
        proof(-48, Kind.TRAINING, "Forty-one people attended a half-day course"),
        proof(-47, Kind.POLICY, "The revised procedure, version 4"),
        chair(
            -20,
            "People were told; whether they do it is not shown",
            assurance="evidenced-in-part",
        ),
        challenge(-19, "How will we know that practice has changed?"),
    ),
    "delivered, and nothing changed": (
        *_begun(-280, -70),
        lead(-75, delivery="delivered"),
        proof(-66, Kind.SURVEY, "Staff survey, 112 answers"),
        chair(-33, "One in four had heard of it", assurance="not-evidenced"),
    ),
    "not accepted, and the board agreed": (
        asked(-310, -100),
        lead(
            -290,
            "Another duty covers it already, and a second form would delay visits",
            response="not-accepted",
        ),
        chair(
            -250,
            "The board was persuaded",
            "Board, minute 5.5",
            closure="reconsidered",
        ),
    ),
    "not accepted": (
        asked(-140, 30),
        lead(-100, "There is no money for it this year", response="not-accepted"),
        challenge(-70, "Which risk to children do you accept by that?"),
    ),
    "for another body": (
        asked(-130, 60),
        lead(
            -115,
            "The service is commissioned by the council",
            response="for-another-body",
            passed_to="The commissioners of the service",
        ),
    ),
    "stopped": _begun(
        -220, 20, lead(-35, "The team was merged into another", delivery="stopped")
    ),
    "the risk was accepted": (
        *_begun(-400, -220),
        chair(
            -160,
            "The system cannot be changed before it is replaced in two years",
            "Board, minute 8.1",
            closure="not-met",
        ),
    ),
    "overtaken": (
        *_begun(-380, -190),
        chair(
            -205,
            "New statutory guidance asks for more than this did",
            "Board, minute 7.1",
            closure="overtaken",
        ),
    ),
    "already in place": (
        asked(-170, -80),
        lead(-160, response="already-in-place"),
        lead(-159, delivery="delivered"),
        chair(-120, assurance="plan-acceptable"),
        challenge(-119, "Please show us that it is used"),
        answer(-105, "An audit is under way"),
        proof(-85, Kind.OBSERVATION, "Six visits observed by a practice educator"),
        chair(-40, assurance="evidenced"),
    ),
    "begun at once": (
        asked(-45, 30, early="yes"),
        lead(-44, response="accepted", delivery="in-progress"),
        note(-14, "Every team was told by its manager within a week"),
    ),
}
#: Stories whose closure is forgotten by a later review: the alarm is raised.
COMES_BACK = ("met and not due for a check", "a check is due")

TEXTS = (
    "Ask the question at every visit and write the answer down in the child's words",
    "Put the question into supervision, each month, for every child on a plan",
    "Change the referral form so that who lives in the home is always named",
    "Hold a case discussion when two services see the same family differently",
    "Give each team a lead who looks at five records a month and tells what they saw",
    "Bring practitioners and parents together to rewrite the advice that is handed out",
    "Let a second manager look before a case is closed",
    "Agree with partners who calls whom, and by when, and try it out twice a year",
)
MEASURES = (
    "Share of sampled records with the child's own words, each quarter",
    "Days from referral to the first visit",
    "Families who say that they were asked, of those who were",
    "Repeat referrals within six months",
)
OWNERS = ("team manager", "named nurse", "detective sergeant", "head of service", "")
