"""The chain from reviews to what became of them, seen from any document.

Five beads: reviews, lessons, recommendations, policy updates, evidence of effect. Only
links that somebody wrote down are walked; none is inferred. Everything comes from one
shelf, so that nothing hidden is counted or named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content.documents import (
    Document,
    Lesson,
    Policy,
    Recommendation,
    Report,
    Review,
    Update,
)
from kb.content.shelf import newest_first

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.content.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Link:
    """A document, or a place in one, that a bead leads to."""

    label: str
    url_key: str
    anchor: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Bead:
    """One step of the chain: what is there, and whether the page itself is it."""

    name: str
    heading: str
    detail: str = ""
    here: bool = False
    items: tuple[Link, ...] = ()
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The five beads, from the reviews to the evidence that they had an effect."""

    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class _Around:
    """What a document is directly linked to, itself included."""

    reviews: tuple[Review, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    asked: tuple[tuple[Review, Recommendation], ...] = ()
    updates: tuple[tuple[Policy, Update], ...] = ()


def chain(shelf: Shelf, document: Document) -> Chain:
    """Say where a document stands in the chain, and what is before and after it."""
    around = _around(shelf, document)
    return Chain(
        (
            _reviews(around, document),
            _lessons(around, document),
            _recommendations(around),
            _updates(around, document),
            Bead(
                "evidence of effect",
                "Evidence of effect",
                "none recorded yet",
                missing=True,
            ),
        )
    )


def _around(shelf: Shelf, document: Document) -> _Around:
    match document:
        case Lesson():
            return _around_lesson(shelf, document)
        case Review():
            return _around_review(shelf, document)
        case Policy():
            return _around_policy(shelf, document)
        case Report():
            review = shelf.find(f"{Review.folder}/{document.review}")
            if isinstance(review, Review):
                return _around_review(shelf, review)
    return _Around()


def _around_lesson(shelf: Shelf, lesson: Lesson) -> _Around:
    reviews = shelf.reviews_of(lesson)
    return _Around(
        reviews=reviews,
        lessons=(lesson,),
        asked=_asked(reviews, {lesson.id}),
        updates=shelf.policies_of(lesson),
    )


def _around_review(shelf: Shelf, review: Review) -> _Around:
    return _Around(
        reviews=(review,),
        lessons=shelf.lessons_of(review),
        asked=tuple((review, one) for one in review.recommendations),
        updates=shelf.policies_of(review),
    )


def _around_policy(shelf: Shelf, policy: Policy) -> _Around:
    """Take the reviews and lessons of all versions, and what joins the two."""
    reviews = [
        shelf.find(f"{Review.folder}/{one}")
        for update in policy.history
        for one in update.from_reviews
    ]
    lessons = [
        shelf.find(f"{Lesson.folder}/{one}")
        for update in policy.history
        for one in update.from_lessons
    ]
    found = newest_first([one for one in reviews if isinstance(one, Review)])
    learned = {one.id: one for one in lessons if isinstance(one, Lesson)}
    return _Around(
        reviews=found,
        lessons=tuple(learned.values()),
        asked=_asked(found, set(learned)),
        updates=tuple((policy, update) for update in policy.history),
    )


def _asked(
    reviews: Iterable[Review], lessons: set[str]
) -> tuple[tuple[Review, Recommendation], ...]:
    """Find the recommendations that follow from any of these lessons."""
    return tuple(
        (review, one)
        for review in reviews
        for one in review.recommendations
        if lessons.intersection(one.lessons)
    )


def _reviews(around: _Around, document: Document) -> Bead:
    name = "reviews"
    items = tuple(
        Link(review.title, review.key, detail=str(review.published or ""))
        for review in around.reviews
    )
    if isinstance(document, Review):
        when = str(document.published or "date not known")
        return Bead(name, "This review", when, here=True)
    if isinstance(document, Report):
        detail = "the whole of one review" if items else "its review is not here"
        return Bead(name, "This report", detail, here=True, items=items)
    if not items:
        return Bead(name, "No review", "none named here", missing=True)
    return Bead(name, _count(len(items), "review"), _years(around.reviews), items=items)


def _years(reviews: Iterable[Review]) -> str:
    years = sorted(review.published.year for review in reviews if review.published)
    if not years:
        return "dates not known"
    first, last = years[0], years[-1]
    return str(first) if first == last else f"first in {first}, last in {last}"


def _lessons(around: _Around, document: Document) -> Bead:
    name = "lessons"
    if isinstance(document, Lesson):
        strength = document.strength.value.replace("-", " ")
        return Bead(name, "This lesson", strength, here=True)
    items = tuple(
        Link(lesson.title, lesson.key, detail=lesson.statement)
        for lesson in around.lessons
    )
    if not items:
        return Bead(name, "No lesson", "none drawn yet", missing=True)
    urgent = sum(lesson.urgency.value == "act-now" for lesson in around.lessons)
    detail = f"{urgent} to act on now" if urgent else ""
    return Bead(name, _count(len(items), "lesson"), detail, items=items)


def _recommendations(around: _Around) -> Bead:
    name = "recommendations"
    if not around.asked:
        return Bead(name, "No recommendation", "none recorded here", missing=True)
    items = tuple(
        Link(f"{one.id}: {one.text}", review.key, one.id.lower(), review.title)
        for review, one in around.asked
    )
    bodies = {body for _, one in around.asked for body in one.addressees}
    detail = f"to {_count(len(bodies), 'body')}" if bodies else ""
    return Bead(name, _count(len(items), "recommendation"), detail, items=items)


def _updates(around: _Around, document: Document) -> Bead:
    name = "policy updates"
    if isinstance(document, Policy):
        versions = _count(len(document.updates), "version")
        return Bead(name, "This policy", versions, here=True)
    if not around.updates:
        return Bead(name, "No policy update", "none recorded yet", missing=True)
    items = tuple(_update(policy, update) for policy, update in around.updates)
    heading = _count(len(items), "policy update")
    return Bead(name, heading, f"latest: {items[0].label}", items=items)


def _update(policy: Policy, update: Update) -> Link:
    when = update.date_note or str(update.date or "date not known")
    words = f"{update.status}, link: {update.known}".replace("-", " ")
    return Link(policy.title, policy.key, detail=f"{when}, {words}")


_MANY = {"body": "bodies"}


def _count(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else _MANY.get(one, one + 's')}"
