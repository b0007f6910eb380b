"""The words inside an element: which are strong, which lead somewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias
from xml.etree.ElementTree import Element

from kb.papers.model import Span
from kb.papers.words import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.papers.model import Words

Piece: TypeAlias = Span | Element

_GAP = " "
_PARTING = frozenset("p pre blockquote h2 h3 h4 h5 h6 ul ol li table tr td th".split())
_PLAIN = Span("")
_NOWHERE: frozenset[str] = frozenset()


def pieces(
    element: Element, apart: frozenset[str] = _NOWHERE, mark: Span = _PLAIN
) -> Iterator[Piece]:
    """Give the words in an element, and whole what stands apart from them."""
    yield replace(mark, text=clean(element.text or ""))
    for child in element:
        if child.tag in apart:
            yield child
        elif child.tag == "img":
            yield replace(mark, text=clean(child.get("alt", "")))
        elif child.tag == "br" or child.tag in _PARTING:
            yield Span(_GAP)
            yield from pieces(child, apart, mark)
            yield Span(_GAP)
        else:
            yield from pieces(child, apart, _marked(child, mark))
        yield replace(mark, text=clean(child.tail or ""))


def words_of(element: Element) -> Words:
    """Give all words in an element."""
    return tidied(one for one in pieces(element) if isinstance(one, Span))


def tidied(spans: Iterable[Span]) -> Words:
    """Join spans that are alike, with one space between words and none around."""
    kept: list[Span] = []
    for span in spans:
        before = kept[-1].text if kept else _GAP
        text = span.text.lstrip() if before.endswith(_GAP) else span.text
        if not text:
            continue
        if kept and replace(kept[-1], text=text) == replace(span, text=text):
            kept[-1] = replace(span, text=before + text)
        else:
            kept.append(replace(span, text=text))
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def _marked(element: Element, mark: Span) -> Span:
    if element.tag == "a":
        return replace(mark, link=element.get("href", ""))
    return replace(
        mark,
        strong=mark.strong or element.tag == "strong",
        em=mark.em or element.tag == "em",
    )
