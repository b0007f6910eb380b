"""The lists from which the form's ids are chosen, as whoever edits sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content.documents import KINDS
from kb.content.known_ids import AGE_GROUP
from kb.web.present import form_words as said
from kb.web.present import names
from kb.web.present.words import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kb.content.library import Shelf
    from kb.content.vocabulary import Concept


@dataclass(frozen=True, slots=True)
class Choice:
    """One value: what it is called, what it means, and other words that find it."""

    value: str
    label: str
    meaning: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under a heading; the heading is "" where one group is all."""

    heading: str
    choices: tuple[Choice, ...]


Groups = tuple[Group, ...]


class Choices:
    """Every list of choices, made when it is first asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._made: dict[str, Groups] = {}

    def __getitem__(self, name: str) -> Groups:
        """Give a list by its name."""
        if name not in self._made:
            self._made[name] = _LISTS[name](self._shelf)
        return self._made[name]


Labels = Mapping[str, Mapping[str, str]]


def labels(shelf: Shelf) -> Labels:
    """Say what the values of every list are called; documents go by their ids."""
    choices = Choices(shelf)
    return {
        name: {one.value: one.label for group in choices[name] for one in group.choices}
        for name in _LISTS
        if name not in KINDS
    }


def named(pairs: Mapping[str, str]) -> Groups:
    """Make one group of ids and their names."""
    return _one_group(Choice(value, name) for value, name in pairs.items())


def _one_group(choices: Iterable[Choice]) -> Groups:
    return (Group("", tuple(choices)),)


def _readers(shelf: Shelf) -> Groups:
    settings = shelf.settings
    return tuple(
        Group(heading, tuple(Choice(one, found[one].name) for one in found))
        for heading, found in (
            ("Roles", settings.roles),
            ("Agencies", settings.agencies),
        )
        if found
    )


def _agencies(shelf: Shelf) -> Groups:
    agencies = shelf.settings.agencies
    return named({value: agency.name for value, agency in agencies.items()})


def _verification(shelf: Shelf) -> Groups:
    return _one_group(
        Choice(value, found.label, found.meaning)
        for value, found in shelf.settings.verification.items()
    )


def _themes(shelf: Shelf) -> Groups:
    groups = sorted(
        shelf.vocabulary.groups, key=lambda one: (*names.GROUPS, one).index(one)
    )
    return tuple(
        Group(names.GROUPS.get(group) or names.plain(group), _terms(found))
        for group in groups
        if (found := shelf.vocabulary.in_group(group))
    )


def _terms(concepts: Iterable[Concept]) -> tuple[Choice, ...]:
    return tuple(
        Choice(one.id, capital(one.label), one.scope_note, " ".join(one.alternatives))
        for one in concepts
    )


def _ages(shelf: Shelf) -> Groups:
    return (Group("", _terms(shelf.vocabulary.in_group(AGE_GROUP))),)


def _documents(folder: str) -> Callable[[Shelf], Groups]:
    def listed(shelf: Shelf) -> Groups:
        found = sorted(shelf.all(folder), key=lambda one: one.title.casefold())
        return _one_group(Choice(one.id, one.title, words=one.id) for one in found)

    return listed


def _enumeration(name: str) -> Callable[[Shelf], Groups]:
    words = said.VALUES[name]
    made = _one_group(Choice(value, *words[value]) for value in words)
    return lambda _: made


_LISTS: dict[str, Callable[[Shelf], Groups]] = {
    "audiences": lambda shelf: named(shelf.settings.audiences),
    "review_types": lambda shelf: named(shelf.settings.review_types),
    "nations": lambda shelf: named(shelf.settings.nations),
    "outcomes": lambda shelf: named(shelf.settings.outcomes),
    "namings": lambda shelf: named(shelf.settings.namings),
    "policy_kinds": lambda shelf: named(shelf.settings.policy_kinds),
    "agencies": _agencies,
    "readers": _readers,
    "verification": _verification,
    "themes": _themes,
    "ages": _ages,
    "reviews": _documents("reviews"),
    "lessons": _documents("lessons"),
    **{name: _enumeration(name) for name in said.VALUES},
}
