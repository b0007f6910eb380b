"""What a move of an action brings with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.board.months import later
from kb.board.states import MET, Assurance, Closure, Delivery, Sustained

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kb.board.action import Action
    from kb.content.settings import Tracking


def what_follows(
    action: Action, values: Mapping[str, str], day: date, tracking: Tracking
) -> dict[str, str]:
    """Give the changes that follow from what was changed on a day.

    What is met is looked at again after a while. What slipped is open again, and is
    not evidenced. What is opened again is not due for a check.
    """
    if values.get("closure") in MET:
        due = later(day, tracking.sustained_months)
        return {"sustained": Sustained.DUE, "check_due": due.isoformat()}
    if values.get("sustained") == Sustained.SLIPPED:
        return {
            "closure": Closure.OPEN,
            "delivery": Delivery.IN_PROGRESS,
            "assurance": Assurance.NOT_EVIDENCED,
            "check_due": "",
        }
    if values.get("closure") == Closure.OPEN and action.closure in MET:
        return {"sustained": Sustained.NOT_ASKED, "check_due": ""}
    return {}
