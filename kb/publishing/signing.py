"""Asking somebody else to sign a text, and signing, declining or taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.access import EDITORS
from kb.content import writing
from kb.content.documents import KINDS
from kb.content.files import parse
from kb.db import saving
from kb.errors import ConflictError, InvalidInputError, NotAllowedError
from kb.moments import written
from kb.publishing import changing, findings, letters, proposing, sheets
from kb.publishing.changing import Change, Signature
from kb.publishing.names import Author

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.publishing.acting import Acting
    from kb.publishing.models import Proposal as Row
    from kb.publishing.proposing import Proposal


def propose(
    acting: Acting, change: Change, kept: Mapping[str, str], clearance: str
) -> str:
    """Let a text wait for somebody else; give the name of the proposal."""
    sheets.valid(acting.works, change)
    folder, slug = change.key.split("/")
    found = findings.findings(parse(KINDS[folder], slug, change.source))
    if wrong := proposing.missing(found, kept, clearance):
        raise InvalidInputError(wrong)
    sheets.refuse_overtaken(acting.works, change.key, change.before)
    reasons = proposing.explained(found, kept)
    at = written(acting.now)
    row = proposing.new_row(acting.works.seal, change, at, reasons, clearance)
    uid = row.uid
    with saving(acting.session):
        for older in proposing.waiting(acting.session):
            if older.document == change.key and older.by == acting.who:
                older.state = proposing.TAKEN_BACK
        acting.session.add(row)
    letters.waiting(acting.works, acting.session, acting.who, acting.now)
    return uid


def waiting(acting: Acting) -> tuple[Proposal, ...]:
    """List what waits for sign-off."""
    return tuple(_opened(acting, row) for row in proposing.waiting(acting.session))


def proposal(acting: Acting, uid: str) -> Proposal:
    """Take a proposal, decided or not, and write down that it was read."""
    row = proposing.row_of(acting.session, uid)
    acting.log(row.document, EDITORS)
    return _opened(acting, row)


def sign(acting: Acting, uid: str, note: str) -> None:
    """Sign what somebody else wrote, and let it be shown.

    When the document was changed or closed meanwhile it is overtaken instead.
    """
    found = _opened(acting, proposing.row_of(acting.session, uid))
    if found.by == acting.who:
        raise NotAllowedError
    if found.state != proposing.WAITING:
        return
    change, works = _signed(acting, found, note), acting.works
    try:
        with writing.only_change(works.config.content):
            sheets.refuse_overtaken(works, found.key, found.base)
            sheets.refuse_closed(works, found.key)
            changing.make(works, acting.session, change, acting.now)
    except ConflictError:
        decide(acting, uid, proposing.OVERTAKEN, "")
        return
    changing.after(works, change)


def take_back(acting: Acting, uid: str) -> None:
    """Let one's own proposal wait no longer."""
    if proposing.row_of(acting.session, uid).by != acting.who:
        raise NotAllowedError
    decide(acting, uid, proposing.TAKEN_BACK, "")


def decide(acting: Acting, uid: str, state: str, note: str) -> None:
    """Let a proposal wait no longer."""
    with saving(acting.session):
        row = proposing.row_of(acting.session, uid)
        if row.state == proposing.WAITING:
            row.state, row.decided_by = state, acting.who
            row.decided_at = written(acting.now)
            row.decision_note = acting.works.seal.close(note)


def _signed(acting: Acting, found: Proposal, note: str) -> Change:
    email = letters.address_of(acting.session, found.by)
    return Change(
        found.key,
        found.source,
        found.base,
        Author(found.by, found.by_name, email),
        found.note,
        closes_old=found.closes_old,
        signature=Signature(found.id, acting.who, note),
    )


def _opened(acting: Acting, row: Row) -> Proposal:
    return proposing.opened(row, acting.works.seal, acting.names)
