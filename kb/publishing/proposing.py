"""Sign-off: a text waits until somebody else than its writer has read it."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.content.documents import KINDS
from kb.content.files import fingerprint, parse
from kb.errors import InvalidContentError, NotFoundError
from kb.publishing.models import Proposal as Row
from kb.publishing.names import called

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from kb.publishing.changing import Change
    from kb.publishing.findings import Finding
    from kb.sealing import Seal

WAITING, SIGNED, SENT_BACK = "waiting", "signed", "sent-back"
TAKEN_BACK, OVERTAKEN = "taken-back", "overtaken"


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding of the identifier check, and why it may stay."""

    what: str
    text: str
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text that waits, or that was decided about."""

    id: int
    uid: str
    key: str
    title: str
    source: str
    base: str
    by: str
    by_name: str
    at: str
    note: str
    findings: tuple[Explained, ...]
    clearance: str
    closes_old: bool
    state: str
    decided_by_name: str
    decided_at: str
    decision_note: str


def missing(
    found: Iterable[Finding], kept: Mapping[str, str], clearance: str
) -> dict[str, str]:
    """Say what a writer still has to answer before a text can wait for sign-off."""
    wrong = {
        one.id: "Say why it identifies nobody, or mend it"
        for one in found
        if not kept.get(one.id, "").strip()
    }
    if not clearance.strip():
        wrong["clearance"] = "Say who cleared it, and when; or why nobody had to"
    return wrong


def new_row(seal: Seal, change: Change, at: str, findings: str, clearance: str) -> Row:
    """Make the record of a text that waits; what it says is sealed."""
    return Row(
        uid=secrets.token_hex(8),
        document=change.key,
        base=change.before,
        source=seal.close(change.source),
        fingerprint=fingerprint(change.source),
        by=change.by.who,
        at=at,
        note=seal.close(change.note),
        findings=seal.close(findings),
        clearance=seal.close(clearance),
        closes_old=change.closes_old,
        state=WAITING,
        decided_by="",
        decided_at="",
        decision_note="",
    )


def explained(found: Iterable[Finding], kept: Mapping[str, str]) -> str:
    """Write the findings down with the reasons why they stay."""
    return json.dumps(
        [
            {
                "what": one.what,
                "text": one.text,
                "field": one.field,
                "reason": kept[one.id].strip(),
            }
            for one in found
        ],
        ensure_ascii=False,
    )


def row_of(session: Session, uid: str) -> Row:
    """Find a proposal by the random name in an address."""
    row = session.scalar(select(Row).where(Row.uid == uid))
    if row is None:
        raise NotFoundError
    return row


def waiting(session: Session) -> list[Row]:
    """List what waits, the longest first."""
    asked = select(Row).where(Row.state == WAITING).order_by(Row.id)
    return list(session.scalars(asked))


def opened(row: Row, seal: Seal, names: Mapping[str, str]) -> Proposal:
    """Open a record."""
    source = seal.open(row.source)
    found = json.loads(seal.open(row.findings) or "[]")
    return Proposal(
        id=row.id,
        uid=row.uid,
        key=row.document,
        title=_title(row.document, source),
        source=source,
        base=row.base,
        by=row.by,
        by_name=called(names, row.by),
        at=row.at,
        note=seal.open(row.note),
        findings=tuple(Explained(**one) for one in found),
        clearance=seal.open(row.clearance),
        closes_old=row.closes_old,
        state=row.state,
        decided_by_name=called(names, row.decided_by),
        decided_at=row.decided_at,
        decision_note=seal.open(row.decision_note),
    )


def _title(key: str, source: str) -> str:
    folder, slug = key.split("/")
    try:
        return parse(KINDS[folder], slug, source).document.title
    except InvalidContentError:
        return slug
