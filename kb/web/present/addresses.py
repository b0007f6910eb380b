"""Where things are. The only place that writes an address, so that none can drift."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The forms of a seven-minute briefing, and what their links say.
BRIEFINGS = (
    ("html", "web page"),
    ("docx", "Word"),
    ("pdf", "PDF"),
    ("pptx", "slides"),
    ("md", "Markdown"),
)


def of(key: str, anchor: str = "") -> str:
    """Give the address of a document, such as `/lessons/ask-again#what-to-do`."""
    return f"/{key}#{anchor}" if anchor else f"/{key}"


def of_briefing(key: str, form: str) -> str:
    """Give the address of the seven-minute briefing of a document in a form."""
    return f"/{key}/briefing.{form}"


def of_theme(theme: str) -> str:
    """Give the address of a theme's page."""
    return f"/themes/{theme}"


def of_search(pairs: Iterable[tuple[str, str]]) -> str:
    """Give the address of a search: parameters in a set order, without empty ones."""
    return _asked("/search", pairs)


def of_board(parameters: Iterable[tuple[str, str]]) -> str:
    """Give the address of the dashboard, asked for so."""
    return _asked("/board", parameters)


def of_actions(parameters: Iterable[tuple[str, str]]) -> str:
    """Give the address of the list of those actions."""
    return _asked("/board/actions", parameters)


def of_action(uid: str) -> str:
    """Give the address of an action's page."""
    return f"/board/actions/{uid}"


def of_new_briefing(key: str) -> str:
    """Give the page on which the board asks agencies to brief staff on a document."""
    return _asked("/board/briefings/new", [("document", key)])


def of_own_briefing(key: str) -> str:
    """Give the page on which an agency confirms that its staff were briefed."""
    return f"/agency/briefings/{key}"


def of_briefings(parameters: Iterable[tuple[str, str]] = ()) -> str:
    """Give the page of the briefings that the board asked for."""
    return _asked("/board/briefings", parameters)


def of_run(uid: str) -> str:
    """Give the page of a run of a course."""
    return f"/training/runs/{uid}"


def _asked(path: str, parameters: Iterable[tuple[str, str]]) -> str:
    kept = [(name, value) for name, value in parameters if value]
    return f"{path}?{urlencode(kept)}" if kept else path
