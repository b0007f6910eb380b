"""Care for who reads or hears something distressing: notes, numbers, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.papers.model import Section, Span
from kb.papers.words import bullets, ended, paragraph, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.content.documents import Document
    from kb.content.settings import Helpline
    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Words

BEFORE = "Before you read"
MOST = 3
_ADVICE = (
    "Say at the beginning what the session speaks of. Anybody may step out, and gives"
    " no reason.\n"
    "Agree beforehand who goes with a person who steps out, and where you can talk"
    " quietly.\n"
    "Ask nobody to tell a story of their own. If somebody does, thank them, and offer"
    " to talk afterwards, away from the group.\n"
    "If what is said means that a child may be at risk now, follow your agency's"
    " procedure on the same day.\n"
    "End with time to come to rest, and say how people can reach you in the days"
    " after."
)


def helplines(
    shelf: Shelf, documents: Iterable[Document], most: int = MOST
) -> tuple[Helpline, ...]:
    """Choose the helplines that fit: those of the themes before general ones."""
    themes = {theme for one in documents for theme in one.themes}
    every = shelf.settings.helplines
    themed = [one for one in every if themes.intersection(one.themes)]
    general = [one for one in every if not one.themes]
    # Where none fits, the first is better than nobody to talk to.
    return (*themed, *general)[:most] or every[:1]


def notes(documents: Iterable[Document]) -> tuple[str, ...]:
    """Give the content notes of documents, each once."""
    return tuple(
        dict.fromkeys(ended(d.content_note) for d in documents if d.content_note)
    )


def before(shelf: Shelf, documents: Sequence[Document]) -> tuple[Section, ...]:
    """Say what is distressing and whom to ring; nothing where nothing is."""
    found = notes(documents)
    if not found:
        return ()
    blocks: tuple[Block, ...] = (paragraph(" ".join(found)), *ring(shelf, documents))
    return (Section("before", BEFORE, blocks),)


def ring(shelf: Shelf, documents: Iterable[Document]) -> Iterator[Block]:
    """Say in one line whom to ring."""
    parts: list[str | Span] = ["Who to talk to: "]
    for line in helplines(shelf, documents):
        parts += ["; "] if len(parts) > 1 else []
        parts += [f"{line.name} ", Span(line.phone or line.url, strong=True)]
    if len(parts) > 1:
        yield paragraph(*parts, ".")


def distressed(shelf: Shelf, documents: Sequence[Document]) -> Section:
    """Say what to do if somebody is distressed, with the numbers of who can help."""
    lines = bullets(say(one) for one in _ADVICE.split("\n"))
    found = helplines(shelf, documents, len(shelf.settings.helplines))
    blocks: list[Block] = [lines]
    if found:
        blocks += [paragraph("Who to talk to:"), bullets(map(_line, found))]
    return Section("distress", "If somebody is distressed", tuple(blocks))


def _line(helpline: Helpline) -> Words:
    number: str | Span = Span(helpline.phone, strong=True) if helpline.phone else ""
    web: str | Span = Span(helpline.url, helpline.url) if helpline.url else ""
    said = f". {helpline.text}" if helpline.text else ""
    between = " " if number and web else ""
    return say(f"{helpline.name} ", number, between, web, said)
