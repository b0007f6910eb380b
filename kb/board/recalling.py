"""Actions as one reader sees them, worked out once while the records stay as they are.

What is remembered is named by the records, the day, the shelf and the reader, so that
nobody is handed what was made for another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from kb.board import records, seen

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import date

    from sqlalchemy.orm import Session

    from kb.access import Reader
    from kb.board.action import Action
    from kb.board.remembered import Remembered
    from kb.board.seen import Item
    from kb.content.shelf import Shelf

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Recall:
    """What a reader's pages ask of the records."""

    kept: Remembered
    session: Session
    shelf: Shelf
    """The reader's own."""
    reader: Reader

    def items(self, day: date | None = None) -> tuple[Item, ...]:
        """Give the actions that the reader may see, now or as of a day."""

        def make() -> tuple[Item, ...]:
            return seen.items(self._actions(day), self.shelf, self.reader)

        return self.once(("items",), make, day)

    def once(
        self,
        name: tuple[Hashable, ...],
        make: Callable[[], Value],
        *days: date | None,
    ) -> Value:
        """Make something of the records of some days for this reader, and keep it.

        `name` says what it is, with all that it depends on beside those.
        """
        stamps = tuple(records.stamp(self.session, day) for day in days)
        whose = self.shelf, replace(self.reader, name="")
        return self.kept.get((*name, days, stamps, *whose), make)

    def _actions(self, day: date | None) -> tuple[Action, ...]:
        def make() -> tuple[Action, ...]:
            if day is None:
                return records.now(self.session)
            return records.on(self.session, day, self._actions(None))

        stamp = records.stamp(self.session, day)
        return self.kept.get(("actions", day, stamp), make)
