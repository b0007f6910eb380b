"""What of a pack its reader may see now, whatever it held when it was made.

What a trainer wrote beside a document may tell what the document says, so it comes and
goes with it. What is written elsewhere in a pack is guarded by the audience of the
pack (`kb.sharing.sees_pack`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.training.moves import change_items
from kb.training.pack import Item, Kind, Pack

if TYPE_CHECKING:
    from kb.content.shelf import Shelf


def is_shown(item: Item, shelf: Shelf) -> bool:
    """Say whether an item names no document, or one that is on the shelf."""
    return item.kind is not Kind.DOCUMENT or item.key in shelf.keys


def visible(pack: Pack, shelf: Shelf) -> Pack:
    """Leave out items whose documents are not on a shelf, with all beside them."""
    parts = tuple(
        replace(part, items=tuple(item for item in part.items if is_shown(item, shelf)))
        for part in pack.parts
    )
    return replace(pack, parts=parts)


def covered(pack: Pack, shelf: Shelf) -> Pack:
    """Leave such items in their places, with their uids and nothing else."""

    def cover(item: Item) -> Item:
        return item if is_shown(item, shelf) else Item(item.uid, item.kind)

    return change_items(pack, cover)


def uncovered(pack: Pack, before: Pack) -> Pack:
    """Give the items that were covered what they held before."""
    held = {item.uid: item for item in before.items}

    def uncover(item: Item) -> Item:
        return held[item.uid] if item.is_covered else item

    return change_items(pack, uncover)


def gone(pack: Pack, shelf: Shelf) -> tuple[str, ...]:
    """Name the items whose documents are not on a shelf by their uids alone."""
    return tuple(item.uid for item in pack.items if not is_shown(item, shelf))
