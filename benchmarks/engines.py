"""The engines that are measured: ours, SQLite FTS5 and tantivy, on the same sections.

The other two are given what our index is given, and give back ten documents with a
snippet. They know nothing of audiences, facets, synonyms or spelling, and are faster
for it; they show how far from bare search a page of ours is.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

import tantivy

from kb.access import ANYONE
from kb.search import open_engine
from kb.search.engine import Query
from kb.search.entries import entries, of_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kb.content.library import Library, Shelf
    from kb.search.engine import Entry

TOP = 10
HEAP = 128_000_000


class Measured(Protocol):
    """What is asked of each engine."""

    name: str

    def build(self, made: Sequence[Entry]) -> None:
        """Index the entries of a whole library."""

    def update(self, library: Library, key: str) -> None:
        """Make an edited document findable."""

    def search(self, words: str) -> list[str]:
        """Find the ten best documents for some words, with snippets."""


class Ours:
    """The engine of this program, as `kb serve` uses it."""

    name = "kb"

    def __init__(self, folder: Path, library: Library) -> None:
        self._engine = open_engine(f"whoosh:{folder / 'whoosh'}")
        self._shelf = library.shelf(ANYONE)

    def build(self, made: Sequence[Entry]) -> None:
        """Index the entries of a whole library."""
        self._engine.sync(made, rebuild=True)

    def update(self, library: Library, key: str) -> None:
        """Make an edited document findable; find out by itself which it was."""
        del key
        self._shelf = library.shelf(ANYONE)
        self._engine.sync(entries(library, self._engine.held()))

    def search(self, words: str) -> list[str]:
        """Find the ten best documents with all facets and up to three passages."""
        found = self._engine.search(Query(words=words), self._shelf)
        return [hit.key for hit in found.hits]


class Fts5:
    """SQLite's full-text index with its own ranking and snippets."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        self._file = folder / "fts5.sqlite3"
        self._base = sqlite3.connect(self._file)
        self._base.execute("PRAGMA journal_mode = WAL")

    def build(self, made: Sequence[Entry]) -> None:
        """Index the entries of a whole library."""
        with self._base:
            self._base.execute("DROP TABLE IF EXISTS page")
            self._base.execute(
                "CREATE VIRTUAL TABLE page USING fts5"
                "(key UNINDEXED, title, body, tokenize = 'porter unicode61')"
            )
            self._base.executemany("INSERT INTO page VALUES (?, ?, ?)", _pages(made))

    def update(self, library: Library, key: str) -> None:
        """Write an edited document anew."""
        with self._base:
            self._base.execute("DELETE FROM page WHERE key = ?", (key,))
            pages = _pages(_entries_of(library.shelf(ANYONE), key))
            self._base.executemany("INSERT INTO page VALUES (?, ?, ?)", pages)

    def search(self, words: str) -> list[str]:
        """Find the ten best documents, any of the words."""
        asked = words if words.startswith('"') else " OR ".join(words.split())
        rows = self._base.execute(
            "SELECT key, snippet(page, 2, '[', ']', '…', 30) FROM page"
            " WHERE page MATCH ? ORDER BY bm25(page, 0, 3, 1) LIMIT ?",
            (asked, TOP),
        )
        return [key for key, _ in rows]


class Tantivy:
    """A search engine in Rust, called from Python."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        place = folder / "tantivy"
        place.mkdir()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw")
        builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
        builder.add_text_field("body", stored=True, tokenizer_name="en_stem")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(place))

    def build(self, made: Sequence[Entry]) -> None:
        """Index the entries of a whole library."""
        writer = self._index.writer(HEAP)
        writer.delete_all_documents()
        for key, title, body in _pages(made):
            writer.add_document(tantivy.Document(key=key, title=title, body=body))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def update(self, library: Library, key: str) -> None:
        """Write an edited document anew."""
        writer = self._index.writer(HEAP)
        writer.delete_documents("key", key)
        for _, title, body in _pages(_entries_of(library.shelf(ANYONE), key)):
            writer.add_document(tantivy.Document(key=key, title=title, body=body))
        writer.commit()
        self._index.reload()

    def search(self, words: str) -> list[str]:
        """Find the ten best documents, any of the words."""
        searcher = self._index.searcher()
        query = self._index.parse_query(words, ["title", "body"])
        snippets = tantivy.SnippetGenerator.create(
            searcher, query, self._schema, "body"
        )
        found = []
        for _, address in searcher.search(query, TOP).hits:
            document = searcher.doc(address)
            snippets.snippet_from_doc(document).to_html()
            found.append(str(document["key"][0]))
        return found


def _entries_of(shelf: Shelf, key: str) -> Iterable[Entry]:
    document = shelf.find(key)
    return of_document(document, shelf) if document else ()


def _pages(made: Iterable[Entry]) -> list[tuple[str, str, str]]:
    """Put the sections of each document together: key, title and text."""
    sections: dict[str, list[Entry]] = defaultdict(list)
    for entry in made:
        sections[entry.key].append(entry)
    return [
        (
            key,
            parts[0].title,
            "\n".join(f"{part.labels}\n{part.heading}\n{part.text}" for part in parts),
        )
        for key, parts in sections.items()
    ]
