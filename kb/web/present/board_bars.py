"""Tables with a bar in each row: a number for each colour, and its picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board.choosing import Choice
from kb.web.present.board_words import COLOURS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kb.board.brag import Colour
    from kb.board.rows import Row
    from kb.web.present.board_links import Links

#: Rows shown at once; others are a click away, and the rest in the form below.
AT_ONCE, MOST = 10, 40


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and the list that it counts."""

    number: int
    unit: str
    url: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar, in shares of a hundred of the picture's width."""

    colour: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what it is of, its numbers and their picture."""

    label: str
    url: str
    cells: tuple[Cell, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A table with bars, the longest for the most actions."""

    id: str
    caption: str
    of: str
    heads: tuple[str, ...]
    first: tuple[Bar, ...]
    others: tuple[Bar, ...]
    left_out: int
    """How many more there are, which can be chosen in the form."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a colour and its pattern mean."""

    colour: str
    name: str
    meaning: str


KEYS = tuple(Key(colour, name, meaning) for colour, name, meaning in COLOURS)


@dataclass(frozen=True, slots=True)
class Naming:
    """How a table of bars is called, and how its rows are named and linked."""

    id: str
    of: str
    label: Callable[[str], str]
    links: Links


def bars(rows: Iterable[Row], naming: Naming) -> Bars | None:
    """Set rows out as a table with bars; None without rows."""
    found = list(rows)
    longest = max((row.total for row in found), default=0)
    made = tuple(_bar(row, longest, naming) for row in found[:MOST])
    if not made:
        return None
    return Bars(
        id=naming.id,
        caption=f"By {naming.of.lower()}",
        of=naming.of,
        heads=tuple(name for _, name, _ in COLOURS),
        first=made[:AT_ONCE],
        others=made[AT_ONCE:],
        left_out=len(found) - len(made),
    )


def _bar(row: Row, longest: int, naming: Naming) -> Bar:
    cells = tuple(
        Cell(
            row.colours.get(colour, 0),
            head.lower(),
            naming.links.listed(_of_colour(row.choice, colour)),
        )
        for colour, head, _ in COLOURS
    )
    return Bar(
        label=naming.label(row.name),
        url=naming.links.board(row.choice),
        cells=cells,
        pieces=_pieces(row.colours, longest),
    )


def _of_colour(choice: Choice, colour: Colour) -> Choice:
    return Choice(**{**choice.parameters, "colour": colour})


def _pieces(colours: Mapping[Colour, int], longest: int) -> tuple[Piece, ...]:
    made, x = [], 0.0
    for colour, _, _ in COLOURS:
        width = 100 * colours.get(colour, 0) / longest
        if width:
            made.append(Piece(colour, round(x, 2), round(width, 2)))
        x += width
    return tuple(made)
