"""One row of a plan while it is read, and what was found wrong with it so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.board.plans.columns import Heads
    from kb.board.plans.linking import Found
    from kb.board.plans.sheets import Line

MOST_TEXT = 5000
SHOWN = 80


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something in a cell that cannot be used."""

    row: int
    column: str
    """The heading as it stands in the file, or the name of the column."""
    words: str
    """What stands there, and what was expected."""
    near: tuple[str, ...] = ()
    """What may have been meant."""

    def __str__(self) -> str:
        """Write it in one line."""
        meant = " or ".join(f"“{one}”" for one in self.near)
        more = f" Did you mean {meant}?" if meant else ""
        return f"Row {self.row}, {self.column}: {self.words}{more}"


class Cells:
    """The cells of a row by the names of their columns; empty where there is none."""

    def __init__(self, line: Line, heads: Heads) -> None:
        self.row = line.number
        self.wrong: list[Wrong] = []
        self._headings = heads.typed
        self._texts = {
            name: line.cells[at] if at < len(line.cells) else ""
            for name, at, _ in heads.places
        }
        for name, at, _ in heads.places:
            if at in line.faults:
                self.say(name, f"It {line.faults[at]}.")
                self._texts[name] = ""

    def __getitem__(self, name: str) -> str:
        """Give what stands in a column."""
        return self._texts.get(name, "")

    def say(self, name: str, words: str, near: tuple[str, ...] = ()) -> None:
        """Add something that is wrong; the first of a cell is enough."""
        column = self._headings.get(name, name)
        if column not in {one.column for one in self.wrong}:
            self.wrong.append(Wrong(self.row, column, words, near))

    def refuse(self, name: str, expected: str, near: tuple[str, ...] = ()) -> str:
        """Say that a cell is not what was expected; give nothing for it."""
        typed = " ".join(self[name].split())
        shown = f"{typed[:SHOWN]}…" if len(typed) > SHOWN else typed
        found = f"“{shown}” cannot be used." if shown else "It is empty."
        self.say(name, f"{found} Expected {expected}.", near)
        return ""

    def text(self, name: str) -> str:
        """Give a text that is not too long."""
        text = self[name]
        if len(text) > MOST_TEXT:
            self.say(name, f"It has {len(text):,} letters; the most is {MOST_TEXT:,}.")
        return text

    def linked(self, name: str, find: Callable[[str], Found]) -> str:
        """Give what a name means, or say that it means nothing."""
        found = find(self[name])
        return found.id or self.refuse(name, found.expected, found.near)
