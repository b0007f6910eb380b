"""Citing a document as the sector cites: board, year, pseudonym, type.

Only what its card says is said. How close the sources are is said beside it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.content.documents import Policy, Report, Review
from kb.papers.model import Bullets, Span
from kb.papers.words import ended, paragraph, quiet, say, small
from kb.training.exports import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.content.documents import Document, Source
    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Words

NO_DATE = "date not known"
_REPORT = "annual-report-2012-13.md"


def cited(shelf: Shelf, document: Document) -> Words:
    """Cite a document in full."""
    match document:
        case Review():
            year = str(document.published.year) if document.published else NO_DATE
            return _said(document.publisher, year, _name(shelf, document))
        case Policy():
            when = document.current.date
            kind = small(
                wording.plain(shelf.settings.policy_kinds, document.policy_kind)
            )
            name = _with_kind(document.title, kind)
            return _said(document.publisher, str(when.year) if when else NO_DATE, name)
        case Report():
            card = shelf.find(f"{Review.folder}/{document.review}")
            first = cited(shelf, card) if card else ()
            return (*first, *say(f" {ended(document.title)}" if first else ""))
    owner = shelf.settings.publisher or shelf.settings.title
    return say(f"{owner}: ", Span(ended(document.title), em=True))


def in_short(document: Document) -> str:
    """Cite a document in a few words: board, pseudonym, year."""
    match document:
        case Review():
            year = str(document.published.year) if document.published else NO_DATE
            name = document.pseudonym or document.title
            return f"{document.publisher}, {name}, {year}"
        case Policy():
            when = document.current.date
            return f"{document.publisher}, {document.title}, {when or NO_DATE}"
    return document.title


def how_known(shelf: Shelf, review: Review) -> str:
    """Say how close the sources are to a review."""
    found = shelf.settings.verification.get(review.verification)
    if found is None:
        return ended(wording.plain({}, review.verification))
    return f"{ended(found.label)} {ended(found.meaning)}"


def marks(document: Document) -> tuple[str, ...]:
    """Give the marks by which the text of a review refers to its sources: s1, s2."""
    if isinstance(document, Review):
        return tuple(one.key for one in document.sources if one.key)
    return ()


def listed(shelf: Shelf, documents: Iterable[Document]) -> Iterator[Block]:
    """List documents as sources: the citation, how well it is known, and where."""
    for document in documents:
        yield paragraph(*cited(shelf, document))
        if isinstance(document, Review):
            yield quiet(how_known(shelf, document))
            yield from _where(document.sources)


def in_brief(shelf: Shelf, documents: Iterable[Document]) -> Bullets:
    """List documents as sources on little room, each with a link to its page."""
    return Bullets(tuple(_brief(shelf, document) for document in documents))


def _brief(shelf: Shelf, document: Document) -> Words:
    page = f"/{document.key}"
    said = (replace(one, link=page if one.em else "") for one in cited(shelf, document))
    if not isinstance(document, Review):
        return tuple(said)
    found = shelf.settings.verification.get(document.verification)
    known = found.label if found else wording.plain({}, document.verification)
    return (*said, *say(f" Read for this library: {small(known)}."))


def _where(sources: tuple[Source, ...]) -> Iterator[Block]:
    found = tuple(
        say(f"{one.key}: " if one.key else "", _address(one)) for one in sources
    )
    if found:
        yield Bullets(found)


def _address(source: Source) -> Span:
    if source.url.startswith("http"):
        return Span(source.url, source.url)
    line = source.url.removeprefix(_REPORT).removeprefix("#L")
    return Span(f"Leeds annual report 2012/13{f', line {line}' if line else ''}")


def _name(shelf: Shelf, review: Review) -> str:
    kind = wording.kind_of_review(shelf, review.review_type)
    return _with_kind(review.pseudonym or review.title, kind)


def _with_kind(name: str, kind: str) -> str:
    return name if kind.casefold() in name.casefold() else f"{name}: {kind}"


def _said(publisher: str, year: str, name: str) -> Words:
    return say(f"{publisher} ({year}) ", Span(ended(name), em=True))
