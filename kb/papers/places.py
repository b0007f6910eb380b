"""Placeholders of slides, layouts and masters, and shapes in them.

python-pptx says little of what these are, so this is where they are nobody's type.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from pptx.enum.shapes import PP_PLACEHOLDER as PLACE

Shape: TypeAlias = Any
Page: TypeAlias = Any

TITLES = frozenset({PLACE.TITLE, PLACE.CENTER_TITLE})
#: What stands at the edge of a slide and takes none of its words.
EDGES = frozenset({PLACE.DATE, PLACE.FOOTER, PLACE.SLIDE_NUMBER, PLACE.HEADER})


def places(page: Page) -> list[Shape]:
    """Give the placeholders of a page, in order."""
    return list(page.placeholders)


def kind_of(place: Shape) -> PLACE:
    """Say what a placeholder is for."""
    kind: PLACE = place.placeholder_format.type
    return kind


def of_kind(page: Page, kind: PLACE) -> Shape | None:
    """Find the placeholder of a kind."""
    return next((one for one in places(page) if kind_of(one) is kind), None)


def add_like(page: Page, above: Shape) -> Shape:
    """Give the placeholder of a page that is like one above it; add it if need be."""
    kind = kind_of(above)
    if of_kind(page, kind) is None:
        page.shapes.clone_placeholder(above)
    return of_kind(page, kind)


def lead(shape: Shape) -> None:
    """Let a shape be the first that is read on its slide."""
    element = shape._element  # noqa: SLF001 - python-pptx has no other way in
    tree = element.getparent()
    tree.remove(element)
    tree.insert_element_before(element, *_SHAPES)


def describe(shape: Shape, words: str) -> None:
    """Say what a shape shows, for who does not see it."""
    named = shape._element._nvXxPr.cNvPr  # noqa: SLF001 - no other way in
    named.set("descr", words)


def remove(shape: Shape) -> None:
    """Take a shape off its page."""
    element = shape._element  # noqa: SLF001 - no other way in
    element.getparent().remove(element)


_SHAPES = ("p:sp", "p:pic", "p:graphicFrame", "p:grpSp", "p:cxnSp")
