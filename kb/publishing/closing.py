"""Taking a document away from its readers, at once and so that it stays away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import text, update
from sqlalchemy.exc import SQLAlchemyError

from kb.board import report_copies
from kb.content import sources, writing
from kb.content.ceilings import ceiling_of
from kb.content.documents import KINDS, Document, Status
from kb.content.files import fingerprint, parse
from kb.content.identifiers import identifiers
from kb.content.ledger import Entry
from kb.content.pictures import Pictures
from kb.db import saving
from kb.errors import ConflictError, InvalidInputError, NotFoundError
from kb.publishing import changing
from kb.publishing.changing import Change
from kb.publishing.drafts import Drafts
from kb.publishing.models import Proposal, Revision
from kb.training import forgetting, receipts, said

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.publishing.names import Author
    from kb.publishing.works import Works

NEUTRAL = "Withdrawn"
#: What a file keeps when its text is erased: what its tombstone needs, and ids that a
#: file of its kind must have.
_KEPT = {
    "lessons": ("reviews", "for", "urgency", "strength", "cleared_by", "cleared_on"),
    "reviews": ("review_type", "nation", "verification"),
    "policies": ("policy_kind", "nation"),
    "reports": ("review",),
}
_NEUTRAL: dict[str, dict[str, Any]] = {
    "lessons": {"statement": NEUTRAL},
    "reviews": {"summary": NEUTRAL, "body": NEUTRAL},
    "policies": {
        "body": NEUTRAL,
        "updates": [
            {"status": "replaced", "what_changed": NEUTRAL, "link": "none-found"}
        ],
    },
    "reports": {},
}
_EVERY = ("audience", "owner", "withdrawn_on", "withdrawn_reason")


def withdraw(  # noqa: PLR0917 - the works, whose session, what, who, why and when
    works: Works,
    session: Session,
    key: str,
    by: Author,
    reason: str,
    now: datetime,
    *,
    erase: bool = False,
) -> bool:
    """Put a tombstone in the place of a document; say whether all of it was done.

    The ledger has it first: from then on nothing shows the document, even when the
    folder, the records or the index cannot be written. Then `kb index` does the rest.
    """
    document = _there(works, key)
    if wrong := telling(document.title, reason):
        raise InvalidInputError({"reason": wrong})
    gone = {
        "status": Status.WITHDRAWN,
        "withdrawn_on": now.date(),
        "withdrawn_reason": reason.strip(),
    }
    return _close(works, session, key, gone, by=by, now=now, note=reason, erase=erase)


def embargo(
    works: Works, session: Session, key: str, by: Author, now: datetime, *, note: str
) -> bool:
    """Hide a document until somebody opens it again; as `withdraw`.

    What was withdrawn stays so: that hides more.
    """
    if _there(works, key).status is Status.WITHDRAWN:
        return True
    hidden = {"status": Status.EMBARGOED}
    return _close(works, session, key, hidden, by=by, now=now, note=note)


def closed_source(document: Document, *, erase: bool) -> str:
    """Write the file of a closed document, with or without its text."""
    return _erased(document) if erase else sources.text_of(document)


def erase_records(works: Works, session: Session, key: str) -> None:
    """Empty every record of what a document said, and remove what it showed."""
    folder, slug = key.split("/")
    with saving(session):
        emptied = {"source": "", "note": ""}
        session.execute(
            update(Revision).where(Revision.document == key).values(**emptied)
        )
        emptied |= {"findings": "", "clearance": "", "decision_note": ""}
        session.execute(
            update(Proposal).where(Proposal.document == key).values(**emptied)
        )
        Drafts(session, works.seal, "").discard_all(folder, slug)
        report_copies.forget(session, works.seal, key)
        forgetting.forget(session, works.seal, key)
        receipts.forget(session, key)
        said.forget(session, key)
    Pictures(works.config.content).erase(key)


def sweep(session: Session) -> bool:
    """Leave nothing of old pages in the database's log; say whether that was done."""
    session.rollback()
    with session.get_bind().connect() as connection:  # type: ignore[union-attr]
        busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar()
    return not busy


def _close(
    works: Works,
    session: Session,
    key: str,
    changes: Mapping[str, object],
    *,
    by: Author,
    now: datetime,
    note: str,
    erase: bool = False,
) -> bool:
    document = _there(works, key).model_copy(update=changes)
    ceiling = replace(ceiling_of(document), erased=erase)
    if works.ledger.ceilings().get(key) != ceiling:
        works.ledger.add(Entry(now, by.who, key, ceiling))
    works.library.refresh()
    try:
        with writing.only_change(works.config.content):
            document = _there(works, key).model_copy(update=changes)
            change = closed_change(works, document, by, note=note, erase=erase)
            write_closed(works, session, change, now)
        done = sweep(session)
    except (OSError, SQLAlchemyError, ConflictError):
        changing.log.warning("a document is closed, but not all of it is done yet")
        return False
    changing.after(works, change)
    return done


def closed_change(
    works: Works, document: Document, by: Author, *, note: str = "", erase: bool
) -> Change:
    """Give the change that brings the file of a document to what the ledger says."""
    before = writing.text_now(works.config.content, document.key) or ""
    return Change(
        document.key,
        closed_source(document, erase=erase),
        fingerprint(before),
        by,
        "" if erase else note,
        erases=erase,
    )


def write_closed(works: Works, session: Session, change: Change, now: datetime) -> None:
    """Write a closed document; the caller sweeps when all are written."""
    if fingerprint(change.source) != change.before:
        changing.make(works, session, change, now)
    if change.erases:
        erase_records(works, session, change.key)


def _there(works: Works, key: str) -> Document:
    document = works.library.refresh().documents.get(key)
    if document is None:
        raise NotFoundError
    return document


def telling(title: str, reason: str) -> str:
    """Say what is wrong with a reason that everybody will read; "" when nothing is."""
    plain = " ".join(reason.split())
    if not plain:
        return "Say why; its readers see it"
    found = [one.text for one in identifiers(plain)]
    if title != NEUTRAL and title.casefold() in plain.casefold():
        found.append(title)
    return "Everybody reads this, so leave out " + ", ".join(found) if found else ""


def _erased(document: Document) -> str:
    """Write a file that says nothing but that something stood here."""
    kept = (*_EVERY, *_KEPT[document.folder])
    fields = sources.fields_of(document)
    front = {
        "title": NEUTRAL,
        "status": Status.WITHDRAWN.value,
        **{name: fields[name] for name in kept},
        **_NEUTRAL[document.folder],
    }
    source = sources.written(KINDS[document.folder], front, "")
    parse(KINDS[document.folder], document.id, source)
    return source
