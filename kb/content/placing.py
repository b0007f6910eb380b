"""Which audience each document has now, worked out once for all of them together.

The rules are in `kb.access`; here they meet the documents. Only a review that is there
counts for its lessons; a report is no more open than its review.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.access import EDITORS, audience_now, lesson_audience, report_audience
from kb.content.documents import Document, Lesson, Report, Review, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


def audiences(
    documents: Mapping[str, Document], known: Collection[str]
) -> dict[str, str]:
    """Give the one audience that each document has now."""
    return _place(documents, known, {Status.PUBLISHED})


def audiences_before(
    documents: Mapping[str, Document], known: Collection[str]
) -> dict[str, str]:
    """Give the audience each document had before it was withdrawn: its tombstone's."""
    return _place(documents, known, {Status.PUBLISHED, Status.WITHDRAWN})


def _place(
    documents: Mapping[str, Document],
    known: Collection[str],
    shown: Collection[Status],
) -> dict[str, str]:
    placed = {
        key: audience_now(
            stated=document.audience, known=known, shown=document.status in shown
        )
        for key, document in documents.items()
    }
    for key, document in documents.items():
        if isinstance(document, Lesson) and placed[key] != EDITORS:
            placed[key] = _lesson(document, placed, known)
        elif isinstance(document, Report):
            placed[key] = report_audience(
                stated=placed[key],
                review=placed.get(f"{Review.folder}/{document.review}"),
            )
    return placed


def _lesson(lesson: Lesson, placed: Mapping[str, str], known: Collection[str]) -> str:
    """Give a lesson's audience; an unknown outcome is for editors."""
    found = lesson_audience(
        stated=lesson.audience,
        reviews=_there(lesson.reviews, placed),
        cleared_early=is_cleared(lesson),
    )
    return found if found in known else EDITORS


def _there(reviews: Iterable[str], placed: Mapping[str, str]) -> list[str]:
    keys = (f"{Review.folder}/{one}" for one in reviews)
    return [placed[key] for key in keys if key in placed]


def is_cleared(lesson: Lesson) -> bool:
    """Say whether a lesson was cleared early: by somebody named, on a day."""
    return bool(lesson.cleared_by.strip() and lesson.cleared_on)
