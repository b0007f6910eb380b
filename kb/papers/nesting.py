"""Lists inside lists, from the lines of a list in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.papers.model import Bullets, Words


#: Steps that a list goes in; as many as Word has. What is deeper stands at the last.
LEVELS = 9


@dataclass(slots=True)
class Item:
    """An item, and the lists inside it."""

    words: Words
    inner: list[Nest] = field(default_factory=list)


@dataclass(slots=True)
class Nest:
    """A list whose items are all counted, or none."""

    numbered: bool
    items: list[Item] = field(default_factory=list)


def nested(bullets: Bullets) -> list[Nest]:
    """Give the lists that some lines are; a line stands at most one step in."""
    found: list[Nest] = []
    levels: list[list[Nest]] = [found]
    for line in bullets.lines:
        depth = min(line.depth, len(levels) - 1, LEVELS - 1)
        here = levels[depth]
        if not here or here[-1].numbered != line.numbered:
            here.append(Nest(line.numbered))
        item = Item(line.words)
        here[-1].items.append(item)
        levels[depth + 1 :] = [item.inner]
    return found


def depths(bullets: Bullets) -> list[int]:
    """Say how deep each line stands, one step at a time."""
    found: list[int] = []
    for line in bullets.lines:
        found.append(min(line.depth, found[-1] + 1 if found else 0, LEVELS - 1))
    return found
