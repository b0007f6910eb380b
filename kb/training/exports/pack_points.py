"""The points of a pack's briefing: its aims, its lessons, its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.content.documents import Lesson, Policy, Review
from kb.papers.model import Bullets, Heading, Span
from kb.papers.words import ended, paragraph, say
from kb.papers.written import blocks
from kb.training.exports import citing, course, passages
from kb.training.exports.points import (
    Points,
    asked,
    changes,
    first_to_do,
    missing,
    taught,
)
from kb.training.pack import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.content.documents import Document, Update
    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Words
    from kb.training.exports.course import Stage
    from kb.training.pack import Pack

_EACH = 2


def of_pack(shelf: Shelf, pack: Pack) -> Points:
    """Fill the points from what is in a pack, as far as its reader may see it."""
    found = course.stages(shelf, pack)
    inside = course.documents(found)
    lessons = [one for one in inside if isinstance(one, Lesson)]
    every = course.around(shelf, found)
    reviews = [one for one in every if isinstance(one, Review)]
    changed, policies = changes(_updates(shelf, inside), "pack")
    return Points(
        background=_background(shelf, pack, found),
        happened=_happened(reviews),
        matters=_matters(pack),
        learned=(taught(lessons),) if lessons else missing("pack"),
        do=first_to_do(shelf, lessons, _EACH) or missing("pack"),
        changed=changed,
        questions=asked(questions(found), "pack"),
        noted=inside,
        documents=(*every, *policies),
    )


def questions(found: tuple[Stage, ...]) -> Iterator[Words]:
    """Give the questions beside documents and those that stand alone."""
    for step in course.steps(found):
        if step.item.kind is Kind.QUESTION:
            yield from passages.lines(blocks(step.item.text))
        yield from (say(one) for one in step.item.questions)


def _background(
    shelf: Shelf, pack: Pack, found: tuple[Stage, ...]
) -> tuple[Block, ...]:
    said = " ".join(
        part for part in (course.for_whom(shelf, pack), _size(found)) if part
    )
    written = blocks(pack.introduction)
    introduction = tuple(one for one in written if not isinstance(one, Heading))
    return (*((paragraph(said),) if said else ()), *introduction) or missing("pack")


def _size(found: tuple[Stage, ...]) -> str:
    size = course.size(found)
    return ended(size[:1].upper() + size[1:]) if size else ""


def _happened(reviews: list[Review]) -> tuple[Block, ...]:
    if not reviews:
        return missing("pack")
    lines = (
        say(Span(f"{citing.in_short(one)}. ", strong=True), one.summary)
        for one in reviews
    )
    return (paragraph("What it rests on:"), Bullets(tuple(lines)))


def _matters(pack: Pack) -> tuple[Block, ...]:
    aims = tuple(say(one) for one in pack.aims)
    outcomes = tuple(say(one) for one in pack.outcomes)
    found: list[Block] = []
    if aims:
        found += [paragraph("What it is for:"), Bullets(aims)]
    if outcomes:
        found += [paragraph("What people can do afterwards:"), Bullets(outcomes)]
    return tuple(found) or missing("pack")


def _updates(
    shelf: Shelf, inside: Iterable[Document]
) -> Iterator[tuple[Policy, Update]]:
    """Give the policy updates that came of what is in a pack, each once."""
    seen = set()
    for one in inside:
        pairs = shelf.policies_of(one) if isinstance(one, (Lesson, Review)) else ()
        own = [(one, one.current)] if isinstance(one, Policy) else []
        for policy, update in (*own, *pairs):
            if (policy.key, update) not in seen:
                seen.add((policy.key, update))
                yield policy, update
