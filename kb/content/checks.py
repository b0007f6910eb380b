"""Rules across files: everything that is wrong with a library, said at once.

What a single file must look like is said where it is read; here files meet each other,
the vocabulary and the board's own lists.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.access import EDITORS
from kb.content import link_checks, picture_checks, settings, text_checks
from kb.content.documents import Lesson, Policy, Review, Status
from kb.content.known_ids import Ids, ids_of, unknown_ids
from kb.content.pseudonyms import confusable
from kb.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kb.content.files import ContentFile
    from kb.content.library import Library
    from kb.content.snapshot import Snapshot

#: How well a link can be known only if something else is said too.
_CLAIMS = {"documented", "same-events", "inferred"}


def check(library: Library) -> list[Problem]:
    """List every problem of a library, by file and line."""
    snapshot = library.refresh()
    found = set(snapshot.problems)
    ids = ids_of(snapshot)
    for file in snapshot.files.values():
        found.update(_of(snapshot, ids, file, library.root))
        found.update(one.problem for one in text_checks.identifying(file))
    found.update(confusable(snapshot))
    found.update(_helplines(snapshot))
    found.update(picture_checks.files(snapshot))
    return sorted(found)


def check_file(snapshot: Snapshot, file: ContentFile, root: Path) -> list[Problem]:
    """List what would be wrong with one file, were it in the library.

    What could identify a person is not listed: whoever publishes is asked about it.
    """
    files = {**snapshot.files, file.document.key: file}
    changed = replace(snapshot, files=files, broken=())
    found = set(_of(changed, ids_of(changed), file, root))
    found.update(confusable(changed))
    found.update(changed.problems)
    return sorted(one for one in found if one.file == file.name)


def _of(
    snapshot: Snapshot, ids: Mapping[str, Ids], file: ContentFile, root: Path
) -> Iterator[Problem]:
    """List what is wrong with one file beside what could identify a person."""
    yield from unknown_ids(ids, file)
    yield from link_checks.problems(snapshot, file, root)
    yield from picture_checks.problems(snapshot.pictures, file)
    yield from text_checks.wording(file)
    yield from _withdrawal(file)
    match file.document:
        case Review():
            yield from _review(file, file.document)
        case Policy():
            yield from _policy(file, file.document)
        case Lesson():
            yield from _hidden_lesson(snapshot, file, file.document)


def _withdrawal(file: ContentFile) -> Iterator[Problem]:
    """Hold the status and the words of a withdrawal together."""
    document = file.document
    gone = document.status is Status.WITHDRAWN
    said = {
        "withdrawn_on": document.withdrawn_on,
        "withdrawn_reason": document.withdrawn_reason,
    }
    for name, value in said.items():
        if gone and not value:
            yield file.problem((name,), "is missing; status is withdrawn")
        if value and not gone:
            message = f"is given, but status is {document.status}, not withdrawn"
            yield file.problem((name,), message)


def _review(file: ContentFile, review: Review) -> Iterator[Problem]:
    if not review.sources:
        yield file.problem(("sources",), "is missing; say where facts can be checked")
    keys = {source.key for source in review.sources}
    seen: set[str] = set()
    for number, asked in enumerate(review.recommendations):
        place = ("recommendations", number)
        if asked.id in seen:
            yield file.problem((*place, "id"), f"{asked.id} is there twice")
        seen.add(asked.id)
        if asked.source and asked.source not in keys:
            message = f"{asked.source!r} is not the key of a source of this file"
            yield file.problem((*place, "source"), message)


def _policy(file: ContentFile, policy: Policy) -> Iterator[Problem]:
    """Hold what an update says of its origin against what it names."""
    for number, update in enumerate(policy.updates):
        place = ("updates", number)
        named = update.from_reviews or update.from_lessons
        if update.known in _CLAIMS and not (named or update.from_note):
            message = f"is {update.known}, but no review, lesson or from_note is given"
            yield file.problem((*place, "link"), message)
        if update.known not in _CLAIMS and named:
            message = f"is {update.known}, but a review or lesson is named"
            yield file.problem((*place, "link"), message)
        if not update.sources:
            message = "is missing; say where the update can be checked"
            yield file.problem((*place, "sources"), message)


def _hidden_lesson(
    snapshot: Snapshot, file: ContentFile, lesson: Lesson
) -> Iterator[Problem]:
    """Tell when a lesson is not as open as its file says."""
    now = snapshot.audiences[lesson.key]
    if lesson.status is Status.PUBLISHED and now not in {lesson.audience, EDITORS}:
        message = f"says {lesson.audience}, but is for {now}, as its reviews are"
        yield file.problem(("audience",), message, serious=False)


def _helplines(snapshot: Snapshot) -> Iterator[Problem]:
    for number, helpline in enumerate(snapshot.settings.helplines, start=1):
        for theme in helpline.themes:
            if theme not in snapshot.vocabulary.concepts:
                message = f"{theme!r} is not a term of the vocabulary"
                yield Problem(settings.FILE, 0, f"helplines[{number}].themes", message)
