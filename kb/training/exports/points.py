"""What stands in a briefing: six points, questions, and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.papers.model import Bullets, Heading, Span
from kb.papers.words import ended, quiet, say
from kb.training.exports import citing, passages, wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.content.documents import Document, Lesson, Policy, Update
    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Words

    Blocks = tuple[Block, ...]

#: Questions that fit any document, where it has none of its own.
ANY = (
    "What of this could happen, or has happened, where we work?",
    "What do we already do that helps, and how do we know?",
    "What will each of us do differently from tomorrow, and who will ask about it?",
)


@dataclass(frozen=True, slots=True)
class Points:
    """The first six points of a briefing in their order, and what stands beside them.

    The seventh says where to find out more, and is the same for everything.
    """

    background: Blocks
    happened: Blocks
    matters: Blocks
    learned: Blocks
    do: Blocks
    changed: Blocks
    questions: Blocks
    noted: tuple[Document, ...]
    """Those whose content notes stand before it."""
    documents: tuple[Document, ...]
    """All that it rests on, itself first."""

    @property
    def six(self) -> tuple[Blocks, ...]:
        """Give the points in the order of their headings."""
        return (
            self.background,
            self.happened,
            self.matters,
            self.learned,
            self.do,
            self.changed,
        )


def missing(of: str) -> Blocks:
    """Say that a point has nothing, rather than make something up."""
    return (quiet(f"Nothing is recorded under this heading for this {of}."),)


def section(shelf: Shelf, document: Document, anchor: str) -> Blocks:
    """Give a section of a document, or say that it has none."""
    every = passages.under(shelf, document, anchor)
    found = (one for one in every if not isinstance(one, Heading))
    return passages.unmarked(found, citing.marks(document)) or missing(document.kind)


def changes(
    pairs: Iterable[tuple[Policy, Update]], of: str
) -> tuple[Blocks, tuple[Policy, ...]]:
    """List the policy updates that came of something, and say how well it is known."""
    found = tuple(pairs)
    if not found:
        words = f"No policy update is recorded as having come of this {of}."
        return (quiet(words),), ()
    lines = tuple(update_line(policy.title, update) for policy, update in found)
    return (Bullets(lines),), tuple(
        {policy.key: policy for policy, _ in found}.values()
    )


def update_line(title: str, update: Update) -> Words:
    """Say what a policy update changed, when, and how well its origin is known."""
    when = update.date_note or str(update.date or "date not known")
    status = wording.STATUSES[update.status]
    return say(
        Span(title, strong=True) if title else "",
        f"{' ' if title else ''}({when}, {status}): {ended(update.what_changed)}"
        f" {wording.KNOWN[update.known]}",
    )


def asked(own: Iterable[Words], of: str) -> Blocks:
    """List questions; where there are none, say so and give some that fit anything."""
    found = tuple(own)
    if found:
        return (Bullets(found),)
    general = Bullets(tuple(say(one) for one in ANY))
    return (quiet(f"This {of} has no questions of its own. These fit any:"), general)


def taught(lessons: Iterable[Lesson]) -> Bullets:
    """List lessons with what each teaches."""
    return Bullets(
        tuple(
            say(Span(f"{ended(one.title)} ", strong=True), one.statement)
            for one in lessons
        )
    )


def first_to_do(shelf: Shelf, lessons: Iterable[Lesson], most: int) -> Blocks:
    """List the first things to do of each lesson."""
    found: list[Words] = []
    for lesson in lessons:
        lines = passages.lines(passages.under(shelf, lesson, "what-to-do"))
        found += lines[:most]
    return (Bullets(tuple(found)),) if found else ()
