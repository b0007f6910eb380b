"""What stands beside a document in a pack: notes, exercises, questions, its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.content.documents import Lesson
from kb.papers.model import Aside, Bullets, Heading
from kb.papers.words import quiet, say
from kb.papers.written import blocks
from kb.training.exports import citing, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.content.documents import Document
    from kb.content.shelf import Shelf
    from kb.papers.model import Block
    from kb.training.exports.course import Step

NOTE, QUESTIONS = "Note for facilitators", "To discuss"
_MOST_NAMED = 3


def note(step: Step) -> tuple[Block, ...]:
    """Give the trainer's own note, which only facilitators see."""
    if step.document is None or not step.item.text.strip():
        return ()
    return (Aside(NOTE, lower(blocks(step.item.text))),)


def alone(step: Step) -> tuple[Block, ...]:
    """Give a note, exercise or question that stands by itself, for everybody."""
    return () if step.document else lower(blocks(step.item.text))


def questions(step: Step) -> tuple[Block, ...]:
    """Give what the group discusses beside a document."""
    if not step.item.questions:
        return ()
    lines = Bullets(tuple(say(one) for one in step.item.questions))
    return (Aside(QUESTIONS, (lines,)),)


def source(
    shelf: Shelf, document: Document, most: int = _MOST_NAMED
) -> tuple[Block, ...]:
    """Cite what a document rests on in one line."""
    return (quiet(f"Source: {rests_on(shelf, document, most)}."),)


def rests_on(shelf: Shelf, document: Document, most: int) -> str:
    """Name the reviews of a lesson, or the document itself, in a few words."""
    reviews = shelf.reviews_of(document) if isinstance(document, Lesson) else ()
    if not reviews:
        return citing.in_short(document)
    named = "; ".join(citing.in_short(one) for one in reviews[:most])
    more = len(reviews) - most
    return f"{named}; and {more} more" if more > 0 else named


def takes(step: Step) -> str:
    """Say when a step begins and how long it takes; "" where nobody said."""
    if not step.item.minutes:
        return ""
    return f"From {clock(step.begins)}, {wording.lasting(step.item.minutes)}."


def timed(step: Step) -> tuple[Block, ...]:
    """Give the same as a line of its own."""
    said = takes(step)
    return (quiet(said),) if said else ()


def clock(minutes: int) -> str:
    """Write minutes after the beginning as a clock does: 1:05."""
    return f"{minutes // 60}:{minutes % 60:02}"


def lower(found: Iterable[Block], by: int = 1) -> tuple[Block, ...]:
    """Put headings below the one under which the text stands now."""
    return tuple(_lower(found, by))


def _lower(found: Iterable[Block], by: int) -> Iterator[Block]:
    for one in found:
        if isinstance(one, Heading):
            yield Heading(one.words, one.level + by)
        else:
            yield one
