"""The whole library at one moment. It never changes; a change makes a new one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from kb.content import ceilings, placing
from kb.content.documents import Lesson, Report, Review

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kb.content.documents import Document
    from kb.content.files import ContentFile
    from kb.content.ledger import Ceiling
    from kb.content.pictures import Pictures
    from kb.content.settings import LibrarySettings
    from kb.content.vocabulary import Vocabulary
    from kb.errors import Problem

#: What of the settings documents are found by, so that a change re-indexes them.
_NAMES = {
    "review_types",
    "agencies",
    "roles",
    "policy_kinds",
    "nations",
    "outcomes",
    "namings",
    "verification",
}


@dataclass(frozen=True)
class Snapshot:
    """Every document that could be read, and everything that was wrong."""

    files: Mapping[str, ContentFile]
    settings: LibrarySettings
    vocabulary: Vocabulary
    pictures: Pictures
    settings_version: str = ""
    broken: tuple[Problem, ...] = field(default=())
    ceilings: Mapping[str, Ceiling] = field(default_factory=dict)

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Give every document by its key, no more open than the ledger allows."""
        return {
            key: ceilings.under(file.document, self.ceilings.get(key))
            for key, file in self.files.items()
        }

    @cached_property
    def audiences(self) -> Mapping[str, str]:
        """Give the audience that each document has now."""
        return placing.audiences(self.documents, self.settings.audiences)

    @cached_property
    def audiences_before(self) -> Mapping[str, str]:
        """Give the audience each document has, withdrawn ones as if they were not."""
        return placing.audiences_before(self.documents, self.settings.audiences)

    @cached_property
    def references(self) -> Mapping[str, frozenset[str]]:
        """Give the keys that each document leads to."""
        return {key: file.leads_to for key, file in self.files.items()}

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """Name the version of each file."""
        return {key: file.fingerprint for key, file in self.files.items()}

    @cached_property
    def names(self) -> str:
        """Name the version of all labels by which documents are found."""
        labels = self.settings.model_dump_json(include=_NAMES)
        return sha256((labels + self.vocabulary.fingerprint).encode()).hexdigest()

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """List what could not be read and what decides access and is wrong."""
        access = {*self._access_problems(), *self._closed()}
        return tuple(sorted({*self.broken, *access}))

    def _closed(self) -> Iterator[Problem]:
        """Name files that say more than the ledger allows."""
        for key, file in self.files.items():
            if self.documents[key] != file.document:
                now = self.documents[key]
                message = (
                    f"says {file.document.status} for {file.document.audience}, but"
                    f" the ledger holds it at {now.status} for {now.audience}"
                )
                yield file.problem(("status",), message, serious=False)

    def _access_problems(self) -> Iterator[Problem]:
        known = self.settings.audiences
        for file in self.files.values():
            document = file.document
            if document.audience not in known:
                found = f"found {document.audience!r}"
                message = f"must be one of {', '.join(known)}; {found}"
                yield file.problem(("audience",), message)
            if isinstance(document, Lesson):
                yield from self._lesson_problems(file, document)
            if isinstance(document, Report):
                yield from self._missing(file, "review", [document.review])

    def _lesson_problems(self, file: ContentFile, lesson: Lesson) -> Iterator[Problem]:
        if not lesson.reviews:
            yield file.problem(("reviews",), "must name at least one review")
        yield from self._missing(file, "reviews", lesson.reviews)
        if bool(lesson.cleared_by.strip()) != bool(lesson.cleared_on):
            missing = "cleared_on" if lesson.cleared_by else "cleared_by"
            message = "is missing; early release needs who cleared it and when"
            yield file.problem((missing,), message)

    def _missing(
        self, file: ContentFile, name: str, ids: tuple[str, ...] | list[str]
    ) -> Iterator[Problem]:
        for number, one in enumerate(ids):
            if f"{Review.folder}/{one}" not in self.files:
                message = f"there is no review {one!r} that can be read"
                path = (name, number) if name == "reviews" else (name,)
                yield file.problem(path, message)
