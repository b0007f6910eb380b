"""The points of a lesson's briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.papers.model import Span
from kb.papers.words import counted, paragraph
from kb.training.exports import passages, wording
from kb.training.exports.points import Points, asked, changes, missing, section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.content.documents import Lesson, Review
    from kb.content.shelf import Shelf
    from kb.papers.model import Block

HAPPENS, MATTERS, DO = "what-happens", "why-it-matters", "what-to-do"
QUESTIONS = "questions-for-supervision"


def of_lesson(shelf: Shelf, lesson: Lesson) -> Points:
    """Fill the points from what a lesson says."""
    reviews = shelf.reviews_of(lesson)
    changed, policies = changes(shelf.policies_of(lesson), "lesson")
    questions = passages.lines(passages.under(shelf, lesson, QUESTIONS))
    return Points(
        background=_background(shelf, lesson, reviews),
        happened=section(shelf, lesson, HAPPENS),
        matters=section(shelf, lesson, MATTERS),
        learned=(paragraph(Span(lesson.statement, strong=True)),),
        do=section(shelf, lesson, DO),
        changed=changed,
        questions=asked(questions, "lesson"),
        noted=(lesson,),
        documents=(lesson, *reviews, *policies),
    )


def _background(
    shelf: Shelf, lesson: Lesson, reviews: tuple[Review, ...]
) -> tuple[Block, ...]:
    """Say for whom it is and from which reviews it comes."""
    ages = wording.themes(shelf, lesson.ages)
    about = f"For {wording.people(shelf, lesson.readers)}"
    first = f"{about}{f', about {ages}' if ages else ''}."
    if not reviews:
        return (paragraph(first), *missing("lesson"))
    strength = wording.STRENGTHS[lesson.strength]
    comes = f"It comes from {counted(len(reviews), 'review')}{years(reviews)}."
    return (paragraph(f"{first} {comes} {strength}"),)


def years(reviews: Iterable[Review]) -> str:
    """Say from which years reviews are: of 2015, of 2015 to 2018."""
    known = sorted({one.published.year for one in reviews if one.published})
    if not known:
        return ""
    last = f" to {known[-1]}" if known[-1] != known[0] else ""
    return f" of {known[0]}{last}"
