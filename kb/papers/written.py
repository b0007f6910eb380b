"""What people write into a paper: from Markdown to blocks, by way of safe HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from kb.content.rendering import render
from kb.papers.model import Bullets, Heading, Paragraph, Span, Table
from kb.papers.words import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.papers.model import Block, Words

_HEADINGS = {f"h{level}": level for level in range(2, 7)}
_CELLS = frozenset({"th", "td"})
_LISTS = frozenset({"ul", "ol"})
_DEEPEST = 6
#: A table with more columns than a page has room for becomes lists.
_MOST_COLUMNS = 8


def blocks(markdown: str) -> tuple[Block, ...]:
    """Turn what somebody wrote into the blocks of a paper."""
    reader = _Reader()
    reader.feed(render(markdown).html)
    reader.close()
    return tuple(reader.found())


@dataclass(slots=True)
class _Grid:
    """A table while it is being read."""

    rows: list[list[Words]] = field(default_factory=list)

    def blocks(self) -> list[Block]:
        """Give a table, or a list for each row when it is too wide for a page."""
        table = self._table()
        if len(table.heads) <= _MOST_COLUMNS:
            return [table]
        return [
            Bullets(
                tuple(
                    (Span(f"{head}: " if head else ""), *cell)
                    for head, cell in zip(table.heads, row, strict=True)
                )
            )
            for row in table.rows
        ]

    def _table(self) -> Table:
        width = max(len(row) for row in self.rows)
        padded = [(*row, *[()] * (width - len(row))) for row in self.rows]
        heads = tuple("".join(span.text for span in cell) for cell in padded[0])
        return Table("", heads, tuple(padded[1:]))


class _Reader(HTMLParser):
    """Read the few elements that `kb.content.rendering` lets through."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._spans: list[Span] = []
        self._items: list[Words] = []
        self._open: list[str] = []
        self._links: list[str] = []
        self._grid: _Grid | None = None

    def found(self) -> list[Block]:
        """Give all blocks."""
        self._end_paragraph()
        return self._blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag == "br":
            self._spans.append(Span(" "))
            return
        if tag in _LISTS and not self._in_list():
            self._end_paragraph()
        if tag in _LISTS and self._in_list():
            self._end_item()
        if tag == "a":
            self._links.append(dict(attrs).get("href") or "")
        if tag == "table":
            self._end_paragraph()
            self._grid = _Grid()
        if tag == "tr" and self._grid:
            self._grid.rows.append([])
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        if tag == "a":
            self._links.pop()
        elif tag in _HEADINGS:
            level = min(_HEADINGS[tag] + 1, _DEEPEST)
            self._add(lambda words: Heading(words, level))
        elif tag in _CELLS and self._grid:
            self._grid.rows[-1].append(self._words())
        elif tag == "table" and self._grid:
            self._blocks += self._grid.blocks() if self._grid.rows else []
            self._grid = None
        elif tag == "li":
            self._end_item()
        elif tag in _LISTS and not self._in_list():
            self._blocks.append(Bullets(tuple(self._items), numbered=tag == "ol"))
            self._items = []
        elif tag in {"p", "pre", "blockquote"} and not self._in_list():
            self._end_paragraph()

    def handle_data(self, data: str) -> None:
        """Add words."""
        text = clean(data)
        if text.strip() or (text and self._spans):
            link = self._links[-1] if self._links else ""
            strong, em = "strong" in self._open, "em" in self._open
            self._spans.append(Span(text, link, strong, em))

    def _in_list(self) -> bool:
        return any(tag in _LISTS for tag in self._open)

    def _words(self) -> Words:
        words, self._spans = tuple(self._spans), []
        while words and not words[-1].text.strip():
            words = words[:-1]
        return words

    def _end_item(self) -> None:
        if words := self._words():
            self._items.append(words)

    def _end_paragraph(self) -> None:
        if words := self._words():
            self._blocks.append(Paragraph(words))

    def _add(self, make: Callable[[Words], Block]) -> None:
        if words := self._words():
            self._blocks.append(make(words))
