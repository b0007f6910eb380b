"""Children in the reviews that are followed up, by age, without small numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board import small_counts
from kb.web.present import names
from kb.web.present.words import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
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
    few = f"fewer than {fewest}"
    return Children(
        rows=tuple(
            _row(_label(shelf, one), now[one], then.get(one), few)
            for one in sorted(now, key=_order(shelf))
        ),
        total=_row("Together", sum(now.values()), sum(then.values()), "not shown"),
        fewest=fewest,
        without=plural(without, "review") if without else "",
    )


def _row(label: str, now: int, before: int | None, few: str) -> ChildrenRow:
    """Set out a row; `few` is said where nothing can be shown yet."""
    then = "–" if before is None else f"{before:,}" if before else few
    return ChildrenRow(label, f"{now:,}" if now else few, then)


def _label(shelf: Shelf, group: str) -> str:
    return _OTHER_GROUPS.get(group) or names.theme(shelf, group)


def _order(shelf: Shelf) -> Callable[[str], int]:
    """Put age groups in the order of the vocabulary, and the others after them."""
    order = [*shelf.vocabulary.concepts, *_OTHER_GROUPS]
    return lambda group: order.index(group) if group in order else -1
