"""What stands where on each kind of slide; lengths are centimetres."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, width and height."""

INK, WHITE, MIST, BLACK, GREY = "tx2", "bg1", "bg2", "tx1", "accent3"


@dataclass(frozen=True, slots=True)
class Place:
    """A placeholder, and how its words look."""

    kind: str
    """`title`, `ctrTitle`, `subTitle`, `body`, `ftr`; empty for anything at all."""
    index: int
    box: Box
    size: int
    colour: str = BLACK
    anchor: str = "t"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of slide."""

    name: str
    type: str
    places: tuple[Place, ...]
    ground: str = WHITE
    strips: tuple[tuple[Box, str], ...] = ()
    quiet: str = GREY
    """The colour of the slide's number."""


_WIDE = 33.867
_HIGH = 19.05
_EDGE: tuple[Box, str] = ((0, 0, 0.7, _HIGH), INK)
_TITLE: Box = (1.8, 0.8, 30.2, 3.3)
BODY: Box = (1.8, 4.9, 30.2, 12)
#: On a title slide, above its ground of ink.
LOGO: Box = (1.8, 0.7, 12, 2.4)


def _foot(colour: str = GREY) -> Place:
    return Place("ftr", 11, (1.8, 17.35, 26.5, 1.2), 14, colour, "ctr")


def _head(colour: str = INK) -> Place:
    return Place("title", 0, _TITLE, 34, colour, "b", strong=True)


MASTER = Layout(
    "Learning", "", (_head(), Place("body", 1, BODY, 26), _foot()), strips=(_EDGE,)
)
LAYOUTS = (
    Layout(
        "Title Slide",
        "title",
        (
            Place("ctrTitle", 0, (1.8, 4.6, 30.2, 6), 44, WHITE, "b", strong=True),
            Place("subTitle", 1, (1.8, 11.2, 30.2, 4), 26, WHITE),
            _foot(),
        ),
        strips=(((0, 3.8, _WIDE, 12.6), INK),),
    ),
    Layout(
        "Title and Content",
        "obj",
        (_head(), Place("", 1, BODY, 26), _foot()),
    ),
    Layout(
        "Section Header",
        "secHead",
        (
            Place("title", 0, (1.8, 5, 30.2, 6), 44, WHITE, "b", strong=True),
            Place("body", 1, (1.8, 11.6, 30.2, 4), 28, WHITE),
            _foot(WHITE),
        ),
        INK,
        quiet=WHITE,
    ),
    Layout(
        "Quote",
        "",
        (_head(), Place("body", 1, (3.4, 5.2, 27, 11.2), 26, INK, "ctr"), _foot()),
        MIST,
        (_EDGE, ((2.4, 5.2, 0.2, 11.2), INK)),
    ),
    Layout(
        "Statement",
        "",
        (_head(), Place("body", 1, (1.8, 5, 30.2, 11.6), 40, BLACK, "ctr"), _foot()),
    ),
    Layout(
        "Aside",
        "",
        (_head(), Place("body", 1, (2.8, 5.1, 28.2, 11.4), 26, anchor="ctr"), _foot()),
        strips=(_EDGE, ((1.8, 4.9, 30.2, 11.8), MIST), ((1.8, 4.9, 0.25, 11.8), INK)),
    ),
)
