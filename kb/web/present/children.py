"""Children in the reviews that are followed up, by age, without small numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board import small_counts
from kb.web.present import names
from kb.web.present.words import plural

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kb.board.seen import Item
    from kb.content.shelf import Shelf

_OTHER_GROUPS = {
    small_counts.SEVERAL_AGES: "More than one age group",
    small_counts.AGE_UNKNOWN: "Age not shown",
}


@dataclass(frozen=True, slots=True)
class ChildrenRow:
    """An age group, and how many children as of two days, in words."""

    label: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class Children:
    """The table of children by age group."""

    rows: tuple[ChildrenRow, ...]
    total: ChildrenRow
    fewest: int
    without: str
    """How many reviews do not say how many children they are about."""


def children(
    shelf: Shelf, items: Iterable[Item], day: date, before: date
) -> Children | None:
    """Set out the children of the reviews followed up; None when there are none."""
    fewest = shelf.settings.tracking.fewest
    counted, without = small_counts.by_age(items)
    now = small_counts.shown(counted, day, fewest)
    then = small_counts.shown(counted, before, fewest)
    if not now:
        return None
    order = [*shelf.vocabulary.concepts, *_OTHER_GROUPS]
    groups = sorted(now, key=lambda group: order.index(group) if group in order else -1)
    return Children(
        rows=tuple(
            ChildrenRow(
                _OTHER_GROUPS.get(group) or names.theme(shelf, group),
                _said(now[group], fewest),
                _said(then[group], fewest) if group in then else "–",
            )
            for group in groups
        ),
        total=ChildrenRow(
            "Together",
            _said(sum(now.values()), fewest),
            _said(sum(then.values()), fewest) if then else "–",
        ),
        fewest=fewest,
        without=plural(without, "review") if without else "",
    )


def _said(number: int, fewest: int) -> str:
    return f"{number:,}" if number else f"fewer than {fewest}"
