"""Slides of a course: short on the screen, with the whole text in the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.content.documents import Lesson
from kb.papers.model import Section, Span
from kb.papers.words import bullets, paragraph, quiet, say
from kb.papers.written import blocks
from kb.training.exports import beside, care, citing, course, passages, qr, wording
from kb.training.exports.lesson_points import HAPPENS, MATTERS, QUESTIONS
from kb.training.exports.look import Look
from kb.training.exports.policy_points import HOW, WHAT
from kb.training.exports.review_points import SUMMARY, UNKNOWN
from kb.training.pack import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from kb.content.documents import Document
    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Paper
    from kb.training.exports.course import Stage, Step, Taken
    from kb.training.exports.passages import Passage
    from kb.training.pack import Pack

#: Sections of which the first sentences are shown, and those that only notes hold.
_IN_SHORT = frozenset({HAPPENS, WHAT})
_SPOKEN = frozenset({MATTERS, SUMMARY, QUESTIONS, HOW, UNKNOWN})
_MOST = 6
_SENTENCES = 4
#: Reviews named on a slide; its notes name more.
_ON_A_SLIDE = 1


def deck(shelf: Shelf, taken: Taken, address: str, now: datetime) -> Paper:
    """Make the slides of a pack as its reader may see it; a section is a slide."""
    look = Look(shelf, address, now)
    found = course.stages(shelf, taken.pack)
    every = course.around(shelf, found)
    slides = [
        *_beginning(shelf, taken.pack, found),
        *_middle(shelf, found),
        *_end(look, taken, every),
    ]
    return look.paper(
        taken.pack.title,
        f"Slides of {look.day}",
        slides,
        keys=(one.key for one in every),
        audience=taken.audience,
    )


def _beginning(shelf: Shelf, pack: Pack, found: tuple[Stage, ...]) -> Iterator[Section]:
    inside = course.documents(found)
    notes = care.notes(inside)
    if notes:
        shown = (bullets(say(one) for one in notes), *care.ring(shelf, inside))
        advice = care.distressed(shelf, inside).blocks
        yield Section("before", "Before we begin", shown, notes=advice)
    introduction = blocks(pack.introduction)
    if pack.aims:
        shown = (bullets(say(one) for one in pack.aims),)
        yield Section("aims", "What this is for", shown, notes=introduction)
    if pack.outcomes:
        shown = (bullets(say(one) for one in pack.outcomes),)
        title = "What we can do afterwards"
        yield Section("outcomes", title, shown, notes=() if pack.aims else introduction)


def _middle(shelf: Shelf, found: tuple[Stage, ...]) -> Iterator[Section]:
    """Give the slides of each part."""
    for stage in found:
        if stage.title:
            yield _divider(stage)
        for step in stage.steps:
            if step.document is None:
                yield _alone(shelf, stage, step)
            else:
                yield from _of_document(shelf, step, step.document)


def _divider(stage: Stage) -> Section:
    lasts = wording.lasting(stage.minutes)
    said = paragraph(f"From {beside.clock(stage.begins)}, {lasts}.") if lasts else None
    notes = (said,) if said else ()
    return Section(f"part-{stage.number}", stage.title, (), notes=notes)


def _alone(shelf: Shelf, stage: Stage, step: Step) -> Section:
    """Give a note, exercise or question; a note is called after its part."""
    is_note = step.item.kind is Kind.NOTE
    named = (stage.title if is_note else "") or step.title(shelf)
    title = f"{step.number}. {named}"
    shown, notes = beside.alone(step), beside.timed(step)
    return Section(f"step-{step.number}", title, shown, notes=notes)


def _of_document(shelf: Shelf, step: Step, document: Document) -> Iterator[Section]:
    """Give the statement first, then what happens, what to do, and what to discuss."""
    number = f"step-{step.number}"
    source = beside.source(shelf, document)
    said = beside.timed(step)
    cuts = _chosen(shelf, step, document)
    spoken = [_whole(cut) for cut in cuts if cut.anchor in _SPOKEN]
    notes = (*said, *beside.note(step), *source, *(b for some in spoken for b in some))
    stated = paragraph(Span(course.statement(document), strong=True))
    first = (stated, *beside.source(shelf, document, _ON_A_SLIDE))
    title = f"{step.number}. {step.title(shelf)}"
    yield Section(number, title, first, notes=notes)
    for cut in cuts:
        if cut.anchor not in _SPOKEN and cut.blocks:
            title = f"{step.number}. {cut.title or document.title}"
            name = f"{number}-{cut.anchor or 'text'}"
            shown = _in_short(cut, document)
            yield Section(name, title, shown, notes=(*_whole(cut), *source))
    if step.item.questions:
        lines = bullets(say(one) for one in step.item.questions)
        title = f"{step.number}. {beside.QUESTIONS}"
        yield Section(f"{number}-questions", title, (lines,), notes=(*said, *source))


def _chosen(shelf: Shelf, step: Step, document: Document) -> tuple[Passage, ...]:
    """Cut at the document's own headings; only the section that was chosen, if one."""
    every = passages.sections(shelf, document)
    anchor = step.item.anchor
    if not anchor:
        return every
    found = passages.under(shelf, document, anchor)
    title = passages.title_of(shelf, document, anchor)
    return (passages.Passage(f"{anchor}-chosen", title, 0, found),)


def _whole(cut: Passage) -> tuple[Block, ...]:
    title = (paragraph(Span(f"{cut.title}: ", strong=True)),) if cut.title else ()
    return (*title, *cut.blocks)


def _in_short(cut: Passage, document: Document) -> tuple[Block, ...]:
    """Give the items of lists, or the first sentence of each paragraph."""
    found = passages.unmarked(cut.blocks, citing.marks(document))
    if cut.anchor in _IN_SHORT or not passages.has_list(found):
        shown = passages.sentences(found, _SENTENCES)
    else:
        shown = passages.lines(found)[:_MOST]
    pictures = (one for one in found if one.kind in {"image", "table"})
    lists = (bullets(shown),) if shown else ()
    return (*lists, *pictures)


def _end(look: Look, taken: Taken, every: Sequence[Document]) -> Iterator[Section]:
    """Say what all of it rests on, and where to find it."""
    rests = [one for one in every if not isinstance(one, Lesson)]
    if rests:
        shown = [quiet(citing.in_short(one)) for one in rests[:_MOST]]
        more = len(rests) - _MOST
        last = (quiet(f"And {more} more, in the notes."),) if more > 0 else ()
        notes = tuple(citing.listed(look.shelf, rests))
        yield Section("sources", "What this rests on", (*shown, *last), notes=notes)
    address = look.page(taken.page)
    words = paragraph(
        "This course, with all that it rests on: ", Span(address, address)
    )
    yield Section("more", "Find out more", (words, qr.code(address)))
