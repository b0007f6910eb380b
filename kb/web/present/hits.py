"""One found document: what it is, where the words stand, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content.documents import Lesson, Policy, Review, Urgency
from kb.web.present import addresses, names
from kb.web.present.standing import current_policies
from kb.web.present.thread import Step
from kb.web.present.words import plural, years

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.documents import Document
    from kb.content.library import Shelf
    from kb.search.engine import Hit, Passage

THEMES = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """One line on what a document rests on, and the policy that holds now."""

    facts: tuple[str, ...]
    now: Step | None = None


@dataclass(frozen=True, slots=True)
class HitShown:
    """A hit as the page shows it."""

    key: str
    kind: str
    act_now: bool
    title: str
    url: str
    passage: Passage | None
    others: tuple[Step, ...]
    meaning: Meaning
    themes: tuple[Step, ...]


def hits(shelf: Shelf, found: tuple[Hit, ...]) -> tuple[HitShown, ...]:
    """Set out the hits; the shelf has the last word on each."""
    pairs = ((hit, shelf.find(hit.key)) for hit in found)
    return tuple(_shown(shelf, hit, doc) for hit, doc in pairs if doc is not None)


def meaning(shelf: Shelf, document: Document) -> Meaning:
    """Say in one line what a document rests on or led to."""
    match document:
        case Lesson():
            return _of_lesson(shelf, document)
        case Review():
            return Meaning(tuple(_of_review(shelf, document)))
        case Policy():
            return Meaning(tuple(_of_policy(shelf, document)))
        case _:
            return Meaning(("Restricted report",))


def _shown(shelf: Shelf, hit: Hit, document: Document) -> HitShown:
    best = hit.passages[0] if hit.passages else None
    return HitShown(
        key=hit.key,
        kind=names.KINDS[document.kind],
        act_now=isinstance(document, Lesson) and document.urgency is Urgency.ACT_NOW,
        title=document.title,
        url=addresses.of(hit.key, best.anchor if best else ""),
        passage=best,
        others=tuple(
            Step(p.heading or "Top of the page", addresses.of(hit.key, p.anchor), "")
            for p in hit.passages[1:]
        ),
        meaning=meaning(shelf, document),
        themes=tuple(
            Step(names.theme(shelf, theme), addresses.of_theme(theme), "")
            for theme in document.themes[:THEMES]
        ),
    )


def _of_lesson(shelf: Shelf, lesson: Lesson) -> Meaning:
    reviews = shelf.reviews_of(lesson)
    facts = [plural(len(reviews), "review")] if reviews else []
    if covered := years(review.published for review in reviews):
        facts.append(covered)
    now = [
        Step(one.title, one.url, ", ".join(filter(None, (one.area, one.when))))
        for one in current_policies(shelf, lesson)
    ]
    return Meaning(tuple(facts), now[0] if now else None)


def _of_review(shelf: Shelf, review: Review) -> Iterator[str]:
    yield names.review_type(shelf, review.review_type)
    yield review.publisher
    if review.published:
        yield str(review.published.year)
    if lessons := shelf.lessons_of(review):
        yield f"gave {plural(len(lessons), 'lesson')}"


def _of_policy(shelf: Shelf, policy: Policy) -> Iterator[str]:
    now = policy.current
    yield names.policy_kind(shelf, policy.policy_kind)
    if policy.area:
        yield policy.area
    if now.date:
        yield str(now.date)
    yield names.STATUSES[now.status].lower()
    yield f"link to the learning: {names.KNOWN[now.known]}"
