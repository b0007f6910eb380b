"""The handout for participants: what the lessons say, without notes of facilitators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.papers.model import Aside, Heading, Section, Span
from kb.papers.words import bullets, paragraph, say
from kb.papers.written import blocks
from kb.training.exports import beside, care, citing, closing, course, passages
from kb.training.exports.lesson_points import QUESTIONS
from kb.training.exports.look import Look
from kb.training.pack import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Paper
    from kb.training.exports.course import Stage, Step, Taken
    from kb.training.pack import Pack


def handout(shelf: Shelf, taken: Taken, address: str, now: datetime) -> Paper:
    """Write the handout of a pack as its reader may see it."""
    look = Look(shelf, address, now)
    found = course.stages(shelf, taken.pack)
    every = course.around(shelf, found)
    sections = [
        *beginning(shelf, taken.pack, found),
        *(_stage(shelf, stage) for stage in found),
        *closing.sources(shelf, every),
        closing.more(look, taken),
    ]
    return look.paper(
        taken.pack.title,
        f"Handout of {look.day}",
        (one for one in sections if one.blocks),
        keys=(one.key for one in every),
        audience=taken.audience,
    )


def beginning(shelf: Shelf, pack: Pack, found: tuple[Stage, ...]) -> Iterator[Section]:
    """Say what is distressing, then what the course is for."""
    yield from care.before(shelf, course.documents(found))
    yield Section("introduction", "About this course", blocks(pack.introduction))
    yield Section("aims", "What this is for", _listed(pack.aims))
    title = "What you can do afterwards"
    yield Section("outcomes", title, _listed(pack.outcomes))


def _listed(lines: tuple[str, ...]) -> tuple[Block, ...]:
    return (bullets(say(one) for one in lines),) if lines else ()


def _stage(shelf: Shelf, stage: Stage) -> Section:
    shown = (block for step in stage.steps for block in _step(shelf, step))
    return Section(f"part-{stage.number}", stage.title, tuple(shown))


def _step(shelf: Shelf, step: Step) -> Iterator[Block]:
    title = step.title(shelf)
    if step.item.kind is Kind.NOTE:
        yield from beside.alone(step)
        return
    if step.document is None:
        yield Aside(title, beside.alone(step))
        return
    yield Heading(say(title), 3)
    statement = course.statement(step.document)
    if statement and not step.item.anchor:
        yield paragraph(Span(statement, strong=True))
    yield from beside.lower(_text(shelf, step))
    yield from beside.questions(step)
    yield from beside.source(shelf, step.document)


def _text(shelf: Shelf, step: Step) -> Iterator[Block]:
    """Give what a document says; its own questions only where the pack has none."""
    if step.document is None or step.item.anchor:
        yield from step.text(shelf)
        return
    for cut in passages.sections(shelf, step.document):
        if cut.anchor == QUESTIONS and step.item.questions:
            continue
        if cut.title:
            yield Heading(say(cut.title), cut.level)
        yield from passages.unmarked(cut.blocks, citing.marks(step.document))
