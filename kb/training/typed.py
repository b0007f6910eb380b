"""What people may type in a pack, by name."""

from __future__ import annotations

from typing import TypedDict


class ItemTyped(TypedDict, total=False):
    """What a trainer writes in an item, as `kb.training.pack.Item` has it."""

    anchor: str
    title: str
    text: str
    minutes: int
    questions: tuple[str, ...]


class AboutTyped(TypedDict, total=False):
    """What a pack says of itself, as `kb.training.pack.Pack` has it."""

    title: str
    template: str
    introduction: str
    aims: tuple[str, ...]
    outcomes: tuple[str, ...]
    roles: tuple[str, ...]
    agencies: tuple[str, ...]
    level: str
