"""A document cut at its headings, so that a briefing or a slide takes what it needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.papers.model import Bullets, Heading, Image, Paragraph, Span
from kb.papers.words import say
from kb.papers.written import blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kb.content.documents import Document
    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Words

_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z\"'\[(])")
#: What opens around the marks of sources.
_OPEN = re.compile(r"\s*\($")


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands under one heading; the first may have none."""

    anchor: str
    title: str
    level: int
    blocks: tuple[Block, ...]


def text(shelf: Shelf, document: Document) -> tuple[Block, ...]:
    """Give the whole text of a document, with its pictures."""
    return blocks(document.markdown, pictures(shelf))


def pictures(shelf: Shelf) -> Callable[[str], Image | None]:
    """Give a way to find pictures; what is missing is said in words by who asks."""

    def found(address: str) -> Image | None:
        content = shelf.picture(address)
        return Image(content, "", address=address) if content else None

    return found


def passages(shelf: Shelf, document: Document) -> tuple[Passage, ...]:
    """Cut a document at each of its headings, whatever their level."""
    anchors = _anchors(shelf, document)
    found: list[Passage] = []
    held: list[Block] = []
    anchor, title, level = "", "", 0
    for block in text(shelf, document):
        if not isinstance(block, Heading):
            held.append(block)
            continue
        found.append(Passage(anchor, title, level, tuple(held)))
        title, level, held = plain(block.words), block.level, []
        same = anchors.get(title)
        anchor = same.pop(0) if same else ""
    found.append(Passage(anchor, title, level, tuple(held)))
    return tuple(one for one in found if one.title or one.blocks)


def under(shelf: Shelf, document: Document, anchor: str) -> tuple[Block, ...]:
    """Give what stands under a heading and under those below it; nothing if not there.

    The heading itself is left out.
    """
    found: list[Block] = []
    level = 0
    for one in passages(shelf, document):
        if level and one.level <= level:
            break
        if level:
            found.append(_heading(one))
        if level or one.anchor == anchor:
            level = level or one.level
            found += one.blocks
    return tuple(found)


def sections(shelf: Shelf, document: Document) -> tuple[Passage, ...]:
    """Cut a document at its highest headings only."""
    every = passages(shelf, document)
    top = min((one.level for one in every if one.level), default=0)
    found: list[Passage] = []
    for one in every:
        if found and one.level > top:
            inner = (*found[-1].blocks, _heading(one), *one.blocks)
            found[-1] = replace(found[-1], blocks=inner)
        else:
            found.append(one)
    return tuple(found)


def title_of(shelf: Shelf, document: Document, anchor: str) -> str:
    """Give the words of a heading."""
    found = (one.title for one in passages(shelf, document) if one.anchor == anchor)
    return next(found, "")


def has_list(found: Iterable[Block]) -> bool:
    """Say whether there is a list in it."""
    return any(isinstance(one, Bullets) for one in found)


def lines(found: tuple[Block, ...]) -> tuple[Words, ...]:
    """Give the items of all lists; without a list, the paragraphs."""
    items = [words for one in found if isinstance(one, Bullets) for words in one.items]
    paragraphs = [one.words for one in found if isinstance(one, Paragraph)]
    return tuple(items or paragraphs)


def sentences(found: tuple[Block, ...], most: int) -> tuple[Words, ...]:
    """Give the first sentence of each paragraph, without links, of at most so many."""
    paragraphs = [plain(one.words) for one in found if isinstance(one, Paragraph)]
    first = [_SENTENCE.split(text, maxsplit=1)[0] for text in paragraphs]
    return tuple(say(one) for one in first if one)[:most]


def unmarked(found: Iterable[Block], keys: Iterable[str]) -> tuple[Block, ...]:
    """Leave out the marks of sources, such as (s1), where no list explains them."""
    marks = frozenset(keys)
    return tuple(
        replace(one, items=tuple(_unmarked(words, marks) for words in one.items))
        if isinstance(one, Bullets)
        else replace(one, words=_unmarked(one.words, marks))
        if isinstance(one, Paragraph)
        else one
        for one in found
    )


def _unmarked(words: Words, marks: frozenset[str]) -> Words:
    kept: list[Span] = []
    after = False
    for span in words:
        if span.link and span.text in marks:
            after = True
            continue
        text = span.text.lstrip(",; ") if after and kept else span.text
        if after and text.startswith(")") and _OPEN.search(kept[-1].text):
            kept[-1] = replace(kept[-1], text=_OPEN.sub("", kept[-1].text))
            text = text[1:]
        after = after and not text
        if text:
            kept.append(replace(span, text=text))
    return tuple(kept)


def plain(words: Words) -> str:
    """Give words as text."""
    return " ".join("".join(span.text for span in words).split())


def _heading(passage: Passage) -> Heading:
    return Heading(say(passage.title), passage.level)


def _anchors(shelf: Shelf, document: Document) -> dict[str, list[str]]:
    """Give the anchors of all headings by their words; the same words may recur."""
    found: dict[str, list[str]] = {}
    for section in shelf.sections(document):
        words = plain(say(section.heading))
        found.setdefault(words, []).append(section.anchor)
    return found
