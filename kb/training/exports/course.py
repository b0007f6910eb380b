"""A pack as its reader may see it: each item with what it stands for, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.access import PUBLIC
from kb.content.documents import Lesson, Policy, Review
from kb.papers.words import counted
from kb.training import moves
from kb.training.exports import passages, wording
from kb.training.pack import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.documents import Document
    from kb.content.shelf import Shelf
    from kb.papers.model import Block
    from kb.training.pack import Item, Pack, Part

_NAMES = {
    Kind.NOTE: "Note",
    Kind.EXERCISE: "Exercise",
    Kind.QUESTION: "To discuss",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A pack on its way out: where it stands, and for whom its own words are."""

    pack: Pack
    page: str
    """Its page without a slash before it, such as `training/packs/0123`."""
    audience: str = PUBLIC
    """Narrow enough for its own words."""


@dataclass(frozen=True, slots=True)
class Step:
    """One item, the document that it stands for, and when it begins."""

    item: Item
    number: int
    """1, 2 ... through the whole pack."""
    begins: int
    """Minutes after the beginning."""
    document: Document | None = None

    def title(self, shelf: Shelf) -> str:
        """Say what it is called."""
        if self.document is None:
            return self.item.title or _NAMES.get(self.item.kind, "")
        anchor = self.item.anchor
        part = passages.title_of(shelf, self.document, anchor) if anchor else ""
        return f"{self.document.title}: {part}" if part else self.document.title

    def text(self, shelf: Shelf) -> tuple[Block, ...]:
        """Give all that its document says, or the section that was chosen."""
        if self.document is None:
            return ()
        if self.item.anchor:
            return passages.under(shelf, self.document, self.item.anchor)
        return passages.text(shelf, self.document)


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a course with its steps."""

    part: Part
    number: int
    begins: int
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """Say how long it takes: what its steps take, or else what was planned."""
        taken = sum(step.item.minutes for step in self.steps)
        return taken or self.part.planned

    @property
    def title(self) -> str:
        """Give its heading; "" where nobody gave it one."""
        return "" if self.part.title == moves.UNTITLED else self.part.title


def stages(shelf: Shelf, pack: Pack) -> tuple[Stage, ...]:
    """Give the parts with what their reader may see; what is hidden leaves no gap."""
    found: list[Stage] = []
    begins = number = 0
    for part in pack.parts:
        steps: list[Step] = []
        within = begins
        for item in part.items:
            document = shelf.find(item.key) if item.key else None
            if item.kind is Kind.DOCUMENT and document is None:
                continue
            number += 1
            steps.append(Step(item, number, within, document))
            within += item.minutes
        found.append(Stage(part, len(found) + 1, begins, tuple(steps)))
        begins += found[-1].minutes
    return tuple(found)


def steps(found: tuple[Stage, ...]) -> Iterator[Step]:
    """Give the steps of all parts."""
    for stage in found:
        yield from stage.steps


def documents(found: tuple[Stage, ...]) -> tuple[Document, ...]:
    """Give the documents in a pack, once each."""
    every = {s.document.key: s.document for s in steps(found) if s.document}
    return tuple(every.values())


def around(shelf: Shelf, found: tuple[Stage, ...]) -> tuple[Document, ...]:
    """Give the documents in a pack, then the reviews that its lessons come from."""
    inside = documents(found)
    reviews = [two for one in inside for two in around_one(shelf, one)]
    return tuple({one.key: one for one in (*inside, *reviews)}.values())


def around_one(shelf: Shelf, document: Document) -> tuple[Document, ...]:
    """Give a document, and of a lesson the reviews that it comes from."""
    if isinstance(document, Lesson):
        return (document, *shelf.reviews_of(document))
    return (document,)


def minutes(found: tuple[Stage, ...]) -> int:
    """Say how long it takes altogether."""
    return sum(stage.minutes for stage in found)


def untimed(found: tuple[Stage, ...]) -> int:
    """Count what has no minutes, in parts for which none were planned either."""
    steps = (one for stage in found if not stage.part.planned for one in stage.steps)
    return sum(not one.item.minutes for one in steps)


def statement(document: Document) -> str:
    """Say in one sentence what a document is about."""
    match document:
        case Lesson():
            return document.statement
        case Review():
            return document.summary
        case Policy():
            return document.current.what_changed
    return ""


def for_whom(shelf: Shelf, pack: Pack) -> str:
    """Say for whom a course is; "" when its maker did not."""
    whom = wording.people(shelf, (*pack.roles, *pack.agencies))
    level = shelf.settings.training.levels.get(pack.level, "")
    said = (f"For {whom}" if whom else "", f"level: {level.lower()}" if level else "")
    joined = "; ".join(part for part in said if part)
    return f"{joined[:1].upper()}{joined[1:]}." if joined else ""


def size(found: tuple[Stage, ...]) -> str:
    """Say how much there is: 5 lessons, 1 hour 30 minutes."""
    lessons = sum(isinstance(one, Lesson) for one in documents(found))
    others = len(documents(found)) - lessons
    said = (
        counted(lessons, "lesson") if lessons else "",
        counted(others, "other document") if others else "",
        wording.lasting(minutes(found)),
    )
    return ", ".join(part for part in said if part)
