"""Filters beside the results: what can be added, and chips that take one away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.search.engine import FACETS
from kb.web.asking import PARAMETERS
from kb.web.present import addresses, names

if TYPE_CHECKING:
    from kb.content.library import Shelf
    from kb.search.engine import Results
    from kb.web.asking import Asked

HEADINGS = {
    "kind": "Kind",
    "theme": "Theme",
    "review_type": "Type of review",
    "harm_type": "Kind of harm",
    "age": "Age",
    "agency": "For or about",
    "year": "Year",
    "nation": "Nation",
    "policy_status": "Where the policy stands",
}
#: How many values stand open; the others are one step away.
OPEN = 5
MOST = 40
PARAMETER_OF = {facet: name for name, facet in PARAMETERS.items()}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter, and the address that adds it or takes it away."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: some values open, the rest one step away."""

    name: str
    heading: str
    first: tuple[Value, ...]
    rest: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows the search, and the address without it."""

    heading: str
    label: str
    url: str


def filters(shelf: Shelf, asked: Asked, results: Results) -> tuple[Filter, ...]:
    """Set out every filter that can still narrow or widen this search."""
    made = (_filter(shelf, asked, results, facet) for facet in FACETS)
    return tuple(one for one in made if one.first)


def chips(shelf: Shelf, asked: Asked) -> tuple[Chip, ...]:
    """List what narrows the search now."""
    chosen = [
        Chip(
            HEADINGS[facet],
            names.FACET_VALUES[facet](shelf, value),
            addresses.of_search(asked.minus(PARAMETER_OF[facet], value)),
        )
        for facet in FACETS
        for value in asked.query.chosen.get(facet, ())
    ]
    dates = [
        Chip(heading, str(when), addresses.of_search(asked.without(name)))
        for heading, name, when in (
            ("From", "from", asked.query.since),
            ("To", "to", asked.query.until),
        )
        if when
    ]
    return (*chosen, *dates)


def _filter(shelf: Shelf, asked: Asked, results: Results, facet: str) -> Filter:
    chosen = asked.query.chosen.get(facet, ())
    counts = dict(results.facets.get(facet, ()))
    counts |= {value: 0 for value in chosen if value not in counts}
    ordered = sorted(counts) if facet == "year" else list(counts)
    if facet == "year":
        ordered.reverse()
    ordered.sort(key=lambda value: value not in chosen)
    values = [
        _value(shelf, asked, facet, value, counts[value]) for value in ordered[:MOST]
    ]
    cut = max(OPEN, len(chosen))
    if len(values) == cut + 1:  # one more is shorter than a link to one more
        cut += 1
    return Filter(facet, HEADINGS[facet], tuple(values[:cut]), tuple(values[cut:]))


def _value(shelf: Shelf, asked: Asked, facet: str, value: str, count: int) -> Value:
    name = PARAMETER_OF[facet]
    chosen = value in asked.query.chosen.get(facet, ())
    pairs = asked.minus(name, value) if chosen else asked.plus(name, value)
    label = names.FACET_VALUES[facet](shelf, value)
    return Value(label, count, addresses.of_search(pairs), chosen)
