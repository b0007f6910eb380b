"""What one reader may read. For that reader there is nothing else.

A shelf is made from a snapshot and does not change. Documents on it lead only to
documents on it, so whoever holds a shelf cannot name anything hidden.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar, cast

from kb.access import EDITORS, is_open
from kb.content.beside import Beside
from kb.content.dates import When
from kb.content.documents import (
    KINDS,
    Document,
    Lesson,
    Policy,
    Report,
    Review,
    Status,
    Update,
)
from kb.content.narrowing import narrow, with_own_pictures
from kb.content.picture_places import place_of
from kb.content.rendering import Section, render
from kb.errors import NotFoundError, WithdrawnError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.content.files import ContentFile
    from kb.content.settings import LibrarySettings
    from kb.content.snapshot import Snapshot
    from kb.content.vocabulary import Vocabulary

Kind = TypeVar("Kind", bound=Document)


class Shelf:
    """The documents that one reader may read."""

    def __init__(self, snapshot: Snapshot, audiences: frozenset[str]) -> None:
        self._snapshot = snapshot
        self.audiences = audiences
        self.keys = frozenset(
            key
            for key, audience in snapshot.audiences.items()
            if is_open(audience, audiences)
            and snapshot.documents[key].status is not Status.WITHDRAWN
        )
        self._narrowed: dict[str, Document] = {}
        self._taught: dict[tuple[str, ...], tuple[Review, ...]] = {}

    @property
    def vocabulary(self) -> Vocabulary:
        """Give the terms and their names."""
        return self._snapshot.vocabulary

    @property
    def settings(self) -> LibrarySettings:
        """Give the names that the board chose."""
        return self._snapshot.settings

    def find(self, key: str) -> Document | None:
        """Give the document with a key such as `lessons/ask-again`, if it is here."""
        if key not in self.keys:
            return None
        if key not in self._narrowed:
            self._narrowed[key] = self._narrow(key)
        return self._narrowed[key]

    def _narrow(self, key: str) -> Document:
        document = self._snapshot.documents[key]
        if not self._snapshot.references[key] <= self.keys:
            document = narrow(document, self.keys)
        document = with_own_pictures(document)
        audience = self.audience(key)
        if audience != document.audience:
            document = document.model_copy(update={"audience": audience})
        return document

    def with_file(self, file: ContentFile) -> Shelf:
        """Show the same reader a library in which one file says something else.

        Whoever signs it lifts what the ledger says, so that is left out for this one.
        """
        key = file.document.key
        files = {**self._snapshot.files, key: file}
        left = {k: c for k, c in self._snapshot.ceilings.items() if k != key}
        changed = replace(self._snapshot, files=files, ceilings=left)
        return Shelf(changed, self.audiences)

    def narrowed_to(self, audiences: frozenset[str]) -> Shelf:
        """Show what of this shelf is for some audiences too."""
        return Shelf(self._snapshot, self.audiences & audiences)

    def get(self, folder: str, slug: str) -> Document:
        """Fetch one document; raise WithdrawnError or NotFoundError."""
        key = f"{folder}/{slug}"
        document = self.find(key)
        if document is None:
            self._tombstone(key)
            raise NotFoundError
        return document

    def _tombstone(self, key: str) -> None:
        """Tell a reader who could read it that a document was withdrawn."""
        if self.remembers(key):
            document = self._snapshot.documents[key]
            raise WithdrawnError(document.withdrawn_on, document.withdrawn_reason)

    def remembers(self, key: str) -> bool:
        """Say whether a document was withdrawn that this reader could read before."""
        document = self._snapshot.documents.get(key)
        if document is None or document.status is not Status.WITHDRAWN:
            return False
        return is_open(self._snapshot.audiences_before[key], self.audiences)

    def all(self, folder: str) -> tuple[Document, ...]:
        """List the documents of a folder by id."""
        return self._folders.get(folder, ())

    @cached_property
    def _folders(self) -> Mapping[str, tuple[Document, ...]]:
        found: dict[str, list[Document]] = {folder: [] for folder in KINDS}
        for key in sorted(self.keys):
            document = self.find(key)
            if document is not None:
                found[document.folder].append(document)
        return {folder: tuple(documents) for folder, documents in found.items()}

    def every(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """List the documents of a kind by id."""
        return cast("tuple[Kind, ...]", self.all(kind.folder))

    def audience(self, key: str) -> str:
        """Give the audience that a document on this shelf has now."""
        if key not in self.keys:
            raise NotFoundError
        return self._snapshot.audiences[key]

    def digest(self, key: str) -> str:
        """Name the version of a document as this shelf shows it."""
        audience = self.audience(key)
        seen = sorted(self._snapshot.references[key] & self.keys)
        text, names = self._snapshot.fingerprints[key], self._snapshot.names
        parts = [key, text, audience, *seen, names]
        return sha256("\n".join(parts).encode()).hexdigest()

    @cached_property
    def version(self) -> str:
        """Name the state of everything on this shelf."""
        parts = [f"{key} {self.digest(key)}" for key in sorted(self.keys)]
        whole = "\n".join([self._snapshot.settings_version, *parts])
        return sha256(whole.encode()).hexdigest()

    def sections(self, document: Document) -> tuple[Section, ...]:
        """Give the text of a document as plain sections."""
        return render(document.markdown).sections

    def picture(self, address: str) -> bytes | None:
        """Give a picture that a document here shows; editors have the others too."""
        place = place_of(address)
        document = self.find(place.key) if place else None
        if place is None or document is None:
            return None
        shown = place.address in render(document.markdown).pictures
        seen = shown or EDITORS in self.audiences
        return self._snapshot.pictures.content(place) if seen else None

    def beside(self, name: str) -> bytes:
        """Give a file beside library.yaml; raise BesideError where it cannot be."""
        return Beside(self._snapshot.pictures.root).read(name)

    def lessons_of(self, review: Review) -> tuple[Lesson, ...]:
        """List the lessons that come from a review, by title."""
        return self._lessons.get(review.id, ())

    @cached_property
    def _lessons(self) -> Mapping[str, tuple[Lesson, ...]]:
        found: dict[str, list[Lesson]] = defaultdict(list)
        for lesson in sorted(self.every(Lesson), key=lambda one: one.title.casefold()):
            for review in dict.fromkeys(lesson.reviews):
                found[review].append(lesson)
        return {review: tuple(lessons) for review, lessons in found.items()}

    def reviews_of(self, lesson: Lesson) -> tuple[Review, ...]:
        """List the reviews that a lesson comes from, the newest first."""
        if lesson.reviews not in self._taught:
            found = (self.find(f"{Review.folder}/{one}") for one in lesson.reviews)
            taught = newest_first([one for one in found if isinstance(one, Review)])
            self._taught[lesson.reviews] = taught
        return self._taught[lesson.reviews]

    def policies_of(
        self, document: Lesson | Review
    ) -> tuple[tuple[Policy, Update], ...]:
        """List the policy updates that name a lesson or review, the newest first."""
        return self._updates.get(document.key, ())

    @cached_property
    def _updates(self) -> Mapping[str, tuple[tuple[Policy, Update], ...]]:
        found: dict[str, list[tuple[Policy, Update]]] = defaultdict(list)
        for policy in self.every(Policy):
            for update in policy.updates:
                keys = [f"{Review.folder}/{one}" for one in update.from_reviews]
                keys += [f"{Lesson.folder}/{one}" for one in update.from_lessons]
                for key in dict.fromkeys(keys):
                    found[key].append((policy, update))
        for pairs in found.values():
            pairs.sort(key=lambda pair: pair[1].date or When(1), reverse=True)
        return {key: tuple(pairs) for key, pairs in found.items()}

    def report_of(self, review: Review) -> Report | None:
        """Give the restricted report of a review, if this reader may read it."""
        return self._reports.get(review.id)

    @cached_property
    def _reports(self) -> Mapping[str, Report]:
        return {one.review: one for one in reversed(self.every(Report)) if one.review}

    def with_theme(self, theme: str, folder: str) -> tuple[Document, ...]:
        """List the documents of a folder that carry a theme, by id."""
        return self._themes.get((theme, folder), ())

    @cached_property
    def _themes(self) -> Mapping[tuple[str, str], tuple[Document, ...]]:
        found: dict[tuple[str, str], list[Document]] = defaultdict(list)
        for folder in KINDS:
            for document in self.all(folder):
                for theme in dict.fromkeys(document.themes):
                    found[theme, folder].append(document)
        return {place: tuple(documents) for place, documents in found.items()}


def newest_first(reviews: list[Review]) -> tuple[Review, ...]:
    """Order reviews by the date of publication; those without one come last."""
    once = {one.id: one for one in reviews}
    ordered = sorted(once.values(), key=lambda one: one.title.casefold())
    ordered.sort(key=lambda one: one.published or When(1), reverse=True)
    return tuple(ordered)
