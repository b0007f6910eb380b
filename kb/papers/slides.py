"""A paper cut into slides: what stands on each, and what its speaker says beside it.

Every word of the paper stands on a slide or in its notes. Files are not its business.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.papers.cutting import beginning, text_of, title_of
from kb.papers.filling import filled
from kb.papers.model import (
    Aside,
    Bullets,
    Chart,
    Heading,
    Image,
    Paragraph,
    Quote,
    Span,
    Table,
)
from kb.papers.nesting import depths
from kb.papers.slide import Said, Slide
from kb.papers.spoken import spoken
from kb.papers.tables_cut import cut, is_readable, listed, squared
from kb.papers.titles import told_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.papers.model import Block, Paper, Section, Words
    from kb.papers.slide import Kind, Mark

#: Headings down to this level begin a slide; deeper ones stand on it.
_OWN_SLIDE = 3


def slides(paper: Paper) -> tuple[Slide, ...]:
    """Cut a paper into slides whose titles all differ."""
    rest = (slide for section in paper.sections for slide in _section(section, paper))
    return told_apart((_first(paper), *rest))


def _first(paper: Paper) -> Slide:
    told = [(Span(one),) for one in (paper.subtitle, paper.standing) if one]
    lines = [Said(beginning(one)) for one in told]
    notes = _unless_whole(paper.title)
    notes += tuple(one for one in told if beginning(one) != one)
    notes += ((Span(paper.use),),) if paper.use else ()
    return Slide("title", title_of(paper.title), tuple(lines), notes=notes)


def _section(section: Section, paper: Paper) -> Iterator[Slide]:
    """Give the slides of a section; what is said beside it stands with its first."""
    name = section.title or paper.title
    found: list[Slide] = []
    for heading, blocks in _under_headings((*section.commentary, *section.blocks)):
        title = text_of(heading) or name
        notes = _unless_whole(title)
        notes += (heading,) if any(span.outside for span in heading) else ()
        here = [
            replace(one, title=one.title or title_of(title), part=title_of(name))
            for one in filled(_pieces(blocks))
        ]
        if heading and here:
            here = _under_its_name(here, title_of(title), title_of(name))
        elif heading or not found:
            here = here or [Slide("part", title_of(title), part=title_of(name))]
        found += _with_notes(here, notes)
    notes = (*_unless_whole(name), *spoken(section.notes))
    short = title_of(name)
    yield from _with_notes(_under_its_name(found, short, short), notes)


def _under_its_name(found: list[Slide], name: str, part: str) -> list[Slide]:
    """Let a name be read, also where something else gives the title."""
    if any(one.title == name for one in found):
        return found
    if len(found) > 1:
        return [Slide("part", name, part=part), *found]
    both = f"{name}: {found[0].title}"
    named = replace(found[0], title=title_of(both))
    return _with_notes([named], _unless_whole(both))


def _with_notes(found: list[Slide], notes: tuple[Words, ...]) -> list[Slide]:
    if not (notes and found):
        return found
    first = replace(found[0], notes=(*notes, *found[0].notes))
    return [first, *found[1:]]


def _unless_whole(title: str) -> tuple[Words, ...]:
    return () if title_of(title) == title else ((Span(title),),)


def _under_headings(blocks: Iterable[Block]) -> Iterator[tuple[Words, list[Block]]]:
    """Part blocks where a heading begins a slide."""
    heading: Words = ()
    under: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level <= _OWN_SLIDE:
            if heading or under:
                yield heading, under
            heading, under = block.words, []
        else:
            under.append(block)
    yield heading, under


def _pieces(blocks: Iterable[Block], kind: Kind = "text") -> Iterator[Slide]:
    """Give slides with one thing on each."""
    for block in blocks:
        match block:
            case Paragraph():
                yield _piece(kind, block.words, "quiet" if block.quiet else "plain")
            case Heading():
                yield _piece(kind, block.words, "heading")
            case Bullets():
                yield from _bullets(kind, block)
            case Quote():
                yield from (_piece("quote", line, "plain") for line in block.lines)
            case Table():
                yield from _table(kind, squared(block))
            case Chart():
                yield Slide(
                    "picture", title_of(block.title), (), block, spoken([block])
                )
            case Image():
                yield _image(kind, block)
            case Aside():
                inner = filled(_pieces(block.blocks, "aside"))
                yield from _aside(block.title, list(inner))


def _aside(title: str, inner: list[Slide]) -> list[Slide]:
    """Call slides as a box is called; what has a name of its own keeps that."""
    short, whole = title_of(title), _unless_whole(title)
    here = [replace(one, title=one.title or short) for one in inner]
    if here and all(one.title != short for one in here):
        whole = ((Span(title, strong=True),),)
    return _with_notes(here or [Slide("aside", short)], whole)


def _piece(
    kind: Kind, words: Words, mark: Mark, depth: int = 0, number: int = 0
) -> Slide:
    short = beginning(words, depth)
    notes = () if short == words else (words,)
    return Slide(kind, lines=(Said(short, mark, depth, number),), notes=notes)


def _bullets(kind: Kind, block: Bullets) -> Iterator[Slide]:
    counts: dict[int, int] = {}
    for line, depth in zip(block.lines, depths(block), strict=True):
        counts = {deep: count for deep, count in counts.items() if deep <= depth}
        counts[depth] = counts.get(depth, 0) + 1
        mark: Mark = "number" if line.numbered else "bullet"
        yield _piece(kind, line.words, mark, depth, counts[depth])


def _image(kind: Kind, image: Image) -> Slide:
    if not image.content:
        return _piece(kind, (Span(image.missing),), "quiet")
    return Slide("picture", shown=image, notes=spoken([image]))


def _table(kind: Kind, table: Table) -> Iterator[Slide]:
    title, whole = title_of(table.caption), _unless_whole(table.caption)
    if is_readable(table):
        found = [Slide("table", title, (), one) for one in cut(table)]
    else:
        # Of a table without rows there are still its heads.
        told = tuple(listed(table)) or map(Paragraph, spoken([table]))
        every = filled(_pieces(told, kind))
        found = [replace(one, title=one.title or title) for one in every]
        whole = (*whole, *spoken([replace(table, rows=())]))
    yield from _with_notes(found, whole)
