"""Counts of children, so that no small number can be worked out from what is shown.

A count below `fewest` is withheld. So is every difference below it: between two days,
between a total and its parts. That is why numbers go up in steps: a group's number
stays as it is until at least `fewest` more children have come, and the total is the
sum of what is shown and of nothing else. What one day shows and what another shows
then differ by nothing or by enough, whichever two days somebody compares.

There is one grouping and no filter: the same children in two groupings, or with and
without a theme, can be subtracted from each other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content.documents import Review

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from kb.board.seen import Item

SEVERAL_AGES, AGE_UNKNOWN = "several-ages", "age-not-shown"


@dataclass(frozen=True, slots=True)
class Counted:
    """So many children of a group were added on a day."""

    group: str
    day: date
    children: int


def shown(counted: Iterable[Counted], day: date, fewest: int) -> Mapping[str, int]:
    """Give what may be shown on a day for each group; 0 stands for fewer than `fewest`.

    Groups that get their first child later have no row yet.
    """
    by_group: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for one in counted:
        if one.day <= day:
            by_group[one.group][one.day] += one.children
    return {group: _released(days, fewest) for group, days in by_group.items()}


def _released(days: Mapping[date, int], fewest: int) -> int:
    """Add up what came in steps of at least `fewest`; the rest waits for more."""
    released = waiting = 0
    for day in sorted(days):
        waiting += days[day]
        if waiting >= fewest:
            released, waiting = released + waiting, 0
    return released


def by_age(items: Iterable[Item]) -> tuple[tuple[Counted, ...], int]:
    """Count the children of the reviews followed up, and the reviews without a number.

    A review counts from the day on which something was first asked of anybody for it.
    """
    first: dict[str, tuple[date, Review]] = {}
    for item in items:
        created = item.action.of.created
        if isinstance(item.document, Review):
            known = first.get(item.document.key)
            if known is None or created < known[0]:
                first[item.document.key] = created, item.document
    counted = tuple(
        Counted(_age(review), day, review.child_count)
        for day, review in first.values()
        if review.child_count is not None
    )
    return counted, len(first) - len(counted)


def _age(review: Review) -> str:
    if len(review.ages) > 1:
        return SEVERAL_AGES
    return review.ages[0] if review.ages else AGE_UNKNOWN
