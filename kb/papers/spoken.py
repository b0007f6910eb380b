"""Blocks as a speaker reads them beside a slide: line by line, and nothing left out."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from kb.papers.model import (
    Aside,
    Bullets,
    Chart,
    Heading,
    Image,
    Paragraph,
    Quote,
    Span,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.papers.model import Block, Words


def spoken(blocks: Iterable[Block]) -> tuple[Words, ...]:
    """Give blocks as lines."""
    return tuple(chain.from_iterable(map(_lines, blocks)))


def _lines(block: Block) -> Iterator[Words]:
    match block:
        case Paragraph():
            yield block.words
        case Heading():
            yield tuple(replace(span, strong=True) for span in block.words)
        case Bullets():
            yield from _bullets(block)
        case Quote():
            yield from ((Span("“"), *line, Span("”")) for line in block.lines)
        case Table():
            yield from rows_of(block)
        case Chart():
            yield (Span(block.alt),)
        case Image():
            shown = f"Picture: {block.alt}" if block.alt else "A picture."
            yield (Span(shown if block.content else block.missing),)
        case Aside():
            yield (Span(block.title, strong=True),)
            yield from spoken(block.blocks)


def _bullets(block: Bullets) -> Iterator[Words]:
    counts: dict[int, int] = {}
    for line in block.lines:
        deeper = [depth for depth in counts if depth > line.depth]
        for depth in deeper:
            del counts[depth]
        counts[line.depth] = counts.get(line.depth, 0) + 1
        sign = f"{counts[line.depth]}." if line.numbered else "•"
        yield (Span(f"{'  ' * line.depth}{sign} "), *line.words)


def rows_of(table: Table) -> Iterator[Words]:
    """Read a table: its caption, its columns, and then a row at a time."""
    if table.caption:
        yield (Span(table.caption, strong=True),)
    if any(table.heads):
        yield (Span(f"Columns: {'; '.join(filter(None, table.heads))}"),)
    for row in table.rows:
        cells = [
            (Span(f"{head}: " if head else ""), *cell, Span("; "))
            for head, cell in zip(table.heads, row, strict=False)
            if cell
        ]
        if cells:
            yield tuple(chain.from_iterable(cells))[:-1]
