"""Elements of HTML, built as a tree so that no word can become a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, tostring

if TYPE_CHECKING:
    from kb.papers.model import Span, Words


def made(tag: str, attributes: dict[str, str], *inside: str | Element) -> Element:
    """Make an element with words and other elements in it."""
    element = Element(tag, attributes)
    for one in inside:
        if not isinstance(one, str):
            element.append(one)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + one
        else:
            element.text = (element.text or "") + one
    return element


def text(element: Element) -> str:
    """Write an element as HTML."""
    return tostring(element, encoding="unicode", method="html")


def line(
    tag: str, attributes: dict[str, str], words: Words, *, inside: bool
) -> Element:
    """Write a line, which runs as its first letter does."""
    spans = (_span(span, inside=inside) for span in words)
    return made(tag, attributes | {"dir": "auto"}, *spans)


def _span(span: Span, *, inside: bool) -> str | Element:
    said: str | Element = span.text
    if span.strong:
        said = made("strong", {}, said)
    if span.em:
        said = made("em", {}, said)
    address = span.outside or (span.link if inside else "")
    if not address:
        return said
    return made("a", {"class": "govuk-link", "href": address}, said)
