"""Tables on slides: cut by rows, or told as lists where they are too wide to read."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.papers.cutting import counted_words, text_of
from kb.papers.model import Bullets, Heading, Span, Table
from kb.papers.widths import shares

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.papers.model import Block, Words

_MOST_COLUMNS, _MOST_IN_A_CELL, _LONGEST_WORD = 5, 22, 24
#: Lines of 24 points that a slide has room for, and letters across all columns.
_MOST_LINES, _LETTERS = 10, 64


def squared(table: Table) -> Table:
    """Give every row as many cells as the widest has."""
    width = max([len(table.heads), *map(len, table.rows)])
    heads = (*table.heads, *[""] * (width - len(table.heads)))
    rows = tuple((*row, *[()] * (width - len(row))) for row in table.rows)
    return replace(table, heads=heads, rows=rows)


def is_readable(table: Table) -> bool:
    """Say whether a table can be read from the back of a room."""
    cells = [cell for row in table.rows for cell in row]
    cells += [(Span(head),) for head in table.heads]
    return 0 < len(table.heads) <= _MOST_COLUMNS and all(map(_is_short, cells))


def cut(table: Table) -> Iterator[Table]:
    """Cut a table by its rows, with its headings over each part."""
    wide = shares(table)
    heads = _high(tuple((Span(head),) for head in table.heads), wide)
    rows: list[tuple[Words, ...]] = []
    left = _MOST_LINES - heads
    for row in table.rows:
        high = _high(row, wide)
        if rows and high > left:
            yield replace(table, rows=tuple(rows))
            rows, left = [], _MOST_LINES - heads
        rows.append(row)
        left -= high
    yield replace(table, rows=tuple(rows))


def listed(table: Table) -> Iterator[Block]:
    """Tell a table as lists, one for each row, under what its first cell says."""
    for first, *rest in filter(None, table.rows):
        if first:
            yield Heading(first, 4)
        items = tuple(
            (Span(f"{head}: " if head else ""), *cell)
            for head, cell in zip(table.heads[1:], rest, strict=True)
            if cell
        )
        if items:
            yield Bullets(items)


def _is_short(cell: Words) -> bool:
    longest = max(map(len, text_of(cell).split()), default=0)
    return counted_words(cell) <= _MOST_IN_A_CELL and longest <= _LONGEST_WORD


def _high(row: tuple[Words, ...], wide: tuple[float, ...]) -> float:
    """Say how many lines a row takes, with the room around them."""
    lines = (
        math.ceil(len(text_of(cell)) / (_LETTERS * share)) or 1
        for cell, share in zip(row, wide, strict=True)
    )
    return max(lines) + 0.4
