"""Finding documents. `engine` is our language; the rest answer in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.errors import SettingError

if TYPE_CHECKING:
    from kb.search.engine import Engine


def open_engine(address: str) -> Engine:
    """Open the engine that an address such as `whoosh:search_index` names."""
    name, _, place = address.partition(":")
    if name == "memory":
        from kb.search.memory import MemoryEngine  # noqa: PLC0415 - only what is used

        return MemoryEngine()
    if name == "whoosh" and place:
        from kb.search.whoosh_engine import WhooshEngine  # noqa: PLC0415

        return WhooshEngine(place)
    raise SettingError(f"KB_SEARCH is {address!r}; it must be whoosh:FOLDER or memory:")
