"""The form that asks the dashboard for another day, agency, theme or review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.web.present import names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.board.seen import Item
    from kb.content.shelf import Shelf
    from kb.web.board_scope import Asked


@dataclass(frozen=True, slots=True)
class Select:
    """One list to choose from."""

    name: str
    label: str
    whole: str
    """What the empty choice means."""
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The form, as it was filled in, with what is wrong."""

    selects: tuple[Select, ...]
    on: str
    beside: str
    wrong: Mapping[str, str]


def choices(shelf: Shelf, items: Sequence[Item], asked: Asked) -> Choices:
    """Offer what some action is about, and what was asked for."""
    agencies = {one.action.of.agency for one in items} | {asked.scope.agency} - {""}
    reviews = {one.key: one.title for item in items for one in item.reviews}
    offered = (
        ("agency", "Agency", "agencies", {a: names.asked(shelf, a) for a in agencies}),
        ("theme", "Theme", "themes", _topics(shelf, items, asked)),
        ("document", "Review", "reviews", reviews | _chosen(shelf, asked)),
    )
    selects = tuple(
        Select(name, label, f"All {many}", _named(found), asked.typed[name])
        for name, label, many, found in offered
    )
    return Choices(selects, asked.typed["on"], asked.typed["beside"], asked.wrong)


def _topics(shelf: Shelf, items: Sequence[Item], asked: Asked) -> dict[str, str]:
    """Leave out terms that say who or how old, unless one was asked for."""
    themes = {theme for one in items for theme in one.themes}
    return {
        name: names.theme(shelf, name)
        for name, concept in shelf.vocabulary.concepts.items()
        if (name in themes and concept.group not in names.NOT_TOPICS)
        or name == asked.scope.theme
    }


def _chosen(shelf: Shelf, asked: Asked) -> dict[str, str]:
    """Offer the review or lesson that was asked for, whether it has actions or not."""
    found = shelf.find(asked.scope.document)
    return {found.key: found.title} if found else {}


def _named(found: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(found.items(), key=lambda one: one[1].casefold()))
