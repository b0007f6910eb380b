"""What happens to actions by itself, because its time has come.

One thing only: a plan that nobody reported on. That an agency did not answer is for
people to say; a date that went by shows by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.board import records
from kb.board.actions import Tracker
from kb.board.months import later
from kb.board.rules import Wanted
from kb.board.states import Assurance, Delivery, Response
from kb.board.who import CLOCK
from kb.errors import ChangedMeanwhileError, InvalidInputError

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from kb.board.action import Action
    from kb.content.settings import Tracking

#: Reporting cycles without a note after which a plan is not acceptable any more.
CYCLES = 2
WORDS = "No note on progress came for two reporting cycles."


def tick(session: Session, now: datetime, tracking: Tracking) -> tuple[str, ...]:
    """Let plans that nobody reported on fall back; give the uids of the actions.

    Running it again changes nothing. Who changes an action at this moment wins; the
    next run looks at it again.
    """
    tracker = Tracker(session, now, CLOCK, tracking)
    fell: list[str] = []
    for action in records.now(session):
        if is_quiet(action, now.date(), tracking):
            wanted = Wanted({"assurance": Assurance.PLAN_NOT_ACCEPTABLE}, WORDS)
            try:
                tracker.change(action.uid, action.version, wanted)
            except (ChangedMeanwhileError, InvalidInputError):
                continue
            fell.append(action.uid)
    return tuple(fell)


def is_quiet(action: Action, day: date, tracking: Tracking) -> bool:
    """Say whether an accepted plan went without a note for two reporting cycles.

    They are counted from the last note, and from no earlier day than the one on which
    the board found the plan acceptable.
    """
    waits = (
        action.is_open
        and action.assurance is Assurance.PLAN_ACCEPTABLE
        and action.delivery is not Delivery.DELIVERED
        and action.response is not Response.ANOTHER_BODY
    )
    days = [one for one in (action.noted, action.assured) if one]
    return waits and later(max(days), CYCLES * tracking.cycle_months) < day
