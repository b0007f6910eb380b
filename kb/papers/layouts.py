"""Which layout of a deck is for which kind of slide, found by its placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pptx.enum.shapes import PP_PLACEHOLDER as PLACE

from kb.errors import InvalidInputError
from kb.papers.places import EDGES, TITLES, kind_of, places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pptx.presentation import Presentation as Deck
    from pptx.slide import SlideLayout

    from kb.papers.slide import Kind

_TEXTS = frozenset({PLACE.BODY, PLACE.OBJECT, PLACE.SUBTITLE})
_NO_LAYOUT = (
    "The template for slides has no layout with a title and a text or content"
    " placeholder. In PowerPoint, choose View, Slide Master, add a layout with both,"
    " and save the file again."
)


def layouts_of(deck: Deck) -> Mapping[Kind, SlideLayout]:
    """Choose a layout for each kind of slide."""
    every = list(_layouts(deck))
    text = _first(every, _is(PLACE.OBJECT)) or _first(every, _is(PLACE.BODY))
    text = text or _first(every, _has_text)
    if text is None:
        raise InvalidInputError({"pptx_template": _NO_LAYOUT})
    title = _first(every, _is(PLACE.SUBTITLE)) or text
    part = _first(every, _is_part) or _first(every, _only_title) or text
    picture = _first(every, _is(PLACE.PICTURE)) or text
    return {
        "title": title,
        "part": part,
        "text": text,
        "statement": _named(every, "statement") or text,
        "quote": _named(every, "quote") or text,
        "aside": _named(every, "aside") or text,
        "table": _first(every, _is(PLACE.OBJECT)) or text,
        "picture": picture,
    }


def _layouts(deck: Deck) -> Iterator[SlideLayout]:
    for master in deck.slide_masters:
        for layout in master.slide_layouts:
            if TITLES.intersection(_kinds(layout)):
                yield layout


def _kinds(layout: SlideLayout) -> list[PLACE]:
    return list(map(kind_of, places(layout)))


def _inner(layout: SlideLayout) -> list[PLACE]:
    return [one for one in _kinds(layout) if one not in TITLES | EDGES]


def _first(
    every: list[SlideLayout], fits: Callable[[SlideLayout], bool]
) -> SlideLayout | None:
    return next(filter(fits, every), None)


def _is(kind: PLACE) -> Callable[[SlideLayout], bool]:
    """Ask for a title and one other placeholder."""
    return lambda layout: _inner(layout) == [kind] and not _is_part(layout)


def _has_text(layout: SlideLayout) -> bool:
    return bool(_TEXTS.intersection(_inner(layout)))


def _only_title(layout: SlideLayout) -> bool:
    return not _inner(layout)


def _is_part(layout: SlideLayout) -> bool:
    # PowerPoint says of this layout alone what it is for.
    kind: str = layout._element.get("type", "")  # noqa: SLF001 - no other way in
    return kind == "secHead"


def _named(every: list[SlideLayout], name: str) -> SlideLayout | None:
    """Find a layout of one text by its name, as ours have them."""
    return _first(
        every, lambda one: one.name.casefold() == name and len(_inner(one)) == 1
    )
