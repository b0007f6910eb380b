"""How handouts and guides close: the sources, and where the whole course is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.content.documents import Lesson
from kb.papers.model import Section, Span
from kb.papers.words import paragraph
from kb.training.exports import citing, qr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.content.documents import Document
    from kb.content.shelf import Shelf
    from kb.training.exports.course import Taken
    from kb.training.exports.look import Look


def sources(shelf: Shelf, every: Sequence[Document]) -> Iterator[Section]:
    """Cite all that a course rests on; lessons rest on their reviews."""
    if rests := _rests(every):
        yield Section("sources", "Sources", (citing.in_brief(shelf, rests),))


def all_sources(shelf: Shelf, every: Sequence[Document]) -> Iterator[Section]:
    """Cite the same with how well each is known, and every address."""
    if rests := _rests(every):
        yield Section("sources", "Sources", tuple(citing.listed(shelf, rests)))


def _rests(every: Sequence[Document]) -> list[Document]:
    return [one for one in every if not isinstance(one, Lesson)]


def more(look: Look, taken: Taken) -> Section:
    """Say where the course is, in words and as a code."""
    address = look.page(taken.page)
    said = paragraph("The course, with all that it rests on: ", Span(address, address))
    return Section("more", "Find out more", (said, qr.code(address)))
