"""Drafts: what somebody is typing, kept as typed until it is saved or thrown away."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.db import saving
from kb.errors import NotFoundError
from kb.moments import written
from kb.publishing.models import Draft as Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.sealing import Seal


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed for a document, and the version of the file that it began from."""

    uid: str
    person: str
    folder: str
    slug: str
    typed: Mapping[str, list[str]]
    base: str
    saved: str


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of one person, and word of those of others."""

    session: Session
    seal: Seal
    who: str

    def keep(
        self, uid: str, draft: tuple[str, str, str], typed: object, now: datetime
    ) -> str:
        """Keep what is typed for (folder, slug, base), in this draft or a new one."""
        folder, slug, base = draft
        sealed = self.seal.close(json.dumps(typed, ensure_ascii=False))
        with saving(self.session):
            row = self._row(uid) if uid else Row(uid=secrets.token_hex(8))
            row.person, row.folder, row.base = self.who, folder, base
            row.slug, row.typed = self.seal.close(slug), sealed
            row.saved = written(now)
            self.session.add(row)
            return row.uid

    def one(self, uid: str) -> Draft:
        """Find a draft of one's own."""
        return self._opened(self._row(uid))

    def mine(self) -> tuple[Draft, ...]:
        """List one's own drafts, the last kept first."""
        asked = select(Row).where(Row.person == self.who).order_by(Row.saved.desc())
        return tuple(self._opened(row) for row in self.session.scalars(asked))

    def of_others(self, folder: str, slug: str) -> tuple[tuple[str, str], ...]:
        """Say who else has a draft of a document, and when it was last kept."""
        asked = select(Row).where(Row.folder == folder, Row.person != self.who)
        found = [row for row in self.session.scalars(asked) if self._slug(row) == slug]
        return tuple((row.person, row.saved) for row in found)

    def discard(self, uid: str) -> None:
        """Throw a draft away."""
        with saving(self.session):
            self.session.delete(self._row(uid))

    def discard_all(self, folder: str, slug: str) -> None:
        """Throw away everybody's drafts of a document, in the caller's block."""
        for row in self.session.scalars(select(Row).where(Row.folder == folder)):
            if self._slug(row) == slug:
                self.session.delete(row)

    def _row(self, uid: str) -> Row:
        asked = select(Row).where(Row.uid == uid, Row.person == self.who)
        row = self.session.scalar(asked)
        if row is None:
            raise NotFoundError
        return row

    def _slug(self, row: Row) -> str:
        return self.seal.open(row.slug)

    def _opened(self, row: Row) -> Draft:
        typed = json.loads(self.seal.open(row.typed) or "{}")
        slug = self._slug(row)
        return Draft(row.uid, row.person, row.folder, slug, typed, row.base, row.saved)
