"""From an address to a question, and what is wrong with an address.

A page is lenient: what it cannot use it leaves out and, for dates, says so. The
programming interface is strict, and says of every parameter what it expected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.content.dates import When
from kb.search.engine import PAGE_SIZE, Order, Query
from kb.web import parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Name in an address -> name of the facet.
PARAMETERS = {
    "kind": "kind",
    "theme": "theme",
    "type": "review_type",
    "harm": "harm_type",
    "age": "age",
    "agency": "agency",
    "year": "year",
    "nation": "nation",
    "policy": "policy_status",
}
MOST_VALUES = 20
MOST_PAGES = 1000
_VALUE = re.compile(r"[a-z0-9-]{1,80}")
_NUMBER = re.compile(r"[0-9]{1,6}")
DATE_EXPECTED = "must be a year or a month, such as 2015 or 2015-03"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the parameters that say it again, and what could not be used."""

    query: Query
    pairs: tuple[tuple[str, str], ...]
    problems: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[str, str] = ("", "")

    def without(self, *names: str) -> tuple[tuple[str, str], ...]:
        """Give the parameters that are left without some of them."""
        return tuple(pair for pair in self.pairs if pair[0] not in names)

    def minus(self, name: str, value: str) -> tuple[tuple[str, str], ...]:
        """Give the parameters without one value."""
        return tuple(pair for pair in self.pairs if pair != (name, value))

    def plus(self, name: str, value: str) -> tuple[tuple[str, str], ...]:
        """Give the parameters with one more value, in the set order."""
        return _in_order((*self.pairs, (name, value)))


def read(arguments: Mapping[str, list[str]]) -> Asked:
    """Read the address of a results page."""
    chosen = {
        facet: values
        for name, facet in PARAMETERS.items()
        if (values := _values(arguments.get(name, [])))
    }
    problems: dict[str, str] = {}
    since = _when(arguments, "from", problems)
    until = _when(arguments, "to", problems)
    query = Query(
        words=_one(arguments, "q").strip(),
        chosen=chosen,
        since=since,
        until=until,
        order=Order.DATE if _one(arguments, "sort") == "date" else Order.RELEVANCE,
        exact=_one(arguments, "exact") == "1",
        page=min(max(_number(_one(arguments, "page"), 1), 1), MOST_PAGES),
    )
    typed = (_one(arguments, "from")[:10], _one(arguments, "to")[:10])
    return Asked(query, _pairs(query), problems, typed)


def read_strictly(
    arguments: Mapping[str, list[str]], themes: Mapping[str, object]
) -> Asked:
    """Read the address of the programming interface; say all that is wrong with it."""
    expected = parameters.of_search(themes)
    problems = {
        name: one.expected
        for name, one in expected.items()
        if not all(map(one.takes, arguments.get(name, [])))
    }
    size = _one(arguments, "size")
    query = Query(
        words=_one(arguments, "q").strip(),
        chosen={
            name: tuple(dict.fromkeys(arguments[name]))
            for name, one in expected.items()
            if one.many and arguments.get(name)
        },
        size=int(size) if size and not problems else PAGE_SIZE,
    )
    return Asked(query, _pairs(query), problems)


def _pairs(query: Query) -> tuple[tuple[str, str], ...]:
    pairs = [("q", query.words)] if query.words else []
    for name, facet in PARAMETERS.items():
        pairs += [(name, value) for value in query.chosen.get(facet, ())]
    pairs += [
        (name, when.isoformat())
        for name, when in (("from", query.since), ("to", query.until))
        if when
    ]
    pairs += [("sort", "date")] if query.order is Order.DATE else []
    pairs += [("exact", "1")] if query.exact else []
    return tuple(pairs)


def _in_order(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    order = ["q", *PARAMETERS, "from", "to", "sort", "exact"]
    return tuple(sorted(pairs, key=lambda pair: order.index(pair[0])))


def _values(given: list[str]) -> tuple[str, ...]:
    fine = [value for value in given if _VALUE.fullmatch(value)]
    return tuple(dict.fromkeys(fine))[:MOST_VALUES]


def _when(
    arguments: Mapping[str, list[str]], name: str, problems: dict[str, str]
) -> When | None:
    text = _one(arguments, name).strip()
    if not text:
        return None
    try:
        return When.parse(text)
    except ValueError:
        problems[name] = DATE_EXPECTED
        return None


def _one(arguments: Mapping[str, list[str]], name: str) -> str:
    return next(iter(arguments.get(name, [])), "")


def _number(text: str, otherwise: int) -> int:
    return int(text) if _NUMBER.fullmatch(text) else otherwise
