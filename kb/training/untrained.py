"""On which lessons nobody was trained: no run on them, and no agency confirmed one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kb.training.briefed import Briefing
    from kb.training.reach import Counted


def trained(
    runs: Iterable[Counted],
    each: Mapping[tuple[str, str], Briefing],
    agency: str = "",
) -> frozenset[str]:
    """Name the documents on which somebody was trained, of one agency or of any.

    A run that says of nobody how many came reached somebody, but no agency.
    """
    ran = {
        key for run in runs if not agency or run.staff.get(agency) for key in run.keys
    }
    briefed = {
        key
        for (key, whose), one in each.items()
        if one.confirmed and agency in {"", whose}
    }
    return frozenset(ran | briefed)


def never(keys: Iterable[str], trained_on: Collection[str]) -> tuple[str, ...]:
    """Keep those on which nobody was trained."""
    return tuple(key for key in keys if key not in trained_on)
