"""What a page may use, all of it already bound to whoever is looking.

This is the only module of the web layer that holds the whole library and the bare
search engine. A page cannot name another reader than the one it serves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app
from flask_login import AnonymousUserMixin, current_user

from kb.access import ANYONE, Reader
from kb.search import suggest as completing

if TYPE_CHECKING:
    from kb.content.library import Library, Shelf
    from kb.content.settings import LibrarySettings
    from kb.search.engine import Engine, Query, Results
    from kb.search.suggest import Suggestion


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a running application."""

    library: Library
    engine: Engine


class Visitor(AnonymousUserMixin):  # type: ignore[misc]
    """Somebody who has not signed in."""

    reader = ANYONE


def reader() -> Reader:
    """Say who is looking."""
    return cast("Reader", current_user.reader)


def shelf() -> Shelf:
    """Get the documents that are open to whoever is looking."""
    return _parts().library.shelf(reader())


def settings() -> LibrarySettings:
    """Get what the library is called and which words it uses."""
    return _parts().library.settings


def search(query: Query) -> Results:
    """Search among what is open to whoever is looking."""
    return _parts().engine.search(query, shelf())


def suggest(prefix: str) -> tuple[Suggestion, ...]:
    """Complete what somebody types from what is open to whoever is looking."""
    return completing.suggest(prefix, shelf())


def _parts() -> Parts:
    return cast("Parts", current_app.extensions["kb"])
