"""What may be chosen for an action: policies on the shelf, and its successors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.content.documents import Policy
from kb.web.present import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.board.action import Action
    from kb.board.seen import Item
    from kb.content.shelf import Shelf

HIDDEN = "="
"""Stands for a policy that is named and not open to whoever is looking."""
LONGEST = 80


def is_hidden(action: Action, shelf: Shelf) -> bool:
    """Say whether an action names a policy that is not on a shelf."""
    return bool(action.policy) and action.policy.partition("#")[0] not in shelf.keys


def policies(action: Action, shelf: Shelf) -> list[tuple[str, str]]:
    """List the policies of a shelf, each whole and then by its versions."""
    kept = [(HIDDEN, "As it is: one that is not open to you")]
    start = kept if is_hidden(action, shelf) else []
    found = sorted(shelf.every(Policy), key=lambda one: one.title.casefold())
    return [("", "None"), *start, *(two for one in found for two in _versions(one))]


def _versions(policy: Policy) -> Iterator[tuple[str, str]]:
    yield policy.key, policy.title
    for number, update in enumerate(policy.updates, 1):
        when = update.date_note or str(update.date or "date not known")
        said = short(f"{policy.title}: {when}, {update.what_changed}")
        yield f"{policy.key}#{number}", said


def successors(
    others: Iterable[Item], item: Item, shelf: Shelf
) -> list[tuple[str, str]]:
    """List the open actions that the same document asks for."""
    found = [
        (one.action.uid, brief(one, shelf))
        for one in others
        if one.action.is_open and one.action.uid != item.action.uid
    ]
    return [("", "None"), *found]


def brief(item: Item, shelf: Shelf) -> str:
    """Name an action in a line: its agency, and what it will do."""
    agency = names.asked(shelf, item.action.of.agency)
    return short(f"{agency}: {item.action.text or item.asked or 'no words yet'}")


def short(text: str) -> str:
    """Cut a text to what fits a line."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
