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
    themes = {theme for one in items for theme in one.themes}
    concepts = shelf.vocabulary.concepts
    topics = (
        one
        for one in concepts
        if (one in themes and concepts[one].group not in names.NOT_TOPICS)
        or one == asked.scope.theme
    )
    reviews = {one.key: one.title for item in items for one in item.reviews}
    typed = asked.typed
    selects = (
        Select(
            "agency",
            "Agency",
            "All agencies",
            _named({one: names.asked(shelf, one) for one in agencies}),
            typed["agency"],
        ),
        Select(
            "theme",
            "Theme",
            "All themes",
            _named({one: names.theme(shelf, one) for one in topics}),
            typed["theme"],
        ),
        Select(
            "document",
            "Review",
            "All reviews",
            _named(reviews | _chosen(shelf, asked)),
            typed["document"],
        ),
    )
    return Choices(selects, typed["on"], typed["beside"], asked.wrong)


def _chosen(shelf: Shelf, asked: Asked) -> dict[str, str]:
    """Offer the review or lesson that was asked for, whether it has actions or not."""
    found = shelf.find(asked.scope.document)
    return {found.key: found.title} if found else {}


def _named(found: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(found.items(), key=lambda one: one[1].casefold()))
