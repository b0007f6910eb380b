"""The rows of packs: opened, written, and their documents kept in step.

Whoever calls has looked at who asks, and keeps or drops it all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from kb import moments
from kb.access import strictest
from kb.errors import InvalidInputError, NotFoundError
from kb.training import bounds
from kb.training.models import PackDocument, PackRow
from kb.training.pack import Kind, Pack, read
from kb.training.stood import Stood, stands
from kb.training.templates import templates

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.access import Reader
    from kb.content.settings import LibrarySettings
    from kb.content.shelf import Shelf
    from kb.sealing import Seal
    from kb.training.pack import Item


def standing(session: Session) -> tuple[PackRow, ...]:
    """List the packs that were not removed, the last changed first."""
    asked = select(PackRow).where(PackRow.removed == "")
    asked = asked.order_by(PackRow.changed.desc(), PackRow.id.desc())
    return tuple(session.scalars(asked))


def holding(session: Session, keys: Collection[str]) -> tuple[PackRow, ...]:
    """List the packs that hold any of some documents, the last changed first."""
    ids = select(PackDocument.pack_id).where(PackDocument.key.in_(keys))
    asked = select(PackRow).where(PackRow.removed == "", PackRow.id.in_(ids))
    asked = asked.order_by(PackRow.changed.desc(), PackRow.id.desc())
    return tuple(session.scalars(asked))


def row_of(session: Session, uid: str) -> PackRow:
    """Find a pack that was not removed."""
    asked = select(PackRow).where(PackRow.uid == uid, PackRow.removed == "")
    row = session.scalar(asked)
    if row is None:
        raise NotFoundError
    return row


def opened(row: PackRow, seal: Seal) -> Pack:
    """Read all that a pack says."""
    return read(seal.open(row.body))


def close(row: PackRow, seal: Seal, pack: Pack, now: datetime) -> None:
    """Write what a pack says."""
    row.body = seal.close(bounds.whole_within(pack))
    row.changed = moments.written(now)


def admitted(before: Pack, after: Pack) -> tuple[Item, ...]:
    """List the items of a pack that name another place than one of before did."""
    places = {(one.uid, one.key, one.anchor) for one in before.items}
    return tuple(
        one for one in after.items if (one.uid, one.key, one.anchor) not in places
    )


def admit(items: Iterable[Item], shelf: Shelf) -> frozenset[str]:
    """Give the keys of items that come into a pack; their reader may read them all."""
    found = [item for item in items if item.kind is Kind.DOCUMENT]
    for item in found:
        document = shelf.find(item.key)
        if document is None:
            raise NotFoundError
        anchors = {section.anchor for section in shelf.sections(document)}
        if item.anchor and item.anchor not in anchors:
            message = "The page has no such section any more; put all of it in"
            raise InvalidInputError({"anchor": message})
    return frozenset(item.key for item in found)


def narrowed(audience: str, keys: Iterable[str], shelf: Shelf, reader: Reader) -> str:
    """Narrow the audience of a pack by the documents that come into it.

    Two groups that do not read each other's documents have nobody in common but
    editors: then the pack would be hidden from who builds it, and so it is refused.
    """
    for key in sorted(keys):
        audience = strictest(audience, shelf.audience(key))
    if not reader.may_read(audience):
        message = (
            "This is for another group than what the pack holds already, so nobody in"
            " either could open the pack. Put it in a pack of its own"
        )
        raise InvalidInputError({"key": message})
    return audience


def know(pack: Pack, before: Pack | None, settings: LibrarySettings) -> None:
    """Refuse ids that library.yaml does not have; those that stood there may stay."""
    stood = before or Pack("")
    training = settings.training
    found = {
        "roles": set(pack.roles).difference(settings.roles, stood.roles),
        "agencies": set(pack.agencies).difference(settings.agencies, stood.agencies),
        "level": {pack.level}.difference(training.levels, [stood.level, ""]),
        "template": {pack.template}.difference(templates(training), [stood.template]),
    }
    wrong = {
        name: f"Choose from the list; it does not have {', '.join(sorted(ids))}"
        for name, ids in found.items()
        if ids
    }
    if wrong:
        raise InvalidInputError(wrong)


def list_documents(
    session: Session, row: PackRow, pack: Pack, shelf: Shelf, now: datetime
) -> None:
    """Keep the list of the documents in a pack in step with what it says."""
    listed = set(
        session.scalars(select(PackDocument.key).where(PackDocument.pack_id == row.id))
    )
    gone = listed.difference(pack.keys)
    session.execute(
        delete(PackDocument).where(
            PackDocument.pack_id == row.id, PackDocument.key.in_(gone)
        )
    )
    for key in pack.keys:
        if key not in listed:
            document = PackDocument(pack_id=row.id, key=key)
            stands(shelf, key, now).write(document)
            session.add(document)


def look_at(
    session: Session, row: PackRow, keys: Iterable[str], shelf: Shelf, now: datetime
) -> None:
    """Write down how documents stand now that somebody looks at them."""
    asked = select(PackDocument).where(PackDocument.pack_id == row.id)
    wanted = shelf.keys.intersection(keys)
    for document in session.scalars(asked.where(PackDocument.key.in_(wanted))):
        stands(shelf, document.key, now).write(document)


def looked_at(session: Session, row: PackRow) -> Mapping[str, Stood]:
    """Say how each document of a pack stood when somebody last looked at it."""
    asked = select(PackDocument).where(PackDocument.pack_id == row.id)
    return {one.key: Stood.read(one) for one in session.scalars(asked) if one.since}
