"""When people were last here, for those who look after accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kb.accounts.models import SignIn

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def last_seen(session: Session) -> dict[int, str]:
    """Give the moment at which each person was last seen, by `Person.id`."""
    asked = (
        select(SignIn.person_id, func.max(SignIn.seen))
        .where(SignIn.complete)
        .group_by(SignIn.person_id)
    )
    return dict(session.execute(asked).all())
