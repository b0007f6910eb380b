"""The edge of every slide and note: for whom it is, for what use, and its number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pptx.enum.shapes import PP_PLACEHOLDER as PLACE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Cm, Emu, Pt

from kb.papers.cutting import title_of
from kb.papers.model import LANGUAGE, Span
from kb.papers.places import add_like, of_kind
from kb.papers.slide_words import write

if TYPE_CHECKING:
    from pptx.slide import NotesSlide, Slide

    from kb.papers.model import Paper, Words
    from kb.papers.places import Shape


_SMALL = Pt(12)
#: How wide a letter is at the foot, how high a line, and how few letters still say it.
_LETTER, _LINE, _LEAST = Cm(0.2), Cm(0.55), 20
_LEFT, _HIGH = Cm(1.5), Cm(1.2)
_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


def foot_of(paper: Paper) -> Words:
    """Say for whom a paper is and what it may be used for."""
    mark = Span(paper.mark, strong=True) if paper.mark else None
    use = Span(paper.use) if paper.use else None
    gap = Span(". ") if mark and use else None
    return tuple(one for one in (mark, gap, use) if one)


def _fitted(foot: Words, room: Shape) -> Words:
    """Cut what a paper may be used for to the room; for whom it is stays whole.

    The notes of the first slide have all of it.
    """
    *marks, last = foot
    lines = max(1, room.height // _LINE)
    left = room.width // _LETTER * lines - sum(len(one.text) for one in marks)
    if last.strong:
        return foot
    return (*marks, replace(last, text=title_of(last.text, max(left, _LEAST))))


def finish(page: Slide, foot: Words, place: int) -> None:
    """Write the foot and the number of a slide."""
    layout = page.slide_layout
    if foot:
        _write_foot(page, of_kind(layout, PLACE.FOOTER), foot)
    if above := of_kind(layout, PLACE.SLIDE_NUMBER):
        _number(add_like(page, above), str(place))


def finish_notes(notes: NotesSlide, foot: Words, place: int) -> None:
    """Write the foot and the number of a page of notes."""
    if foot:
        deck = notes.part.package.presentation_part.presentation
        above = of_kind(deck.notes_master, PLACE.FOOTER)
        beside = add_like(notes, above)
        write(beside.text_frame.paragraphs[0], _fitted(foot, beside))
    _number(of_kind(notes, PLACE.SLIDE_NUMBER), str(place))


def _write_foot(page: Slide, above: Shape | None, foot: Words) -> None:
    """Write the foot, also where a board's layout has no place for one."""
    if above is not None:
        write(add_like(page, above).text_frame.paragraphs[0], _fitted(foot, above))
        return
    deck = page.part.package.presentation_part.presentation
    wide, high = deck.slide_width or 0, deck.slide_height or 0
    box = page.shapes.add_textbox(
        _LEFT, Emu(high - _HIGH), Emu(wide - 2 * _LEFT), _HIGH
    )
    box.name = "Footer"
    write(box.text_frame.paragraphs[0], _fitted(foot, box))
    for run in box.text_frame.paragraphs[0].runs:
        run.font.size = _SMALL


def _number(place: Shape, text: str) -> None:
    par = place.text_frame.paragraphs[0]._p  # noqa: SLF001 - no other way in
    par.append(
        parse_xml(
            f'<a:fld {nsdecls("a")} id="{_FIELD}" type="slidenum">'
            f'<a:rPr lang="{LANGUAGE}"/><a:t>{text}</a:t></a:fld>'
        )
    )
