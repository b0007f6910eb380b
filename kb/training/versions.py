"""Packs as they were when they were kept, taken out or run; only ever added to.

A version has a number of its own only when the pack or a document in it says something
else than in the last one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb import moments
from kb.content import texts
from kb.errors import NotFoundError
from kb.training.held import Version, Why
from kb.training.models import PackVersion
from kb.training.pack import read, written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.content.shelf import Shelf
    from kb.sealing import Seal
    from kb.training.models import PackRow
    from kb.training.pack import Pack

_MOST = 2**63 - 1


def keep(  # noqa: PLR0917 - a version has six parts; the caller keeps it
    session: Session,
    seal: Seal,
    row: PackRow,
    pack: Pack,
    shelf: Shelf,
    now: datetime,
    by: tuple[str, Why],
) -> int:
    """Keep a pack as it is, and give the number of that version."""
    last = _newest(session, row)
    before = json.loads(last.documents) if last else {}
    documents = _texts(pack, shelf, before)
    body = written(pack)
    if last and documents == before and seal.open(last.body) == body:
        return last.number
    number = last.number + 1 if last else 1
    session.add(
        PackVersion(
            pack_id=row.id,
            number=number,
            at=moments.written(now),
            who=by[0],
            why=by[1],
            body=seal.close(body),
            documents=json.dumps(documents),
        )
    )
    return number


def listed(session: Session, row: PackRow) -> tuple[Version, ...]:
    """List the versions of a pack, the newest first."""
    asked = select(PackVersion).where(PackVersion.pack_id == row.id)
    rows = session.scalars(asked.order_by(PackVersion.number.desc()))
    return tuple(
        Version(one.number, moments.read(one.at), one.who, Why(one.why)) for one in rows
    )


def one(session: Session, seal: Seal, row: PackRow, number: int) -> tuple[Pack, str]:
    """Give a pack as it was, and the moment since when."""
    asked = select(PackVersion).where(PackVersion.pack_id == row.id)
    # No number that SQLite could not hold is asked for.
    sought = asked.where(PackVersion.number == number)
    found = session.scalar(sought) if number <= _MOST else None
    if found is None:
        raise NotFoundError
    return read(seal.open(found.body)), found.at


def _newest(session: Session, row: PackRow) -> PackVersion | None:
    asked = select(PackVersion).where(PackVersion.pack_id == row.id)
    return session.scalar(asked.order_by(PackVersion.number.desc()).limit(1))


def _texts(pack: Pack, shelf: Shelf, before: Mapping[str, str]) -> dict[str, str]:
    """Name the text of each document; a hidden one as it was named last."""
    found = {}
    for key in pack.keys:
        document = shelf.find(key)
        found[key] = texts.version(document) if document else before.get(key, "")
    return found
