"""What became of the documents in a pack since somebody last had them in hand.

That is when one was put in, when the pack was taken out or run, or when somebody said
that they had looked: each document has its own moment. Nothing is told of a document
that is hidden now, but that one is; not even which.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.content import texts
from kb.content.documents import Policy, UpdateStatus
from kb.training.pack import Kind
from kb.training.stood import name, updates_with

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from kb.content.dates import When
    from kb.content.documents import Document
    from kb.content.shelf import Shelf
    from kb.training.pack import Pack
    from kb.training.stood import Stood

GONE = "This was withdrawn. It is left out of what the pack shows and gives out."
HIDDEN = (
    "A document in this pack is not open to you any more. It is left out of what the"
    " pack shows and gives out."
)
CHANGED = "The text was changed."
REPLACED = "This was replaced, and none that holds now is known."
NEWER = "A newer version of this policy is there: "
FOLLOWED = "A newer policy followed: "


class What(StrEnum):
    """What became of a document."""

    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"
    SUPERSEDED = "superseded"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Warned:
    """What became of one document."""

    key: str
    """Empty where the reader may not know which."""
    what: What
    since: datetime | None
    """When somebody last had it in hand, as `kb.publishing.revisions` keeps moments."""
    words: str
    items: tuple[str, ...] = ()
    """Uids of the items concerned."""
    other: str = ""
    """The key of the policy that followed."""


def warnings(
    pack: Pack, shelf: Shelf, stood: Mapping[str, Stood]
) -> tuple[Warned, ...]:
    """List what became of the documents of a whole pack, in their order."""
    return tuple(
        warned for key in pack.keys for warned in _of(pack, key, shelf, stood.get(key))
    )


def _of(pack: Pack, key: str, shelf: Shelf, before: Stood | None) -> Iterator[Warned]:
    items = tuple(
        item.uid
        for item in pack.items
        if item.kind is Kind.DOCUMENT and item.key == key
    )
    since = before.since if before else None
    document = shelf.find(key)
    if document is None:
        if shelf.remembers(key):
            yield Warned(key, What.WITHDRAWN, since, GONE, items)
        else:
            yield Warned("", What.HIDDEN, None, HIDDEN, items)
    elif before is not None:
        newer = tuple(_superseded(shelf, document, before))
        for words, other in newer:
            yield Warned(key, What.SUPERSEDED, since, words, items, other)
        told = newer and isinstance(document, Policy)
        if before.text != texts.version(document) and not told:
            yield Warned(key, What.CHANGED, since, CHANGED, items)


def _superseded(
    shelf: Shelf, document: Document, before: Stood
) -> Iterator[tuple[str, str]]:
    """Say what stands in the place of a document now, or follows from it."""
    if isinstance(document, Policy):
        current = document.current
        if current.status is UpdateStatus.REPLACED:
            yield REPLACED, ""
        elif name(document, current) not in before.updates:
            yield f"{NEWER}{current.what_changed}", ""
        return
    for policy, update in updates_with(shelf, document):
        is_new = name(policy, update) not in before.updates
        if is_new and _may_follow(update.date, before.since.date()):
            date = update.date or "no date known"
            yield f"{FOLLOWED}{policy.title}, {date}.", policy.key


def _may_follow(when: When | None, day: date) -> bool:
    """Say whether a date, as far as it is known, may be that day or later."""
    if when is None:
        return True
    known = (when.year, when.month or day.month, when.day or day.day)
    return known >= (day.year, day.month, day.day)
