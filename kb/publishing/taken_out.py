"""Whether what a document said on some day was taken out on purpose since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.publishing.changing import DONE
from kb.publishing.models import Revision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


def since(session: Session, keys: Iterable[str], at: str) -> bool:
    """Say whether the text that any of some documents had at a moment is closed now."""
    asked = (
        select(Revision.document, Revision.closed)
        .where(Revision.state == DONE, Revision.at <= at)
        .order_by(Revision.id)
    )
    closed = {row.document: row.closed for row in session.execute(asked)}
    return any(closed.get(key, False) for key in keys)
