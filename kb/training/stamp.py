"""Naming the state of what is recorded of training, so that figures can be kept."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kb.training.models import Answer, BriefingAsked, Receipt, RunRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: All of each table that can change a figure once it is there.
_CHANGING = (
    (func.count(RunRow.id), func.group_concat(RunRow.struck)),
    (func.group_concat(RunRow.counted), func.group_concat(RunRow.steps)),
    (func.count(Answer.id), func.max(Answer.id)),
    (func.count(BriefingAsked.id), func.group_concat(BriefingAsked.taken_back)),
    (func.count(Receipt.id), func.group_concat(Receipt.struck)),
)


def stamp(session: Session) -> str:
    """Name the state of runs, answers and briefings, in one statement.

    How many came counts with the moment at which it was last said.
    """
    asked = select(
        *(select(one).scalar_subquery() for pair in _CHANGING for one in pair)
    )
    row = session.execute(asked).one()
    return sha256(repr(tuple(row)).encode()).hexdigest()
