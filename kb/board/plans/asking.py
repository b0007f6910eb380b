"""What asks, by a row of a plan: a recommendation of a review, or a lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.board.plans import linking
from kb.content.documents import Lesson, Review

if TYPE_CHECKING:
    from kb.board.plans.cells import Cells
    from kb.board.plans.linking import Known


def asking(cells: Cells, known: Known) -> tuple[str, str]:
    """Give the document and the recommendation; say what is wrong with their cells."""
    lessons = _lessons(cells, known)
    if not cells["document"]:
        if not cells["lesson"]:
            cells.refuse("document", known.documents.expected)
        return _only(cells, lessons), ""
    key = cells.linked("document", known.documents.find)
    document = known.shelf.find(key)
    if isinstance(document, Review):
        return _of_review(cells, known, document, lessons)
    if isinstance(document, Lesson) and cells["recommendation"]:
        cells.refuse("recommendation", "nothing, since a lesson has none")
    return key, ""


def _of_review(
    cells: Cells, known: Known, review: Review, lessons: list[str]
) -> tuple[str, str]:
    if not cells["recommendation"]:
        return _without(cells, known, review, lessons)
    found = linking.recommendation(review, cells["recommendation"])
    if not found.id:
        cells.refuse("recommendation", found.expected, found.near)
        return review.key, ""
    asked = next(one for one in review.recommendations if one.id == found.id)
    own = {f"{Lesson.folder}/{one}" for one in asked.lessons} & known.shelf.keys
    if not own.issuperset(lessons):
        expected = ", ".join(sorted(own)) or "nothing"
        cells.refuse("lesson", f"{expected}, since {found.id} names no other")
    return review.key, found.id


def _without(
    cells: Cells, known: Known, review: Review, lessons: list[str]
) -> tuple[str, str]:
    """Take a lesson of a review where no recommendation is named."""
    if lessons:
        taught = {one.key for one in known.shelf.lessons_of(review)}
        if not taught.issuperset(lessons):
            cells.refuse("lesson", "a lesson that comes from this review")
        return _only(cells, lessons), ""
    if review.recommendations:
        ids = ", ".join(one.id for one in review.recommendations)
        cells.refuse("recommendation", f"one of {ids}, or a lesson")
    return review.key, ""


def _lessons(cells: Cells, known: Known) -> list[str]:
    """Find the lesson, or several with semicolons between them."""
    typed = cells["lesson"]
    if not typed:
        return []
    whole = known.lessons.find(typed)
    found = [whole] if whole.id else [*map(known.lessons.find, typed.split(";"))]
    unknown = next((one for one in found if not one.id), None)
    if unknown:
        cells.refuse("lesson", unknown.expected, unknown.near)
        return []
    return [one.id for one in found]


def _only(cells: Cells, lessons: list[str]) -> str:
    if len(lessons) > 1:
        cells.refuse("lesson", "one lesson, where no recommendation is named")
    return lessons[0] if lessons else ""
