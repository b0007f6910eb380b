"""How a document stood when a trainer last had it in hand: its text and its policies.

Policy updates are named by policy, date and status, so that mending a word in one
makes it no new one; the names are digests, as a policy may be hidden from others.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from kb import moments
from kb.content import texts
from kb.content.documents import Lesson, Policy, Review
from kb.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from kb.content.documents import Document, Update
    from kb.content.shelf import Shelf
    from kb.training.models import PackDocument

_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Stood:
    """How a document stood at a moment."""

    since: datetime
    text: str
    updates: frozenset[str]

    @classmethod
    def read(cls, row: PackDocument) -> Stood:
        """Read what was kept."""
        updates = frozenset(json.loads(row.updates))
        return cls(moments.read(row.since), row.text, updates)

    def write(self, row: PackDocument) -> None:
        """Keep it."""
        row.since, row.text = moments.written(self.since), self.text
        row.updates = json.dumps(sorted(self.updates))


def stands(shelf: Shelf, key: str, now: datetime) -> Stood:
    """Say how a document on a shelf stands now."""
    document = shelf.find(key)
    if document is None:
        raise NotFoundError
    names = frozenset(name(*one) for one in updates_with(shelf, document))
    return Stood(now, texts.version(document), names)


def updates_with(shelf: Shelf, document: Document) -> Iterable[tuple[Policy, Update]]:
    """List the policy updates that go with a document, the newest first."""
    if isinstance(document, Policy):
        return tuple((document, update) for update in document.history)
    if isinstance(document, Lesson | Review):
        return shelf.policies_of(document)
    return ()


def name(policy: Policy, update: Update) -> str:
    """Name an update of a policy."""
    said = f"{policy.key} {update.date or ''} {update.status}"
    return sha256(said.encode()).hexdigest()[:_LENGTH]
