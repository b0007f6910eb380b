"""The mark of a database whose records are illustrative: made by `kb demo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.board.models import DemoMark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: What stands on every page, sheet and file while the mark is there.
WORDS = "Illustrative data, made by kb demo"
_MARK = select(DemoMark.id).limit(1)


def words(session: Session) -> str:
    """Give the words to put on what is shown; nothing when the records are real."""
    return WORDS if session.scalar(_MARK) else ""
