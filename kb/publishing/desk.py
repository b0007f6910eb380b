"""The desk of an editor: everything that one person may do to documents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kb.access import EDITORS, Can, needs_sign_off
from kb.accounts import reads
from kb.accounts.moments import written
from kb.content import checks, writing
from kb.content.documents import KINDS, Status
from kb.content.files import fingerprint, parse
from kb.db import saving
from kb.errors import (
    ConflictError,
    InvalidContentError,
    InvalidInputError,
    NeedsSignOffError,
    NotAllowedError,
    NotFoundError,
)
from kb.publishing import changing, closing, drafts, letters, proposing, revisions
from kb.publishing import due as due_dates
from kb.publishing import findings as identifier_check
from kb.publishing.changing import Change, Signature
from kb.publishing.names import Author, called, people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from kb.access import Reader
    from kb.content.documents import Document
    from kb.errors import Problem
    from kb.publishing.drafts import Draft
    from kb.publishing.due import Due
    from kb.publishing.findings import Finding
    from kb.publishing.models import Proposal as Row
    from kb.publishing.proposing import Proposal
    from kb.publishing.revisions import Version
    from kb.publishing.works import Works


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as its file stands; `document` is None when it cannot be read."""

    key: str
    source: str
    fingerprint: str
    document: Document | None
    problems: tuple[Problem, ...]
    audience: str
    status: str


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
        self._works, self._session, self._reader = works, session, reader
        self._author, self._now = author, now
        self._drafts = drafts.Drafts(session, works.seal, author.who)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return people(self._session)

    # What stands in the library

    def sheet(self, key: str) -> Sheet:
        """Take a document, whatever its state, and write down that it was read."""
        snapshot = self._works.library.refresh()
        folder, _, slug = key.partition("/")
        source = self._source(key)
        audience = snapshot.audiences.get(key, EDITORS)
        self._log(key, audience)
        document = snapshot.documents.get(key)
        problems: tuple[Problem, ...] = ()
        if document is None:
            problems = _problems(folder, slug, source)
        status = document.status.value if document else ""
        print_ = fingerprint(source)
        return Sheet(key, source, print_, document, problems, audience, status)

    def check(self, folder: str, slug: str, source: str) -> tuple[Problem, ...]:
        """List all that is wrong with a text, but for what could identify somebody."""
        try:
            file = parse(KINDS[folder], slug, source)
        except InvalidContentError as error:
            return error.problems
        snapshot = self._works.library.refresh()
        root = self._works.config.content
        return tuple(checks.check_file(snapshot, file, root))

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
        return tuple((called(self._names, who), when) for who, when in found)

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
        document = self._valid(change)
        if self._waits(document):
            raise NeedsSignOffError
        self._refuse_overtaken(key, base)
        changing.carry_out(self._works, self._session, change, self._now)
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
        self._valid(change)
        folder, slug = key.split("/")
        found = self.findings(folder, slug, source)
        if wrong := proposing.missing(found, kept, clearance):
            raise InvalidInputError(wrong)
        self._refuse_overtaken(key, base)
        row = proposing.new_row(
            self._works.seal,
            change,
            written(self._now),
            proposing.explained(found, kept),
            clearance,
        )
        with saving(self._session):
            for older in proposing.waiting(self._session):
                if older.document == key and older.by == self._author.who:
                    older.state = proposing.TAKEN_BACK
            self._session.add(row)
        letters.waiting(self._works, self._session, self._author.who, self._now)
        return row.uid

    def proposals(self) -> tuple[Proposal, ...]:
        """List what waits for sign-off."""
        return tuple(self._opened(row) for row in proposing.waiting(self._session))

    def proposal(self, uid: str) -> Proposal:
        """Take a proposal, decided or not."""
        row = proposing.row_of(self._session, uid)
        self._log(row.document, EDITORS)
        return self._opened(row)

    def sign(self, uid: str, note: str = "") -> None:
        """Sign what somebody else wrote, and let it be shown.

        When the document was changed meanwhile the proposal is overtaken instead.
        """
        proposal = self._opened(proposing.row_of(self._session, uid))
        if proposal.by == self._author.who:
            raise NotAllowedError
        if proposal.state != proposing.WAITING:
            return
        change = Change(
            proposal.key,
            proposal.source,
            proposal.base,
            self._writer(proposal),
            proposal.note,
            closes_old=proposal.closes_old,
            signature=Signature(proposal.id, self._author.who, note),
        )
        try:
            self._refuse_overtaken(proposal.key, proposal.base)
            changing.carry_out(self._works, self._session, change, self._now)
        except ConflictError:
            self._decide(uid, proposing.OVERTAKEN, "")

    def send_back(self, uid: str, note: str) -> None:
        """Decline to sign, saying why."""
        self._decide(uid, proposing.SENT_BACK, note)

    def take_back(self, uid: str) -> None:
        """Let one's own proposal wait no longer."""
        if proposing.row_of(self._session, uid).by != self._author.who:
            raise NotAllowedError
        self._decide(uid, proposing.TAKEN_BACK, "")

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
        return revisions.of(self._session, self._works.seal, self._names, key)

    def restore(self, key: str, revision_id: int) -> str:
        """Give the text of an older version, to begin a draft with."""
        for version in self.revisions(key):
            if version.id == revision_id and version.source:
                return version.source
        raise NotFoundError

    def _source(self, key: str) -> str:
        folder, _, slug = key.partition("/")
        if folder not in KINDS or not slug:
            raise NotFoundError
        source = writing.text_now(self._works.config.content, key)
        if source is None:
            raise NotFoundError
        return source

    def _valid(self, change: Change) -> Document:
        """Read a text; raise all that is wrong with it."""
        folder, slug = change.key.split("/")
        serious = [p for p in self.check(folder, slug, change.source) if p.serious]
        if serious:
            raise InvalidContentError(serious)
        return change.document

    def _waits(self, document: Document) -> bool:
        snapshot = self._works.library.refresh()
        now = snapshot.documents.get(document.key)
        shown = now is not None and now.status is Status.PUBLISHED
        after = document.audience if document.status is Status.PUBLISHED else None
        same = {"audience": document.audience}
        return needs_sign_off(
            before=snapshot.audiences[document.key] if shown else None,
            after=after,
            same_text=now is not None and now.model_copy(update=same) == document,
        )

    def _refuse_overtaken(self, key: str, base: str) -> None:
        theirs = writing.text_now(self._works.config.content, key)
        found = fingerprint(theirs) if theirs is not None else ""
        if found != base:
            raise ConflictError(theirs or "", found)

    def _decide(self, uid: str, state: str, note: str) -> None:
        with saving(self._session):
            row = proposing.row_of(self._session, uid)
            if row.state != proposing.WAITING:
                return
            row.state, row.decided_by = state, self._author.who
            row.decided_at = written(self._now)
            row.decision_note = self._works.seal.close(note)

    def _log(self, key: str, audience: str) -> None:
        """Write down that a document was read here, before it is shown."""
        reads.record(
            self._session, self._author.who, "edit", {key: audience}, self._now
        )

    def _opened(self, row: Row) -> Proposal:
        return proposing.opened(row, self._works.seal, self._names)

    def _writer(self, proposal: Proposal) -> Author:
        email = letters.address_of(self._session, proposal.by)
        return Author(proposal.by, proposal.by_name, email)


def _problems(folder: str, slug: str, source: str) -> tuple[Problem, ...]:
    try:
        parse(KINDS[folder], slug, source)
    except InvalidContentError as error:
        return error.problems
    return ()
