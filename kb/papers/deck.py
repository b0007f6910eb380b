"""The look of our own slides: 16:9, Arial, ink on white, made from an empty deck."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Cm

from kb.papers.deck_layouts import LAYOUTS, MASTER
from kb.papers.deck_shapes import ground, number, placeholder, strip, text_styles
from kb.papers.model import LANGUAGE
from kb.papers.traces import emptied

if TYPE_CHECKING:
    from pptx.opc.package import Part
    from pptx.presentation import Presentation as Deck
    from pptx.slide import SlideLayout, SlideMaster

    from kb.papers.deck_layouts import Layout

WIDTH, HEIGHT = Cm(33.867), Cm(19.05)
_COLOURS = {
    "dk1": "0B0C0C",
    "lt1": "FFFFFF",
    "dk2": "0B4F4A",
    "lt2": "EEF4F3",
    "accent1": "0B4F4A",
    "accent2": "1D70B8",
    "accent3": "4C6B68",
    "accent4": "7A5A06",
    "accent5": "4C2C92",
    "accent6": "942514",
    "hlink": "0B5A9C",
    "folHlink": "4C2C92",
}
_THEME = "/theme"


def ours() -> Deck:
    """Make an empty deck that looks as this product does."""
    deck = Presentation()
    emptied(deck)
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    master = deck.slide_master
    recolour(_theme_of(master))
    _set_master(master)
    kept = list(deck.slide_layouts)[: len(LAYOUTS)]
    for layout in list(deck.slide_layouts)[len(LAYOUTS) :]:
        deck.slide_layouts.remove(layout)
    for layout, spec in zip(kept, LAYOUTS, strict=True):
        _set_layout(layout, spec)
    in_english(deck.part._element)  # noqa: SLF001 - python-pptx has no other way in
    return deck


def in_english(element: Any) -> None:  # noqa: ANN401 - lxml says no type
    """Let all that an element says be British English."""
    for tag in ("a:rPr", "a:endParaRPr", "a:defRPr"):
        for one in element.iter(qn(tag)):
            if tag != "a:defRPr" or one.get("lang"):
                one.set("lang", LANGUAGE)


def recolour(theme: Part) -> None:
    """Give a theme our colours and letters."""
    root: Any = parse_xml(theme.blob)
    for name, value in _COLOURS.items():
        (place,) = root.iter(qn(f"a:{name}"))
        for old in list(place):
            place.remove(old)
        place.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{value}"/>'))
    for fonts in ("a:majorFont", "a:minorFont"):
        (place,) = root.iter(qn(fonts))
        place.find(qn("a:latin")).set("typeface", "Arial")
    root.set("name", "Learning")
    theme._blob = serialize_part_xml(root)  # noqa: SLF001 - a part kept as bytes


def _theme_of(master: SlideMaster) -> Part:
    rels = master.part.rels.values()
    return next(one.target_part for one in rels if one.reltype.endswith(_THEME))


def _set_master(master: SlideMaster) -> None:
    _set_shapes(master, MASTER)
    element = master._element  # noqa: SLF001 - python-pptx has no other way in
    styles = element.find(qn("p:txStyles"))
    element.replace(styles, parse_xml(text_styles()))
    in_english(element)


def _set_layout(layout: SlideLayout, spec: Layout) -> None:
    element = layout._element  # noqa: SLF001 - python-pptx has no other way in
    element.attrib.pop("type", None)
    if spec.type:
        element.set("type", spec.type)
    element.set("preserve", "1")
    _set_shapes(layout, spec)
    in_english(element)


def _set_shapes(page: SlideLayout | SlideMaster, spec: Layout) -> None:
    content = page._element.cSld  # noqa: SLF001 - python-pptx has no other way in
    content.set("name", spec.name)
    old = content.find(qn("p:bg"))
    if old is not None:
        content.remove(old)
    content.insert(0, parse_xml(ground(spec.ground)))
    tree = content.spTree
    for shape in list(tree)[2:]:
        tree.remove(shape)
    free = count(2)
    drawn = [strip(next(free), *one) for one in spec.strips]
    drawn += [placeholder(next(free), place) for place in spec.places]
    for shape in (*drawn, number(next(free), spec.quiet)):
        tree.append(parse_xml(shape))
