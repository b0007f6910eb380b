"""The record of restricted reads: it is added to, and never changed."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.access import PUBLIC
from kb.accounts.models import Read
from kb.db import saving

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session


def record(
    session: Session, who: str, how: str, documents: Mapping[str, str], at: datetime
) -> None:
    """Write down who is about to be shown which documents, before they are shown.

    `documents` gives the audience of each document by its key; what is for everyone
    is not written down.
    """
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    restricted = {key: a for key, a in documents.items() if a != PUBLIC}
    if not restricted:
        return
    with saving(session):
        session.add_all(
            Read(at=moment, who=who, how=how, document=key, audience=audience)
            for key, audience in restricted.items()
        )


def recorded(session: Session) -> tuple[Read, ...]:
    """Give the whole record, in the order in which it was written."""
    return tuple(session.scalars(select(Read).order_by(Read.id)))
