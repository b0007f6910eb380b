"""A line of the log of restricted reads, as far as its reader may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.access import is_open

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.accounts.models import Read
    from kb.content.shelf import Shelf

HOW = {
    "show": "read the page",
    "search": "found by a search",
    "edit": "opened to edit",
    "export": "exported",
    "report": "read in an annual report",
    "list": "listed an action that it asks for",
    "track": "opened an action that it asks for",
}


@dataclass(frozen=True, slots=True)
class ReadShown:
    """Who read what, when and how."""

    at: str
    who: str
    how: str
    document: str
    url: str
    audience: str


def row(read: Read, shelf: Shelf, names: Mapping[str, str]) -> ReadShown:
    """Set out a line; a document that its reader may not know of has no name."""
    audience = shelf.settings.audiences.get(read.audience, read.audience)
    known = is_open(read.audience, shelf.audiences) and read.document in shelf.keys
    return ReadShown(
        at=read.at[:16].replace("T", " "),
        who=names.get(read.who) or read.who.removeprefix("os:"),
        how=HOW.get(read.how, read.how),
        document=read.document if known else f"a document for {audience}",
        url=f"/{read.document}" if known else "",
        audience=audience,
    )
