"""Reading and writing postings in Whoosh's files. Nothing else knows how Whoosh works.

Whoosh keeps one document per document, one field of terms, and for each posting the
places of the term as 32-bit numbers. Everything about meaning and rank is ours.
"""

from __future__ import annotations

import json
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import finalize

import numpy as np
from whoosh import fields, formats
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import TermNotFound

from kb.search.segments import Kept, spelt_in

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence
    from pathlib import Path

    from kb.search.segments import Analysed, Parts, Places, Spelt

_FIELD = "places"
_WIDTH = 4


class PlacesFormat(formats.Format):
    """Postings whose values are the places of a term, four bytes each."""

    posting_size = -1

    def decode_frequency(self, value: bytes) -> int:
        """Say how many places there are."""
        return len(value) // _WIDTH

    def decode_weight(self, value: bytes) -> float:
        """Weigh a posting by its places."""
        return float(len(value) // _WIDTH)


class PlacesField(fields.FieldType):
    """A field that takes terms with their places as they are."""

    def __init__(self) -> None:
        no_analyzer: Any = None
        super().__init__(PlacesFormat(), no_analyzer)

    def index(
        self,
        value: Mapping[str, bytes],
        **_: object,
    ) -> Generator[tuple[bytes, int, float | int, bytes], Any, None]:
        """Give what Whoosh writes for a document: term, count, weight, value."""
        for term, places in value.items():
            count = len(places) // _WIDTH
            yield term.encode(), count, float(count), places


SCHEMA = fields.Schema(
    kept=fields.STORED(), parts=fields.STORED(), places=PlacesField()
)


class WhooshPostings:
    """The postings of one segment, read when they are first asked for."""

    def __init__(self, reader: Any, documents: Sequence[Kept | None]) -> None:  # noqa: ANN401
        self._reader = reader
        self._documents = documents
        self._terms: dict[str, Places] = {}
        self._lock = Lock()  # a Whoosh reader moves about in its file
        finalize(self, reader.close)

    @cached_property
    def spelt(self) -> Spelt:
        """Give the words of each document as spelt."""
        return spelt_in(self._documents)

    def parts(self, number: int) -> Parts:
        """Give the sections of a document as they were when it was indexed."""
        with self._lock:
            packed = self._reader.stored_fields(number)["parts"]
        return tuple(tuple(part) for part in json.loads(packed))

    def places(self, term: str) -> Places:
        """Give the places of a term."""
        if term not in self._terms:
            with self._lock:
                self._terms[term] = self._read(term)
        return self._terms[term]

    def _read(self, term: str) -> Places:
        try:
            matcher = self._reader.postings(_FIELD, term.encode())
        except TermNotFound:
            return np.empty(0, np.int64)
        numbers, values = [], []
        while matcher.is_active():
            numbers.append(matcher.id())
            values.append(matcher.value())
            matcher.next()
        counts = [len(value) // _WIDTH for value in values]
        places = np.frombuffer(b"".join(values), np.uint32).astype(np.int64)
        return np.repeat(np.array(numbers, np.int64) << 32, counts) | places


class WhooshSegment:
    """One segment of Whoosh's, with the documents that are not deleted from it."""

    def __init__(
        self, name: str, documents: Sequence[Kept | None], postings: WhooshPostings
    ) -> None:
        self.id = name
        self.documents = documents
        self.postings = postings

    @property
    def spelt(self) -> Spelt:
        """Give the words of each document as spelt; of deleted ones too."""
        return self.postings.spelt

    def parts(self, number: int) -> Parts:
        """Give the sections of a document as they were when it was indexed."""
        return self.postings.parts(number)

    def places(self, term: str) -> Places:
        """Give the places of a term."""
        return self.postings.places(term)


def opened(
    folder: Path, known: Mapping[str, WhooshSegment] | None = None
) -> dict[str, WhooshSegment]:
    """Open the segments of a folder; `known` ones lend what was read from them."""
    index = _index(folder)
    segments = {}
    for reader, _ in index.reader().leaf_readers():
        if not reader.doc_count_all():
            reader.close()
            continue
        name = str(reader.segment().segment_id())
        before = (known or {}).get(name)
        documents = _documents(reader, before)
        postings = before.postings if before else WhooshPostings(reader, documents)
        if before:
            reader.close()
        gone = sum(document is None for document in documents)
        segments[name] = WhooshSegment(f"{name}-{gone}", documents, postings)
    return segments


def _documents(reader: Any, before: WhooshSegment | None) -> list[Kept | None]:  # noqa: ANN401
    deleted = set(reader.segment().deleted_docs())
    if before:
        kept = enumerate(before.documents)
        return [None if number in deleted else k for number, k in kept]
    return [
        None if number in deleted else Kept(*reader.stored_fields(number)["kept"])
        for number in range(reader.doc_count_all())
    ]


def create(folder: Path) -> None:
    """Begin an index in an empty folder."""
    storage: Any = FileStorage
    index: Any = FileIndex
    index.create(storage(str(folder)), SCHEMA)


def _index(folder: Path) -> Any:  # noqa: ANN401 - Whoosh says nothing of its types
    storage: Any = FileStorage
    index: Any = FileIndex
    return index(storage(str(folder)), SCHEMA)


class Writing:
    """Documents on their way into a folder; nothing is there until `finish`."""

    def __init__(self, folder: Path) -> None:
        self._writer = _index(folder).writer(compound=False, _lk=False, limitmb=256)

    def remove(self, numbers: Iterable[int]) -> None:
        """Take documents out by their numbers across all segments."""
        for number in numbers:
            self._writer.delete_document(number)

    def add(self, document: Analysed) -> None:
        """Put a document in."""
        kept = document.kept
        stored = (kept.key, kept.digest, kept.lengths, kept.spelt)
        parts = json.dumps(document.parts)
        self._writer.add_document(kept=stored, parts=parts, places=document.terms)

    def finish(self, *, whole: bool) -> None:
        """Write everything; with `whole` into one segment, without what was deleted."""
        self._writer.commit(merge=False, optimize=whole)

    def abandon(self) -> None:
        """Write nothing."""
        self._writer.cancel()
