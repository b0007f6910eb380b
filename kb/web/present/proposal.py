"""A text that waits for sign-off: who wrote it, what is different, what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content import sources
from kb.content.documents import KINDS
from kb.errors import InvalidContentError
from kb.web.present import differences
from kb.web.present.moments import moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.content.documents import Document
    from kb.publishing.proposing import Proposal
    from kb.web.present.differences import Change
    from kb.web.present.form_choices import Labels

STATES = {
    "waiting": "Waiting for sign-off",
    "signed": "Signed",
    "sent-back": "Sent back",
    "taken-back": "Taken back",
    "overtaken": "Overtaken: somebody saved another text meanwhile",
}


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """Everything on a proposal's page but the page of the document itself."""

    uid: str
    key: str
    title: str
    kind: str
    state: str
    waiting: bool
    signed: bool
    mine: bool
    by: str
    at: str
    readers: str
    note: str
    clearance: str
    closes_old: bool
    findings: tuple[tuple[str, str, str], ...]
    changes: tuple[Change, ...]
    new: bool
    decided_by: str
    decided_at: str
    decision_note: str


def proposal_page(
    proposal: Proposal, now: str, who: str, labels: Labels
) -> ProposalShown:
    """Set out a proposal beside the text that the document has now."""
    folder = proposal.key.split("/")[0]
    kind = KINDS[folder]
    return ProposalShown(
        uid=proposal.uid,
        key=proposal.key,
        title=proposal.title,
        kind=kind.kind,
        state=STATES[proposal.state],
        waiting=proposal.state == "waiting",
        signed=proposal.state == "signed",
        mine=proposal.by == who,
        by=proposal.by_name,
        at=moment(proposal.at),
        readers=_readers(kind, proposal.source, labels["audiences"]),
        note=proposal.note,
        clearance=proposal.clearance,
        closes_old=proposal.closes_old,
        findings=tuple((f.what, f.text, f.reason) for f in proposal.findings),
        changes=differences.between(kind, now, proposal.source, labels),
        new=not proposal.base,
        decided_by=proposal.decided_by_name,
        decided_at=moment(proposal.decided_at),
        decision_note=proposal.decision_note,
    )


def _readers(kind: type[Document], source: str, audiences: Mapping[str, str]) -> str:
    """Name who reads the text once it is signed; "" when it cannot be read itself."""
    try:
        audience = sources.read(kind, "any", source).audience
    except InvalidContentError:
        return ""
    return audiences.get(audience, audience)
