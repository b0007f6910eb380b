"""The other actions that the same review or lesson asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.board import records, seen
from kb.web import current

if TYPE_CHECKING:
    from kb.board.seen import Item


def items_about(document: str) -> tuple[Item, ...]:
    """Give the actions that a document asks for and whoever is looking may see."""
    found = records.about(current.session(), document)
    return seen.items(found, current.shelf(), current.reader())
