"""A lesson's page: what to do comes before how we know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content.documents import Urgency
from kb.web.present import addresses, names
from kb.web.present.page import Page, page
from kb.web.present.standing import PolicyShown, current_policies
from kb.web.present.timeline import Timeline, timeline
from kb.web.present.words import listed, plural, years

if TYPE_CHECKING:
    from kb.content.documents import Lesson, Review
    from kb.content.library import Shelf

MOST_POLICIES = 3


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review in a list of reviews."""

    title: str
    url: str
    kind: str
    year: str
    verified: str


@dataclass(frozen=True, slots=True)
class LessonPage:
    """Everything on a lesson's page that is not the same on every page."""

    page: Page
    lesson: Lesson
    act_now: bool
    urgency: str
    readers: str
    found_in: str
    strength: str
    now: tuple[PolicyShown, ...]
    ages: str
    reviews: tuple[ReviewLine, ...]
    timeline: Timeline | None


def lesson_page(shelf: Shelf, lesson: Lesson) -> LessonPage:
    """Set out a lesson."""
    reviews = shelf.reviews_of(lesson)
    return LessonPage(
        page=page(shelf, lesson),
        lesson=lesson,
        act_now=lesson.urgency is Urgency.ACT_NOW,
        urgency=names.URGENCIES[lesson.urgency],
        readers=listed(names.people(shelf, one) for one in lesson.readers),
        found_in=_found_in(reviews),
        strength=names.STRENGTHS[lesson.strength],
        now=current_policies(shelf, lesson)[:MOST_POLICIES],
        ages=listed(names.theme(shelf, one) for one in lesson.ages),
        reviews=tuple(review_line(shelf, review) for review in reviews),
        timeline=timeline(r.published.year for r in reviews if r.published),
    )


def review_line(shelf: Shelf, review: Review) -> ReviewLine:
    """Set out a review as one line of a list."""
    return ReviewLine(
        title=review.title,
        url=addresses.of(review.key),
        kind=names.review_type(shelf, review.review_type),
        year=str(review.published.year) if review.published else "",
        verified=names.verification(shelf, review.verification),
    )


def _found_in(reviews: tuple[Review, ...]) -> str:
    parts = (plural(len(reviews), "review"), years(r.published for r in reviews))
    return ", ".join(part for part in parts if part) if reviews else ""
