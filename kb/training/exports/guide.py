"""The guide for facilitators, and the whole pack on paper: what to say, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.papers.model import Aside, Heading, Section, Span, Table
from kb.papers.words import bullets, capital, counted, ended, paragraph, say
from kb.papers.written import blocks
from kb.training.exports import beside, care, citing, closing, course, passages, wording
from kb.training.exports.lesson_points import DO
from kb.training.exports.look import Look
from kb.training.exports.review_points import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from kb.content.documents import Document
    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Paper, Words
    from kb.training.exports.course import Stage, Step, Taken
    from kb.training.pack import Pack

    Telling = Callable[[Shelf, Step, Document], Iterator[Block]]
    Citing = Callable[[Shelf, Sequence[Document]], Iterator[Section]]


def guide(shelf: Shelf, taken: Taken, address: str, now: datetime) -> Paper:
    """Write the guide of a pack: of each document what to bring out."""
    about = "Guide for facilitators", _short, closing.sources
    return _written(Look(shelf, address, now), taken, *about)


def whole(shelf: Shelf, taken: Taken, address: str, now: datetime) -> Paper:
    """Write all of a pack: of each document all that it says."""
    about = "The whole pack", _full, closing.all_sources
    return _written(Look(shelf, address, now), taken, *about)


def _written(
    look: Look, taken: Taken, what: str, telling: Telling, cited: Citing
) -> Paper:
    shelf = look.shelf
    found = course.stages(shelf, taken.pack)
    every = course.around(shelf, found)
    inside = course.documents(found)
    sections = [
        Section("about", "About this course", _about(shelf, taken.pack, found)),
        *care.before(shelf, inside),
        Section("timetable", "Timetable", _timetable(shelf, found)),
        care.distressed(shelf, inside),
        *(_stage(shelf, stage, telling) for stage in found),
        *cited(shelf, every),
        closing.more(look, taken),
    ]
    return look.paper(
        taken.pack.title,
        f"{what} of {look.day}",
        (one for one in sections if one.blocks),
        keys=(one.key for one in every),
        audience=taken.audience,
    )


def _about(shelf: Shelf, pack: Pack, found: tuple[Stage, ...]) -> tuple[Block, ...]:
    size = course.size(found)
    said = (course.for_whom(shelf, pack), ended(capital(size)) if size else "")
    shown: list[Block] = [paragraph(one) for one in said if one]
    shown += blocks(pack.introduction)
    for title, lines in (
        ("What this is for:", pack.aims),
        ("What people can do afterwards:", pack.outcomes),
    ):
        if lines:
            shown += [paragraph(title), bullets(say(one) for one in lines)]
    return tuple(shown)


def _timetable(shelf: Shelf, found: tuple[Stage, ...]) -> tuple[Block, ...]:
    """Say what begins when; nothing where no minutes are given."""
    total = course.minutes(found)
    if not total:
        return ()
    open_ended = course.untimed(found)
    rows = [row for stage in found for row in _rows(shelf, stage)]
    if not open_ended:
        rows.append((say(beside.clock(total)), say(Span("End", strong=True)), ()))
    lasts = f"{capital(wording.lasting(total))} altogether"
    more = f", and {counted(open_ended, 'item')} without a time" if open_ended else ""
    table = Table("", ("From", "What", "Minutes"), tuple(rows))
    return (paragraph(f"{lasts}{more}."), table)


def _rows(shelf: Shelf, stage: Stage) -> Iterator[tuple[Words, ...]]:
    """Give a row for a part, then one for each step in it."""
    if stage.title:
        title = Span(stage.title, strong=True)
        yield (say(beside.clock(stage.begins)), say(title), _minutes(stage.minutes))
    for step in stage.steps:
        title = Span(f"{step.number}. {step.title(shelf)}")
        taken = step.item.minutes
        begins = beside.clock(step.begins) if taken else "–"
        yield (say(begins), say(title), _minutes(taken))


def _minutes(number: int) -> Words:
    return say(str(number) if number else "–")


def _stage(shelf: Shelf, stage: Stage, telling: Telling) -> Section:
    shown = (block for step in stage.steps for block in _step(shelf, step, telling))
    return Section(f"part-{stage.number}", stage.title, tuple(shown))


def _step(shelf: Shelf, step: Step, telling: Telling) -> Iterator[Block]:
    yield Heading(say(f"{step.number}. {step.title(shelf)}"), 3)
    yield from beside.timed(step)
    if step.document:
        statement = course.statement(step.document)
        if statement:
            yield paragraph(Span(statement, strong=True))
        yield from telling(shelf, step, step.document)
    yield from beside.alone(step)
    yield from beside.note(step)
    yield from beside.questions(step)
    if step.document:
        yield from beside.source(shelf, step.document)


def _short(shelf: Shelf, step: Step, document: Document) -> Iterator[Block]:
    """Give what the group should come to: things to do, or what was found."""
    anchor = step.item.anchor
    for wanted in (anchor,) if anchor else (DO, FINDINGS):
        every = passages.under(shelf, document, wanted)
        found = passages.lines(passages.unmarked(every, citing.marks(document)))
        if found:
            yield Aside("To bring out", (bullets(found),))


def _full(shelf: Shelf, step: Step, _document: Document) -> Iterator[Block]:
    yield from beside.lower(step.text(shelf))
