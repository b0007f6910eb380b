"""What a document said before, and who may read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.access import is_open, revision_audience
from kb.content import sources
from kb.content.documents import KINDS
from kb.content.files import parse
from kb.content.narrowing import narrow
from kb.errors import InvalidContentError, NotFoundError
from kb.publishing.changing import DONE
from kb.publishing.models import Proposal, Revision
from kb.publishing.names import called

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from kb.content.shelf import Shelf
    from kb.sealing import Seal


_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a document; `source` is "" once it was erased."""

    name: str
    """How its address calls it; it says nothing of how many versions there are."""
    key: str
    at: str
    by: str
    audience: str
    status: str
    note: str
    source: str
    signed_by: str = ""
    closed: bool = False


def of(
    session: Session, seal: Seal, names: Mapping[str, str], key: str
) -> tuple[Version, ...]:
    """List every version of a document, the newest first, for editors."""
    signed = select(Proposal.id, Proposal.decided_by).where(Proposal.document == key)
    signers = {row.id: row.decided_by for row in session.execute(signed)}
    return tuple(
        Version(
            name=name_of(row),
            key=key,
            at=row.at,
            by=called(names, row.who),
            audience=row.audience,
            status=row.status,
            note=seal.open(row.note),
            source=seal.open(row.source),
            signed_by=called(names, signers.get(row.proposal_id or 0, "")),
            closed=row.closed,
        )
        for row in _rows(session, key)
    )


def open_to(
    session: Session, seal: Seal, shelf: Shelf, key: str
) -> tuple[Version, ...]:
    """List the versions that a reader may read, the newest first.

    A version is for the stricter of its audience then and the document's now, and
    leads only to documents that the reader has. It does not say who wrote it.
    """
    if key not in shelf.keys:
        raise NotFoundError
    return tuple(_open_to(session, seal, shelf, key))


def _open_to(session: Session, seal: Seal, shelf: Shelf, key: str) -> Iterator[Version]:
    now = shelf.audience(key)
    for row in _rows(session, key):
        audience = revision_audience(then=row.audience, now=now, closed=row.closed)
        if not row.source or not is_open(audience, shelf.audiences):
            continue
        source = _narrowed(shelf, key, seal.open(row.source))
        if source:
            yield Version(
                name_of(row), key, row.at, "", audience, row.status, "", source
            )


def _narrowed(shelf: Shelf, key: str, source: str) -> str:
    """Leave only links to what is on the shelf; "" when it is no document any more."""
    folder, slug = key.split("/")
    try:
        document = parse(KINDS[folder], slug, source).document
    except InvalidContentError:
        return ""
    return sources.text_of(narrow(document, shelf.keys))


def name_of(row: Revision) -> str:
    """Name a version by its moment and text: 20260105090000-3f2a91c05b7e."""
    moment = "".join(c for c in row.at[:19] if c.isdecimal())
    return f"{moment}-{row.fingerprint[:_LENGTH]}"


def _rows(session: Session, key: str) -> list[Revision]:
    asked = (
        select(Revision)
        .where(Revision.document == key, Revision.state == DONE)
        .order_by(Revision.id.desc())
    )
    return list(session.scalars(asked))
