"""Seeing a document as its readers would, before it is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.access import below
from kb.content import files
from kb.content.documents import Status

if TYPE_CHECKING:
    from kb.content.documents import Document
    from kb.content.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Preview:
    """A document, and the shelf on which it would stand once it is published.

    `hidden` is true when its readers would not see it even then, as its reviews are
    not shown to them; the shelf is then that of whoever edits.
    """

    shelf: Shelf
    document: Document
    hidden: bool


def preview(shelf: Shelf, kind: type[Document], slug: str, source: str) -> Preview:
    """Read a text and put it among what its readers see; raise InvalidContentError."""
    file = files.parse(kind, slug, source)
    shown = file.document.model_copy(update={"status": Status.PUBLISHED})
    whole = shelf.with_file(replace(file, document=shown))
    readers = below(shown.audience, shelf.settings.added_audiences)
    theirs = whole.narrowed_to(readers)
    found = theirs.find(shown.key)
    if found is not None:
        return Preview(theirs, found, hidden=False)
    return Preview(whole, whole.find(shown.key) or shown, hidden=True)
