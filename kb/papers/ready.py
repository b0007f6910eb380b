"""A paper made ready for files: words that any file can hold, headings in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from kb.papers.model import (
    Aside,
    Bullets,
    Chart,
    Heading,
    Image,
    Paragraph,
    Quote,
    Table,
)
from kb.papers.pictures import opened
from kb.papers.words import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.papers.model import Block, Paper, Section, Words

_TITLE, _SECTION, _DEEPEST = 1, 2, 6


def ready(paper: Paper) -> Paper:
    """Make a paper ready: every writer begins with it."""
    return replace(
        paper,
        title=_tidy(paper.title) or "Without a title",
        subtitle=_tidy(paper.subtitle),
        standing=_tidy(paper.standing),
        readers=_tidy(paper.readers),
        use=_tidy(paper.use),
        logo=_logo(paper),
        sections=tuple(map(_section, paper.sections)),
    )


def _logo(paper: Paper) -> Image | None:
    """Give a logo that can be shown, called as the partnership is."""
    logo = _image(paper.logo) if paper.logo else None
    if not logo or not logo.content:
        return None
    return replace(logo, alt=_tidy(paper.subtitle) or logo.alt or "Logo")


def _tidy(text: str) -> str:
    return clean(text).strip()


def _section(section: Section) -> Section:
    title = _tidy(section.title)
    above = _SECTION if title else _TITLE
    every = tuple(_blocks((*section.commentary, *section.blocks), above))
    ends = len(section.commentary)
    return replace(
        section,
        title=title,
        commentary=every[:ends],
        blocks=every[ends:],
        notes=tuple(_blocks(section.notes, above)),
    )


def _blocks(blocks: Iterable[Block], above: int) -> Iterator[Block]:
    """Let no heading stand more than one step below the one before it."""
    for block in blocks:
        if isinstance(block, Heading):
            above = min(max(block.level, _SECTION + 1), above + 1, _DEEPEST)
            yield Heading(_words(block.words), above)
        elif isinstance(block, Aside):
            inner = tuple(_blocks(block.blocks, above))
            yield replace(block, title=_tidy(block.title), blocks=inner)
        else:
            yield _block(block)


def _block(block: Paragraph | Bullets | Quote | Table | Chart | Image) -> Block:
    match block:
        case Paragraph():
            return replace(block, words=_words(block.words))
        case Bullets():
            return replace(block, items=tuple(map(_words, block.items)))
        case Quote():
            return replace(block, lines=tuple(map(_words, block.lines)))
        case Table():
            return _table(block)
        case Chart():
            bars = tuple(replace(bar, label=_tidy(bar.label)) for bar in block.bars)
            first, second = map(_tidy, block.heads)
            return Chart(_tidy(block.title), (first, second), bars)
        case Image():
            return _image(block)
        case _:
            assert_never(block)


def _table(table: Table) -> Table:
    rows = tuple(tuple(map(_words, row)) for row in table.rows)
    return Table(_tidy(table.caption), tuple(map(_tidy, table.heads)), rows)


def _image(image: Image) -> Image:
    """Open a picture; one that has no words is at least said to be one."""
    content, alt = opened(image.content), _tidy(image.alt)
    return replace(image, content=content, alt=alt or ("Picture" if content else ""))


def _words(words: Words) -> Words:
    return tuple(replace(span, text=clean(span.text)) for span in words if span.text)
