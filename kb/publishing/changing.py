"""The one way a document changes: ledger, record, file, repository, index.

What closes a document is in the ledger first, so that it holds whatever fails after.
Then the change is written down as intended, the file is replaced in one step, and the
record says done. Whoever is stopped in the middle leaves an intention behind, which
`kb.publishing.settling` carries out or drops.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import update

from kb.access import EDITORS
from kb.content import writing
from kb.content.ceilings import ceiling_of
from kb.content.documents import KINDS, Status
from kb.content.files import fingerprint, parse
from kb.content.ledger import Ceiling, Entry
from kb.db import saving
from kb.errors import ConflictError, NotAllowedError
from kb.moments import written
from kb.publishing import deciding, proposing, repository
from kb.publishing.models import Proposal, Revision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.content.documents import Document
    from kb.publishing.names import Author
    from kb.publishing.works import Works

log = logging.getLogger("kb")
INTENDED, DONE, DROPPED = "intended", "done", "dropped"


@dataclass(frozen=True, slots=True)
class Signature:
    """That somebody signed a proposal, and what they said."""

    proposal_id: int
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a document is to say from now on, in place of the text `before`."""

    key: str
    source: str
    before: str
    by: Author
    note: str = ""
    closes_old: bool = False
    erases: bool = False
    signature: Signature | None = None

    @property
    def document(self) -> Document:
        """Give the document that it will be; raise InvalidContentError."""
        folder, slug = self.key.split("/")
        return parse(KINDS[folder], slug, self.source).document


def make(works: Works, session: Session, change: Change, now: datetime) -> None:
    """Change a document, or raise and leave it as it was.

    The caller holds `writing.only_change`. A document that is being closed stays
    closed even when something fails: the ledger has it.
    """
    document = change.document
    seen, ceiling = _ceilings(works, change, document)
    entry = Entry(now, change.by.who, change.key, ceiling)
    needed = deciding.is_needed(works, seen, entry)
    if needed and deciding.closes(works, seen, entry):
        seen = deciding.close(works, seen, entry)
    revision = intend(works, session, change, document, now)
    with _dropped_if_it_fails(works, session, revision):
        opens = needed and seen != ceiling
        if opens and not works.ledger.add_after(seen, entry):
            raise conflict(works, change.key)
        writing.replace(works.config.content, change.key, change.source, change.before)
    finish(works, session, revision)


def conflict(works: Works, key: str) -> ConflictError:
    """Say that a document is not what the change began from."""
    theirs = writing.text_now(works.config.content, key)
    return ConflictError(theirs or "", fingerprint(theirs or "") if theirs else "")


def _ceilings(
    works: Works, change: Change, document: Document
) -> tuple[Ceiling | None, Ceiling]:
    """Give what the ledger says, and what it is to say; what was erased stays so."""
    seen = works.ledger.ceilings().get(change.key)
    gone = document.status is Status.WITHDRAWN
    erased = change.erases or (gone and seen is not None and seen.erased)
    return seen, replace(ceiling_of(document), erased=erased)


def intend(
    works: Works, session: Session, change: Change, document: Document, now: datetime
) -> int:
    """Write down what is about to be done, and give the number of the record.

    Older revisions that must not be read again are closed here, before anything else.
    """
    closes_old = change.closes_old or document.status is Status.WITHDRAWN
    with saving(session):
        if change.signature is not None:
            _sign(works, session, change.signature, now)
        if closes_old:
            older = update(Revision).where(Revision.document == change.key)
            session.execute(older.values(closed=True))
        revision = _record(works, change, document, now)
        session.add(revision)
        session.flush()
        return revision.id


def _record(
    works: Works, change: Change, document: Document, now: datetime
) -> Revision:
    return Revision(
        document=change.key,
        at=written(now),
        who=change.by.who,
        fingerprint=fingerprint(change.source),
        before=change.before,
        source=works.seal.close(change.source),
        audience=EDITORS,
        status=document.status.value,
        note=works.seal.close(change.note),
        closed=False,
        state=INTENDED,
        proposal_id=change.signature.proposal_id if change.signature else None,
    )


def finish(works: Works, session: Session, number: int) -> None:
    """Write down that it is done, and for whom the document is now."""
    snapshot = works.library.refresh()
    with saving(session):
        revision = session.get_one(Revision, number)
        revision.audience = snapshot.audiences.get(revision.document, EDITORS)
        revision.state = DONE


def drop(works: Works, session: Session, number: int) -> None:
    """Take an intention back; a proposal that was signed for it waits again."""
    revision = session.get_one(Revision, number)
    deciding.take_back(works, revision)
    with saving(session):
        revision.state = DROPPED
        if revision.proposal_id is not None:
            proposal = session.get_one(Proposal, revision.proposal_id)
            proposal.state = proposing.WAITING
            proposal.decided_by = proposal.decided_at = ""
            proposal.decision_note = ""


def after(works: Works, change: Change) -> None:
    """Tell the repository and the index; what fails there undoes nothing."""
    commit(works, change.key, change.by)
    try:
        works.index()
    except Exception as error:  # noqa: BLE001 - the Shelf hides what the index holds
        log.warning("the change is saved but not indexed: %s", type(error).__name__)


def commit(works: Works, key: str, by: Author) -> None:
    """Keep a change in git too, where there is one."""
    try:
        repository.commit(works.config.content, key, by)
    except Exception as error:  # noqa: BLE001 - whatever a repository may raise
        log.warning("the change is saved but not committed: %s", type(error).__name__)


def _sign(works: Works, session: Session, by: Signature, now: datetime) -> None:
    """Write the signature down; never the writer's own, and only one."""
    proposal = session.get_one(Proposal, by.proposal_id)
    if proposal.state != proposing.WAITING or proposal.by == by.who:
        raise NotAllowedError
    proposal.state = proposing.SIGNED
    proposal.decided_by, proposal.decided_at = by.who, written(now)
    proposal.decision_note = works.seal.close(by.note)


@contextmanager
def _dropped_if_it_fails(works: Works, session: Session, number: int) -> Iterator[None]:
    """Take an intention back when the file could not be written."""
    try:
        yield
    except Exception:
        drop(works, session, number)
        raise
