"""The desk of an editor: everything that one person may do to documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.access import Can
from kb.content import writing
from kb.content.documents import KINDS
from kb.content.files import fingerprint, parse
from kb.errors import NeedsSignOffError, NotAllowedError, NotFoundError
from kb.publishing import (
    changing,
    closing,
    drafts,
    proposing,
    revisions,
    sheets,
    signing,
)
from kb.publishing import due as due_dates
from kb.publishing import findings as identifier_check
from kb.publishing.acting import Acting
from kb.publishing.changing import Change
from kb.publishing.names import Author, called
from kb.publishing.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from kb.access import Reader
    from kb.errors import Problem
    from kb.publishing.drafts import Draft
    from kb.publishing.due import Due
    from kb.publishing.findings import Finding
    from kb.publishing.proposing import Proposal
    from kb.publishing.revisions import Version
    from kb.publishing.works import Works

__all__ = ["Desk", "Sheet"]


class Desk:
    """What an editor may do; nobody else gets one."""

    def __init__(
        self,
        works: Works,
        session: Session,
        reader: Reader,
        *,
        author: Author,
        now: datetime,
    ) -> None:
        if not reader.can(Can.EDIT):
            raise NotAllowedError
        self._acting = Acting(works, session, author, now)
        self._works, self._session = works, session
        self._author, self._now = author, now
        self._drafts = drafts.Drafts(session, works.seal, author.who)

    # What stands in the library

    def sheet(self, key: str) -> Sheet:
        """Take a document, whatever its state, and write down that it was read."""
        return sheets.sheet(self._acting, key)

    def check(self, folder: str, slug: str, source: str) -> tuple[Problem, ...]:
        """List all that is wrong with a text, but for what could identify somebody."""
        return sheets.check(self._works, folder, slug, source)

    def findings(self, folder: str, slug: str, source: str) -> tuple[Finding, ...]:
        """List what in a text could identify somebody."""
        return identifier_check.findings(parse(KINDS[folder], slug, source))

    def due(self, today: date) -> Due:
        """List what wants attention by a day, or soon after."""
        documents = self._works.library.refresh().documents
        return due_dates.due(documents.values(), today)

    # Drafts

    def keep(
        self,
        folder: str,
        slug: str,
        typed: Mapping[str, list[str]],
        base: str,
        uid: str = "",
    ) -> str:
        """Keep what is typed, as typed; give the name of the draft."""
        return self._drafts.keep(uid, (folder, slug, base), typed, self._now)

    def drafts(self) -> tuple[Draft, ...]:
        """List one's own drafts."""
        return self._drafts.mine()

    def draft(self, uid: str) -> Draft:
        """Take up one's own draft."""
        return self._drafts.one(uid)

    def discard(self, uid: str) -> None:
        """Throw one's own draft away."""
        self._drafts.discard(uid)

    def others(self, key: str) -> tuple[tuple[str, str], ...]:
        """Say who else has a draft of a document, and since when."""
        folder, slug = key.split("/")
        found = self._drafts.of_others(folder, slug)
        return tuple((called(self._acting.names, who), when) for who, when in found)

    # Saving, and asking for sign-off

    def save(
        self,
        key: str,
        source: str,
        base: str,
        note: str = "",
        *,
        closes_old: bool = False,
    ) -> Sheet:
        """Save a text that nobody but editors will see, or that fewer will.

        Raises InvalidContentError, ConflictError, or NeedsSignOffError for a text that
        would be shown.
        """
        change = Change(key, source, base, self._author, note, closes_old=closes_old)
        document = sheets.valid(self._works, change)
        with writing.only_change(self._works.config.content):
            # Two texts are put together before anybody is asked to sign the result.
            sheets.refuse_overtaken(self._works, key, base)
            if sheets.waits(self._works, document):
                raise NeedsSignOffError
            changing.make(self._works, self._session, change, self._now)
        changing.after(self._works, change)
        return self.sheet(key)

    def propose(
        self,
        key: str,
        source: str,
        base: str,
        *,
        note: str,
        kept: Mapping[str, str],
        clearance: str,
        closes_old: bool = False,
    ) -> str:
        """Let a text wait for somebody else; give the name of the proposal.

        Raises InvalidInputError when a finding is neither mended nor explained, or
        nothing is said of clearance.
        """
        change = Change(key, source, base, self._author, note, closes_old=closes_old)
        return signing.propose(self._acting, change, kept, clearance)

    def proposals(self) -> tuple[Proposal, ...]:
        """List what waits for sign-off."""
        return signing.waiting(self._acting)

    def proposal(self, uid: str) -> Proposal:
        """Take a proposal, decided or not."""
        return signing.proposal(self._acting, uid)

    def sign(self, uid: str, note: str = "") -> None:
        """Sign what somebody else wrote, and let it be shown.

        When the document was changed meanwhile the proposal is overtaken instead.
        """
        signing.sign(self._acting, uid, note)

    def send_back(self, uid: str, note: str) -> None:
        """Decline to sign, saying why."""
        signing.decide(self._acting, uid, proposing.SENT_BACK, note)

    def take_back(self, uid: str) -> None:
        """Let one's own proposal wait no longer."""
        signing.take_back(self._acting, uid)

    # Closing, and what was before

    def withdraw(self, key: str, reason: str, *, erase: bool = False) -> bool:
        """Take a document out of every path; say whether all of it was done."""
        works, by = self._works, self._author
        return closing.withdraw(
            works, self._session, key, by, reason, self._now, erase=erase
        )

    def embargo(self, key: str, note: str) -> bool:
        """Hide a document until somebody opens it again."""
        works, by = self._works, self._author
        return closing.embargo(works, self._session, key, by, self._now, note=note)

    def revisions(self, key: str) -> tuple[Version, ...]:
        """List every version of a document, the newest first."""
        return revisions.of(self._session, self._works.seal, self._acting.names, key)

    def began_from(self, key: str, base: str) -> str:
        """Give the text that a draft began from; "" when it is not kept."""
        kept = (one.source for one in self.revisions(key) if one.source)
        return next((text for text in kept if fingerprint(text) == base), "")

    def restore(self, key: str, name: str) -> str:
        """Give the text of an older version, to begin a draft with."""
        for version in self.revisions(key):
            if version.name == name and version.source:
                return version.source
        raise NotFoundError
