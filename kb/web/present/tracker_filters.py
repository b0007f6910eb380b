"""Filters above the list of actions: selects that narrow it, chips that widen it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board import ordering, wording
from kb.web.present import addresses, names
from kb.web.present.words import capital
from kb.web.present.words import day as said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.board.seen import Item
    from kb.content.shelf import Shelf
    from kb.web.actions_asked import Asked

HEADINGS = {
    "agency": "Agency",
    "document": "Review or lesson",
    "theme": "Theme",
    "policy": "Policy update",
    "response": "Response",
    "delivery": "Delivery",
    "assurance": "Assurance",
    "closure": "Closure",
    "sustained": "Sustained check",
    "colour": "Standing",
    "only": "Only what is",
}
SORTS = {
    ordering.DUE: "what is overdue, then the date",
    ordering.AGENCY: "agency",
    ordering.CHANGED: "what changed last",
}
CLOSED = ("closed", "Closed in any way")


@dataclass(frozen=True, slots=True)
class Select:
    """One filter: its values, and which one is chosen."""

    name: str
    heading: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows the list, and the address without it."""

    heading: str
    label: str
    url: str


def selects(shelf: Shelf, asked: Asked, items: Sequence[Item]) -> tuple[Select, ...]:
    """Give the filters, with the values that some action of the reader has."""
    choice = asked.choice.parameters
    made = [
        Select(name, HEADINGS[name], tuple(options), choice.get(name, ""))
        for name, options in _options(shelf, items).items()
    ]
    return tuple(one for one in made if one.options)


def kept(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Give what stays in the address when the form is sent and has no field in it."""
    return tuple(
        (name, value)
        for name, value in asked.parameters.items()
        if name in {"policy", "sort"}
    )


def chips(shelf: Shelf, asked: Asked) -> tuple[Chip, ...]:
    """List what narrows the list now, each with the address without it."""
    return tuple(
        Chip(heading, label, addresses.of_actions(_without(asked, name)))
        for name, heading, label in narrowed(shelf, asked)
    )


def narrowed(shelf: Shelf, asked: Asked) -> Iterable[tuple[str, str, str]]:
    """Say what the list is narrowed to: parameter, heading and value in words."""
    for name, value in asked.choice.parameters.items():
        yield name, HEADINGS[name], _label(shelf, name, value)
    if not asked.today:
        yield "on", "As of", said(asked.day)


def sorting(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Give the ways to sort: words and address; the one that holds has no address."""
    plain = {name: v for name, v in asked.parameters.items() if name != "sort"}
    return tuple(
        (
            label,
            ""
            if sort == asked.sort
            else addresses.of_actions(
                {**plain, "sort": "" if sort == ordering.DUE else sort}.items()
            ),
        )
        for sort, label in SORTS.items()
    )


def _without(asked: Asked, name: str) -> Iterable[tuple[str, str]]:
    return [(key, value) for key, value in asked.parameters.items() if key != name]


def _options(
    shelf: Shelf, items: Sequence[Item]
) -> dict[str, Iterable[tuple[str, str]]]:
    agencies = {one.action.of.agency for one in items}
    documents = {d.key: d.title for one in items if (d := one.document)}
    themes = {theme for one in items for theme in one.themes}
    listed = ("response", "delivery", "assurance", "closure", "sustained", "colour")
    return {
        "agency": _sorted((one, names.asked(shelf, one)) for one in agencies),
        "document": _sorted(documents.items()),
        "theme": _sorted((one, names.theme(shelf, one)) for one in themes),
        "only": wording.ONLY.items(),
        **{name: wording.VALUES[name].items() for name in listed},
        "closure": (*wording.VALUES["closure"].items(), CLOSED),
    }


def _sorted(options: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(options, key=lambda one: one[1].casefold())


def _label(shelf: Shelf, name: str, value: str) -> str:
    if name == "agency":
        return names.asked(shelf, value)
    if name == "theme":
        return names.theme(shelf, value)
    if name in {"document", "policy"}:
        found = shelf.find(value)
        return found.title if found else value
    if (name, value) == ("closure", CLOSED[0]):
        return CLOSED[1]
    return capital(wording.label(name, value))
