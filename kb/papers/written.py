"""What people write into a paper: from Markdown to blocks, by way of safe HTML."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from kb.content.rendering import render
from kb.papers.grids import gridded
from kb.papers.model import Bullets, Heading, Image, Line, Paragraph, Quote, Span
from kb.papers.spans import pieces, tidied, words_of
from kb.papers.tree import tree
from kb.papers.words import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

    from kb.papers.model import Block

    #: Gives the picture at an address of this site, if there is one.
    Pictures: TypeAlias = Callable[[str], Image | None]

_HEADINGS = {f"h{level}": level for level in range(2, 7)}
_LISTS = frozenset({"ul", "ol"})
_DEEPEST = 6
_BLOCKS = frozenset({*_HEADINGS, *_LISTS, "p", "pre", "blockquote", "table", "img"})
#: What does not become words of an item or of a quotation.
_APART = frozenset({*_LISTS, "table", "img"})


def no_picture(_address: str) -> Image | None:
    """Know no picture at all."""
    return None


def blocks(markdown: str, pictures: Pictures = no_picture) -> tuple[Block, ...]:
    """Turn what somebody wrote into the blocks of a paper."""
    return blocks_of(render(markdown).html, pictures)


def blocks_of(html: str, pictures: Pictures = no_picture) -> tuple[Block, ...]:
    """Turn HTML that was made safe into the blocks of a paper."""
    return tuple(_Reader(pictures).flow(tree(html)))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Read the few elements that `kb.content.rendering` lets through."""

    pictures: Pictures

    def flow(self, element: Element) -> Iterator[Block]:
        """Give what is in an element: words between blocks are paragraphs."""
        spans: list[Span] = []
        for piece in pieces(element, _BLOCKS):
            if isinstance(piece, Span):
                spans.append(piece)
                continue
            yield from _paragraph(spans)
            spans = []
            yield from self._block(piece)
        yield from _paragraph(spans)

    def _block(self, element: Element) -> Iterator[Block]:
        if element.tag in _HEADINGS:
            level = min(_HEADINGS[element.tag] + 1, _DEEPEST)
            if words := words_of(element):
                yield Heading(words, level)
        elif element.tag in _LISTS:
            yield from self._list(element)
        elif element.tag == "blockquote":
            yield from self._quote(element)
        elif element.tag == "pre":
            for line in "".join(element.itertext()).splitlines():
                yield from _paragraph([Span(clean(line))])
        elif element.tag in {"table", "img"}:
            yield from self._apart(element)
        else:
            yield from self.flow(element)

    def _apart(self, element: Element) -> Iterator[Block]:
        """Give what stands by itself: a table or a picture."""
        if element.tag == "table":
            yield from gridded(element)
            return
        address, alt = element.get("src", ""), clean(element.get("alt", ""))
        found = self.pictures(address) or Image(b"", alt)
        yield replace(found, alt=alt or found.alt, address=found.address or address)

    def _list(self, element: Element) -> Iterator[Block]:
        """Give a list with those inside it, then what stood between their words."""
        lines: list[Line] = []
        others: list[Element] = []
        for found in _lines(element, 0):
            if isinstance(found, Line):
                lines.append(found)
            else:
                others.append(found)
        if lines:
            yield _bullets(lines)
        for other in others:
            yield from self._apart(other)

    def _quote(self, element: Element) -> Iterator[Block]:
        """Give a quotation by paragraph; each item of a list is one."""
        lines, others = [], []
        for block in self.flow(element):
            match block:
                case Paragraph() | Heading():
                    lines.append(block.words)
                case Bullets():
                    lines += block.items
                case Quote():
                    lines += block.lines
                case _:
                    others.append(block)
        if lines:
            yield Quote(tuple(lines))
        yield from others


def _paragraph(spans: list[Span]) -> Iterator[Block]:
    if words := tidied(spans):
        yield Paragraph(words)


def _lines(element: Element, depth: int) -> Iterator[Line | Element]:
    """Give the items of a list in order, and what is no words in them."""
    for item in element:
        spans: list[Span] = []
        others: list[Element] = []
        for piece in pieces(item, _APART):
            if isinstance(piece, Span):
                spans.append(piece)
            else:
                others.append(piece)
        words = tidied(spans)
        if words:
            yield Line(words, depth, element.tag == "ol")
        for other in others:
            if other.tag in _LISTS:
                yield from _lines(other, depth + 1 if words else depth)
            else:
                yield other


def _bullets(lines: list[Line]) -> Bullets:
    kinds = tuple((line.depth, line.numbered) for line in lines)
    alike = len(set(kinds)) == 1
    words = tuple(line.words for line in lines)
    return Bullets(words, lines[0].numbered, () if alike else kinds)
