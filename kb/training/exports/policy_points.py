"""The points of a policy's briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.content.documents import Lesson, Review
from kb.papers.model import Bullets, Span
from kb.papers.words import ended, paragraph, quiet, say
from kb.training.exports import citing, passages, wording
from kb.training.exports.lesson_points import QUESTIONS
from kb.training.exports.points import (
    Points,
    asked,
    first_to_do,
    missing,
    section,
    taught,
    update_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.content.documents import Document, Policy
    from kb.content.shelf import Shelf
    from kb.papers.model import Block

WHAT, HOW = "what-it-is", "how-we-know"
_EACH = 3


def of_policy(shelf: Shelf, policy: Policy) -> Points:
    """Fill the points from what a policy's page says."""
    reviews = _named(shelf, Review, (u.from_reviews for u in policy.history))
    lessons = _named(shelf, Lesson, (u.from_lessons for u in policy.history))
    learned = [one for one in lessons if isinstance(one, Lesson)]
    told = [one for one in reviews if isinstance(one, Review)]
    questions = [
        words
        for one in learned
        for words in passages.lines(passages.under(shelf, one, QUESTIONS))[:2]
    ]
    return Points(
        background=_background(shelf, policy),
        happened=_happened(policy, told),
        matters=_matters(shelf, learned),
        learned=(taught(learned),) if learned else missing("policy"),
        do=_do(shelf, policy, learned),
        changed=(Bullets(tuple(update_line("", one) for one in policy.history)),),
        questions=asked(questions, "policy"),
        noted=(policy,),
        documents=(policy, *told, *learned),
    )


def _background(shelf: Shelf, policy: Policy) -> tuple[Block, ...]:
    kind = wording.plain(shelf.settings.policy_kinds, policy.policy_kind)
    where = policy.area or wording.plain(shelf.settings.nations, policy.nation)
    return (
        paragraph(f"{kind} of {policy.publisher}, for {where}."),
        *section(shelf, policy, WHAT),
    )


def _happened(policy: Policy, reviews: list[Review]) -> tuple[Block, ...]:
    """Say which reviews led to it, as far as a source says so."""
    notes = tuple(
        dict.fromkeys(ended(one.from_note) for one in policy.history if one.from_note)
    )
    if reviews:
        lines = (
            say(Span(f"{citing.in_short(one)}. ", strong=True), one.summary)
            for one in reviews
        )
        return (Bullets(tuple(lines)), *map(quiet, notes))
    if notes:
        return (paragraph(" ".join(notes)),)
    return (quiet("No review is recorded as having led to this policy."),)


def _matters(shelf: Shelf, lessons: list[Lesson]) -> tuple[Block, ...]:
    found: list[Block] = []
    for one in lessons:
        reasons = passages.under(shelf, one, "why-it-matters")
        found += reasons[:1]
    return tuple(found) or missing("policy")


def _do(shelf: Shelf, policy: Policy, lessons: list[Lesson]) -> tuple[Block, ...]:
    now = policy.current
    status = wording.STATUSES[now.status]
    first = paragraph(
        Span("Know what it says now: ", strong=True),
        f"{ended(now.what_changed)} ({status}.)",
    )
    return (first, *first_to_do(shelf, lessons, _EACH))


def _named(
    shelf: Shelf, kind: type[Document], ids: Iterable[tuple[str, ...]]
) -> list[Document]:
    """Find the documents that any version names, once each."""
    keys = dict.fromkeys(f"{kind.folder}/{one}" for some in ids for one in some)
    return [found for key in keys if (found := shelf.find(key))]
