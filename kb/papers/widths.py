"""How wide the columns of a table are: wider where there is more to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.papers.model import Table

_LEAST, _MOST = 10, 90


def shares(table: Table) -> tuple[float, ...]:
    """Give each column its share of the page; together they are 1."""
    roots = [
        min(max(_longest(table, place), _LEAST), _MOST) ** 0.5
        for place in range(len(table.heads))
    ]
    return tuple(root / sum(roots) for root in roots)


def _longest(table: Table, place: int) -> int:
    cells = [sum(len(span.text) for span in row[place]) for row in table.rows]
    return max([len(table.heads[place]), *cells])
