"""Bringing files, records, ledger and index back together after anything.

A program that was killed, an edit made with git, an old file that came back, a backup
that was restored: after `settle` every record of a change is done or dropped, every
file is as closed as the ledger says, and what files say is on record.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kb.access import EDITORS
from kb.content import ceilings, writing
from kb.content.documents import Status
from kb.content.files import fingerprint
from kb.content.ledger import Entry
from kb.db import saving
from kb.errors import ConflictError, InvalidContentError
from kb.moments import written
from kb.publishing import changing, closing, deciding, letters
from kb.publishing.models import Revision
from kb.publishing.names import FOUND, Author, called, people

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.content.documents import Document
    from kb.publishing.works import Works

_FOLDER = Author(FOUND, "", "")


@dataclass(frozen=True, slots=True)
class Settled:
    """How many changes were finished or dropped, closed again, and found."""

    finished: int
    dropped: int
    closed: int
    found: int


def settle(works: Works, session: Session, now: datetime) -> Settled:
    """Put right what an interruption, a restored backup or an outside edit left."""
    with writing.only_change(works.config.content):
        finished, dropped = _intentions(works, session)
        _note_withdrawals(works, session, now)
        closed = _close_again(works, session, now)
        found = _record_found(works, session, now)
        writing.sweep(works.config.content)
    if closed or any(one.erased for one in works.ledger.ceilings().values()):
        closing.sweep(session)
    return Settled(finished, dropped, closed, found)


def _intentions(works: Works, session: Session) -> tuple[int, int]:
    """Carry out what was written down, unless the file says something else by now."""
    finished = dropped = 0
    asked = select(Revision).where(Revision.state == changing.INTENDED)
    for revision in session.scalars(asked.order_by(Revision.id)).all():
        if _is_written(works, revision):
            changing.finish(works, session, revision.id)
            changing.commit(works, revision.document, _author(session, revision.who))
            finished += 1
        else:
            changing.drop(works, session, revision.id)
            dropped += 1
    return finished, dropped


def _is_written(works: Works, revision: Revision) -> bool:
    """Say whether the file has the new text, writing it if it has the old one.

    An opening that the ledger does not have is not made up for, nor the end of a
    withdrawal: somebody may have closed the document since. Whoever asked for it can
    ask again.
    """
    root, key = works.config.content, revision.document
    try:
        now = writing.text_now(root, key)
        found = fingerprint(now) if now is not None else ""
        if found == revision.before and _may_show(works, revision):
            source = works.seal.open(revision.source)
            writing.replace(root, key, source, revision.before)
            return True
    except (InvalidContentError, ConflictError):
        return False
    return found == revision.fingerprint


def _may_show(works: Works, revision: Revision) -> bool:
    ceiling = deciding.asked(works, revision)
    known = works.ledger.ceilings().get(revision.document)
    if known is None:
        return not ceiling.shown
    same = replace(known, erased=False) == ceiling
    opens = ceiling.shown or known.withdrawn_on or deciding.is_wider(ceiling, known)
    return same or not opens


def _author(session: Session, who: str) -> Author:
    return Author(who, called(people(session), who), letters.address_of(session, who))


def _note_withdrawals(works: Works, session: Session, now: datetime) -> None:
    """Let the ledger know of withdrawals: those made in files, and those on record.

    A ledger that was lost is filled again from the records, as far as they go. One
    that somebody lifted stays lifted until the file says something new.
    """
    last, known = _last(session), works.ledger.ceilings()
    for key, file in works.library.refresh().files.items():
        ceiling = ceilings.ceiling_of(file.document)
        same = key in last and last[key].fingerprint == file.fingerprint
        lifted = key in known and (same or known[key].withdrawn_on)
        if ceiling.withdrawn_on and not lifted:
            works.ledger.add(Entry(now, FOUND, key, ceiling))
    for key, revision in last.items():
        if revision.status == Status.WITHDRAWN and key not in known:
            source = works.seal.open(revision.source)
            if source:
                change = changing.Change(key, source, "", _FOLDER)
                ceiling = ceilings.ceiling_of(change.document)
                works.ledger.add(Entry(now, revision.who, key, ceiling))


def _close_again(works: Works, session: Session, now: datetime) -> int:
    """Write what the ledger says into files that say more."""
    snapshot = works.library.refresh()
    closed = 0
    for key, ceiling in works.ledger.ceilings().items():
        document = snapshot.documents.get(key)
        if document is None:
            continue
        erase = ceiling.erased
        says_more = document != snapshot.files[key].document
        if says_more or (erase and not _is_erased(document)):
            change = closing.closed_change(works, document, _FOLDER, erase=erase)
            closing.write_closed(works, session, change, now)
            changing.commit(works, key, _FOLDER)
            closed += 1
        elif erase:
            closing.erase_records(works, session, key)
    return closed


def _is_erased(document: Document) -> bool:
    return document.title == closing.NEUTRAL and not document.markdown


def _record_found(works: Works, session: Session, now: datetime) -> int:
    """Write down what files say that nobody saved here."""
    last = {key: row.fingerprint for key, row in _last(session).items()}
    snapshot = works.library.refresh()
    new = [
        (key, file)
        for key, file in snapshot.files.items()
        if last.get(key) != file.fingerprint
    ]
    if not new:
        return 0
    with saving(session):
        for key, file in new:
            source = writing.text_now(works.config.content, key) or ""
            session.add(
                Revision(
                    document=key,
                    at=written(now),
                    who=FOUND,
                    fingerprint=file.fingerprint,
                    before=last.get(key, ""),
                    source=works.seal.close(source),
                    audience=snapshot.audiences.get(key, EDITORS),
                    status=file.document.status.value,
                    note="",
                    closed=False,
                    state=changing.DONE,
                )
            )
    return len(new)


def _last(session: Session) -> dict[str, Revision]:
    """Give the last state of every document that the records know of."""
    newest = (
        select(func.max(Revision.id))
        .where(Revision.state == changing.DONE)
        .group_by(Revision.document)
    )
    rows = session.scalars(select(Revision).where(Revision.id.in_(newest)))
    return {row.document: row for row in rows}
