"""Where things are. The only place that writes an address, so that none can drift."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterable


def of(key: str, anchor: str = "") -> str:
    """Give the address of a document, such as `/lessons/ask-again#what-to-do`."""
    return f"/{key}#{anchor}" if anchor else f"/{key}"


def of_theme(theme: str) -> str:
    """Give the address of a theme's page."""
    return f"/themes/{theme}"


def of_search(pairs: Iterable[tuple[str, str]]) -> str:
    """Give the address of a search: parameters in a set order, without empty ones."""
    kept = [(name, value) for name, value in pairs if value]
    return f"/search?{urlencode(kept)}" if kept else "/search"
