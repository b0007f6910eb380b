"""The blocks of a paper in a Word document: real headings, lists and quotations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from docx.shared import Mm

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
from kb.papers.pdf import picture
from kb.papers.pictures import points
from kb.papers.word_lines import said
from kb.papers.word_tables import box, tabled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document as Doc
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as Par

    from kb.papers.model import Block
    from kb.papers.word_lists import Numbering

_DEEPEST, _HIGHEST = 5, 190
#: Millimetres of a point as screens show it: a small picture is not blown up.
_POINT = 25.4 / 96


@dataclass(frozen=True, slots=True)
class Story:
    """Where blocks are written: a document or a box in it, and how wide it is."""

    inside: Doc | _Cell
    numbering: Numbering
    width: int
    room: int
    """How far below it the next block stands."""

    def line(self, style: str) -> Par:
        """Begin a paragraph."""
        return self.inside.add_paragraph("", style)


def write(story: Story, blocks: Iterable[Block]) -> None:
    """Write blocks one below the other."""
    for block in blocks:
        _block(story, block)


def shown(par: Par, image: Image, width: int, height: int) -> None:
    """Put a picture into a line, no wider and no higher than there is room."""
    wide, high = points(image.content)
    asked = Mm(image.width or wide * _POINT)
    least = min(asked, width, round(height * wide / high))
    shape = par.add_run().add_picture(BytesIO(image.content), width=least)
    # python-docx has no words of its own for what a picture shows.
    drawn = shape._inline  # noqa: SLF001
    drawn.docPr.set("descr", image.alt)
    for side in ("distT", "distB", "distL", "distR"):
        drawn.set(side, "0")


def _block(story: Story, block: Block) -> None:
    match block:
        case Bullets():
            _list(story, block)
        case Table():
            tabled(story, block)
        case Chart():
            caption = story.line("Caption")
            caption.add_run(block.title)
            drawn = Image(picture(block), block.alt, width=160)
            line = story.line("Normal")
            line.paragraph_format.keep_with_next = True
            shown(line, drawn, story.width, Mm(_HIGHEST))
            tabled(story, replace(block.table, caption=""))
        case Image() if block.content:
            shown(story.line("Normal"), block, story.width, Mm(_HIGHEST))
        case Image():
            said(story.line("Quiet"), (Span(block.missing),))
        case Aside():
            cell, width = box(story, block.title)
            write(replace(story, inside=cell, width=width), block.blocks)
            if not cell.paragraphs:  # Word opens no cell without one
                cell.add_paragraph()
        case _:
            _prose(story, block)


def _prose(story: Story, block: Paragraph | Heading | Quote) -> None:
    match block:
        case Paragraph():
            par = story.line("Quiet" if block.quiet else "Normal")
            par.paragraph_format.keep_with_next = _leads(block) or None
            said(par, block.words)
        case Heading():
            level = min(block.level - 1, _DEEPEST)
            said(story.line(f"Heading {level}"), block.words)
        case Quote():
            for words in block.lines:
                said(story.line("Quote"), words)


def _leads(block: Paragraph) -> bool:
    """Say whether a paragraph must not stand alone at the foot of a page."""
    return bool(block.words) and block.words[-1].text.endswith(":")


def _list(story: Story, block: Bullets) -> None:
    last: Par | None = None
    for words, place in zip(block.items, story.numbering.places(block), strict=True):
        last = story.line(place.style)
        # python-docx has no words of its own for the numbers of a list.
        properties = last._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
        properties.get_or_add_ilvl().val = place.level
        properties.get_or_add_numId().val = place.number
        said(last, words)
    if last is not None:
        last.paragraph_format.space_after = story.room
