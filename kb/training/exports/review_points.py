"""The points of a review's briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.papers.model import Bullets, Paragraph, Span
from kb.papers.words import (
    capital,
    counted,
    ended,
    listed,
    many,
    paragraph,
    quiet,
    say,
    small,
)
from kb.training.exports import citing, passages, wording
from kb.training.exports.lesson_points import QUESTIONS, years
from kb.training.exports.points import Points, asked, changes, missing, section, taught

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.documents import Lesson, Recommendation, Review
    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Words

SUMMARY, FINDINGS, GOOD, UNKNOWN = (
    "summary",
    "findings",
    "good-practice",
    "what-is-not-known",
)
_NOT_SAID = {"not-shown", "not-applicable"}


def of_review(shelf: Shelf, review: Review) -> Points:
    """Fill the points from what a review's card and text say."""
    lessons = shelf.lessons_of(review)
    changed, policies = changes(shelf.policies_of(review), "review")
    others = _others(shelf, review, lessons)
    return Points(
        background=_background(shelf, review),
        happened=_happened(shelf, review),
        matters=_matters(shelf, review, lessons, others),
        learned=_learned(shelf, review),
        do=_do(shelf, review, lessons),
        changed=changed,
        questions=asked(_questions(shelf, lessons), "review"),
        noted=(review,),
        documents=(review, *lessons, *policies),
    )


def _background(shelf: Shelf, review: Review) -> tuple[Block, ...]:
    """Say what kind of review it is, of whom, and how close its sources are."""
    kind = capital(wording.kind_of_review(shelf, review.review_type))
    when = str(review.published) if review.published else "date not known"
    area = f", {review.area}" if review.area else ""
    ages = capital(review.ages_note) or capital(wording.themes(shelf, review.ages))
    about = f" {ended(ages)}" if ages else ""
    first = paragraph(f"{kind} by {review.publisher}{area}, {when}.{about}")
    return (first, quiet("How we know: ", citing.how_known(shelf, review)))


def _happened(shelf: Shelf, review: Review) -> tuple[Block, ...]:
    found = passages.under(shelf, review, SUMMARY)
    told = tuple(one for one in found if isinstance(one, Paragraph))
    first = told or (paragraph(review.summary),)
    later = tuple(
        paragraph(Span("What came to light later: ", strong=True), ended(one.text))
        for one in review.later_evidence
    )
    return (*first, *later)


def _matters(
    shelf: Shelf,
    review: Review,
    lessons: tuple[Lesson, ...],
    others: tuple[Review, ...],
) -> tuple[Block, ...]:
    """Say what the harm was, and how often its lessons were taught."""
    settings, said = shelf.settings, []
    if review.outcome not in _NOT_SAID:
        said.append(ended(wording.plain(settings.outcomes, review.outcome)))
    harms = listed(small(wording.plain({}, one)) for one in review.harm_types)
    said += [f"Kind of harm: {harms}."] if harms else []
    if lessons and others:
        what = counted(len(lessons), "lesson")
        more = counted(len(others), "other review")
        said.append(
            f"The {what} drawn from it {many(len(lessons), 'was')} taught by"
            f" {more}{years(others)} too."
        )
    return (paragraph(" ".join(said)),) if said else missing("review")


def _learned(shelf: Shelf, review: Review) -> tuple[Block, ...]:
    good = passages.under(shelf, review, GOOD)
    lines = [
        (Span("Good practice: ", strong=True), *one) for one in passages.lines(good)
    ]
    more = (Bullets(tuple(lines)),) if lines else ()
    return (*section(shelf, review, FINDINGS), *more)


def _do(shelf: Shelf, review: Review, lessons: tuple[Lesson, ...]) -> tuple[Block, ...]:
    """List the lessons, then what was recommended to whom."""
    found: list[Block] = []
    if lessons:
        found += [paragraph("The lessons drawn from it:"), taught(lessons)]
    if review.recommendations:
        asked_of = (_recommended(shelf, one) for one in review.recommendations)
        found += [paragraph("What it recommends:"), Bullets(tuple(asked_of))]
    return tuple(found) or missing("review")


def _recommended(shelf: Shelf, one: Recommendation) -> Words:
    whom = wording.bodies(shelf, one.addressees)
    return say(
        Span(f"{one.id} ", strong=True), one.text, f" (To: {whom}.)" if whom else ""
    )


def _questions(shelf: Shelf, lessons: tuple[Lesson, ...]) -> Iterator[Words]:
    """Give the first question of each lesson."""
    for lesson in lessons:
        found = passages.lines(passages.under(shelf, lesson, QUESTIONS))
        yield from found[:1]


def _others(
    shelf: Shelf, review: Review, lessons: tuple[Lesson, ...]
) -> tuple[Review, ...]:
    """List the other reviews that taught the same."""
    every = {one.id: one for lesson in lessons for one in shelf.reviews_of(lesson)}
    every.pop(review.id, None)
    return tuple(every.values())
