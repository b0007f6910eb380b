"""Emptying what trainers wrote beside a document that is erased."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.training.models import PackRow, PackVersion
from kb.training.moves import change_items
from kb.training.pack import read, written

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from kb.sealing import Seal
    from kb.training.pack import Item


def forget(session: Session, seal: Seal, key: str) -> None:
    """Empty it in every pack and version, removed or not; the caller keeps or drops.

    The items stay, so that whoever builds a pack is told that something is gone.
    """
    for row in (
        *session.scalars(select(PackRow)),
        *session.scalars(select(PackVersion)),
    ):
        pack = read(seal.open(row.body))
        after = change_items(pack, partial(_emptied, key=key))
        if after != pack:
            row.body = seal.close(written(after))


def _emptied(item: Item, key: str) -> Item:
    """Leave of an item about a document that it is there."""
    if item.key != key:
        return item
    return replace(item, anchor="", title="", text="", questions=())
