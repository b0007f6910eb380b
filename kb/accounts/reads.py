"""The record of restricted reads: it is added to, and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kb.access import PUBLIC
from kb.accounts.models import Read
from kb.db import saving

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement
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


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines to list.

    A document is looked for among `known` keys only, and there only as somebody who
    has these `audiences`: what it was before it was opened to them stays unsaid.
    """

    document: str = ""
    who: str = ""
    since: str = ""
    until: str = ""
    known: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """Some lines, the latest first, and how many there are in all."""

    reads: tuple[Read, ...]
    total: int


def found(session: Session, asked: Asked, most: int, skip: int) -> Found:
    """List lines of the record, the latest first."""
    wanted = _wanted(asked)
    total = session.scalar(select(func.count()).select_from(Read).where(*wanted)) or 0
    rows = select(Read).where(*wanted).order_by(Read.id.desc())
    return Found(tuple(session.scalars(rows.limit(most).offset(skip))), total)


def _wanted(asked: Asked) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if asked.document:
        key = asked.document if asked.document in asked.known else ""
        wanted += [Read.document == key, Read.audience.in_(asked.audiences)]
    if asked.who:
        wanted.append(Read.who == asked.who)
    if asked.since:
        wanted.append(Read.at >= asked.since)
    if asked.until:
        wanted.append(Read.at <= f"{asked.until}~")
    return wanted
