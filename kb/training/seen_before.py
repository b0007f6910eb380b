"""Telling somebody who changes a text that somebody else changed it meanwhile."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kb.errors import ConflictError
from kb.training.pack import Item

if TYPE_CHECKING:
    from kb.training.pack import Pack

_LENGTH = 24


def digest(thing: Item | Pack) -> str:
    """Name what is written in an item, or what a pack says of itself."""
    return sha256(words(thing).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def words(thing: Item | Pack) -> str:
    """Give all that somebody typed there as one text."""
    if isinstance(thing, Item):
        timing = f"{thing.minutes} minutes" if thing.minutes else ""
        lines = (thing.title, thing.anchor, thing.text, timing, *thing.questions)
    else:
        lists = (thing.aims, thing.outcomes, thing.roles, thing.agencies)
        listed = ("\n".join(some) for some in lists)
        lines = (thing.title, thing.introduction, *listed, thing.level)
    return "\n\n".join(line for line in lines if line)


def compare(seen: str, thing: Item | Pack) -> None:
    """Raise ConflictError with what stands there when another text was seen."""
    if seen and seen != digest(thing):
        raise ConflictError(words(thing), digest(thing))
