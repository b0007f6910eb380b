"""Tables that somebody wrote; what is too wide for a page becomes lists."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.papers.model import Bullets, Paragraph, Span, Table
from kb.papers.spans import tidied, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from kb.papers.model import Block, Words

#: A table with more columns has no room on a page.
_MOST_COLUMNS = 8


def gridded(table: Element) -> Iterator[Block]:
    """Give a table, or for each of its rows a line and a list."""
    rows = [[words_of(cell) for cell in row] for row in table.iter("tr")]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return
    heads, *body = [(*row, *[()] * (width - len(row))) for row in rows]
    if width > _MOST_COLUMNS:
        yield from _listed(heads, body)
    else:
        names = tuple("".join(span.text for span in cell) for cell in heads)
        yield Table("", names, tuple(body))


def _listed(heads: tuple[Words, ...], rows: list[tuple[Words, ...]]) -> Iterator[Block]:
    """Say a row at a time; a cell with nothing in it says nothing."""
    for row in rows or [heads]:
        said = [
            tidied([Span(f"{_plain(head)}: " if head else ""), *cell])
            for head, cell in zip(heads, row, strict=True)
            if cell
        ]
        if said:
            yield Paragraph(tidied(replace(span, strong=True) for span in said[0]))
        if said[1:]:
            yield Bullets(tuple(said[1:]))


def _plain(words: Words) -> str:
    return "".join(span.text for span in words)
