"""What was worked out of the records, kept in memory while they stay as they are.

Whoever keeps something names all that it depends on: the stamp of the records, the
day, the shelf and the reader. Another stamp is another name, so nothing goes stale.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Value = TypeVar("Value")
MOST = 48


class Remembered:
    """Keeps the values that were asked for last, for all threads of a process."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, name: Hashable, make: Callable[[], Value]) -> Value:
        """Give what is kept under a name, or else make it and keep it."""
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
                return cast("Value", self._kept[name])
        made = make()
        with self._lock:
            self._kept[name] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
