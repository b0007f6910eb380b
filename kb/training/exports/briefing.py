"""A seven-minute briefing of a lesson, review, policy or pack: one or two pages of A4.

Each point says what the document says. Where nothing is recorded the point says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.content.documents import Lesson, Policy, Review
from kb.errors import NotFoundError
from kb.papers.model import Bullets, Section, Span
from kb.papers.words import paragraph, quiet
from kb.training.exports import care, citing, qr, room
from kb.training.exports.course import Taken
from kb.training.exports.lesson_points import of_lesson
from kb.training.exports.look import Look
from kb.training.exports.pack_points import of_pack
from kb.training.exports.policy_points import of_policy
from kb.training.exports.review_points import of_review

if TYPE_CHECKING:
    from datetime import datetime

    from kb.content.documents import Document
    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Paper
    from kb.training.exports.points import Points

#: Lines of two small sheets, less their heads and what always stands there.
_ROOM = 92
_QUESTIONS, _SOURCES = 10, 13


def briefing(
    shelf: Shelf, thing: Document | Taken, address: str, now: datetime
) -> Paper:
    """Write the briefing of a document or a pack as its reader may read it."""
    look = Look(shelf, address, now)
    if isinstance(thing, Taken):
        points = of_pack(shelf, thing.pack)
        title, page, audience = thing.pack.title, thing.page, thing.audience
    else:
        points = _of_document(shelf, thing)
        title, page, audience = thing.title, thing.key, shelf.audience(thing.key)
    return look.paper(
        title,
        f"Seven-minute briefing of {look.day}",
        _sections(look, points, page),
        keys=(one.key for one in points.documents),
        audience=audience,
        small=True,
    )


def _of_document(shelf: Shelf, document: Document) -> Points:
    match document:
        case Lesson():
            return of_lesson(shelf, document)
        case Review():
            return of_review(shelf, document)
        case Policy():
            return of_policy(shelf, document)
    raise NotFoundError(
        f"a {document.kind} has no briefing; lessons, reviews and policies have one."
    )


def _sections(look: Look, points: Points, page: str) -> list[Section]:
    headings = look.shelf.settings.training.briefing_headings
    before = care.before(look.shelf, points.noted)
    used = sum(room.lines(block) for one in before for block in one.blocks)
    six = room.fitted(points.six, _ROOM - used)
    seven = (*six, _more(look, page))
    numbered = [
        Section(f"point-{number}", f"{number}. {heading}", blocks)
        for number, (heading, blocks) in enumerate(
            zip(headings, seven, strict=True), start=1
        )
    ]
    (questions,) = room.fitted((points.questions,), _QUESTIONS)
    return [
        *before,
        *numbered,
        Section("questions", "Questions for the team", questions),
        Section("sources", "Sources", _sources(look, points)),
    ]


def _more(look: Look, page: str) -> tuple[Block, ...]:
    """Say where the whole page is, in words and as a code."""
    address = look.page(page)
    words = paragraph("The page, with all that it rests on: ", Span(address, address))
    return (words, qr.code(address))


def _sources(look: Look, points: Points) -> tuple[Block, ...]:
    """Cite what it rests on; of many the first, with how many more there are."""
    rests = [one for one in points.documents if not isinstance(one, Lesson)]
    if not rests:
        return (quiet("No review or policy is named here."),)
    lines = room.first(citing.in_brief(look.shelf, rests).items, _SOURCES)
    more = len(rests) - len(lines)
    note = (quiet(f"{more} more on the page."),) if more else ()
    return (Bullets(lines), *note)
