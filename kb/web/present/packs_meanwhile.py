"""What two people wrote in one place of a pack, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.web.present import packs_text
from kb.web.present.differences import Change, compared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.content.library import Shelf
    from kb.training.pack import Item, Pack

QUESTIONS = "questions"


def of_items(theirs: Item, mine: Item) -> tuple[Change, ...]:
    """Show what somebody else wrote beside what one wrote oneself."""
    return _between(packs_text.item(theirs), packs_text.item(mine))


def of_packs(shelf: Shelf, theirs: Pack, mine: Pack) -> tuple[Change, ...]:
    """Show what two people say that a pack is about."""
    return _between(packs_text.about(shelf, theirs), packs_text.about(shelf, mine))


def own_questions(shelf: Shelf, key: str) -> tuple[str, ...]:
    """List the questions for supervision or a team that a document ends with."""
    document = shelf.find(key)
    if document is None:
        return ()
    return tuple(
        line
        for section in shelf.sections(document)
        if section.anchor.startswith(QUESTIONS)
        for line in section.text.splitlines()
    )


def _between(theirs: Mapping[str, str], mine: Mapping[str, str]) -> tuple[Change, ...]:
    return tuple(
        Change(name, name, *compared(theirs[name], mine[name]))
        for name in theirs
        if theirs[name] != mine[name]
    )
