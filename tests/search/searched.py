"""A library with an engine, as a test speaks of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kb.access import ANYONE, reader_as
from kb.search.engine import Query
from kb.search.entries import entries

if TYPE_CHECKING:
    from pathlib import Path

    from kb.access import Reader
    from kb.content.library import Library
    from kb.content.shelf import Shelf
    from kb.search.engine import Engine, Results, Synced


@dataclass(frozen=True)
class Searched:
    """A library, its engine and a reader."""

    engine: Engine
    library: Library
    reader: Reader = ANYONE

    @property
    def root(self) -> Path:
        """Give the content folder."""
        return self.library.root

    @property
    def shelf(self) -> Shelf:
        """Give what the reader may read now."""
        return self.library.shelf(self.reader)

    def read_by(self, audience: str) -> Searched:
        """Give the same library with another reader."""
        return replace(self, reader=reader_as(audience, ("case-group",)))

    def sync(self) -> Synced:
        """Index what changed."""
        return self.engine.sync(entries(self.library, self.engine.held()))

    def results(self, words: str = "", **more: Any) -> Results:
        """Search."""
        return self.engine.search(Query(words=words, **more), self.shelf)

    def keys(self, words: str = "", **more: Any) -> list[str]:
        """Search, and give only which documents were found, best first."""
        return [hit.key for hit in self.results(words, **more).hits]

    def marked(self, words: str) -> list[str]:
        """Search, and give the words that are marked in the first passage."""
        first = self.results(words).hits[0].passages[0]
        return [text for text, found in first.runs if found]
