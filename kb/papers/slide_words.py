"""Words on slides and in notes: language, direction, lists and links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Cm, Pt

from kb.papers.cutting import text_of
from kb.papers.direction import runs_left

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pptx.text.text import TextFrame, _Paragraph, _Run

    from kb.papers.model import Span, Words
    from kb.papers.slide import Said

_STEP, _COUNTED = Cm(1.1), Cm(1.5)
_DEEPEST = 8
_QUIET = Pt(24)
#: Points of notes, which are read on paper, and the room between two of them.
_SPOKEN, _APART = (12, 10, 9, 8), Pt(4)
#: Centimetres that notes have on a page, and those of a letter and a row by the point.
_WIDE, _ROOM, _LETTER, _ROW = 15.0, 13.0, 0.0176, 0.043
_SIGNS = {
    "bullet": ('<a:buFont typeface="Arial" {}/>', '<a:buChar char="•" {}/>'),
    "number": (
        '<a:buFont typeface="+mj-lt" {}/>',
        '<a:buAutoNum type="arabicPeriod" startAt="{number}" {}/>',
    ),
}


def fill(frame: TextFrame, lines: Iterable[Said]) -> None:
    """Put lines into a placeholder, each a paragraph of its own."""
    for place, said in enumerate(lines):
        par = _paragraph(frame, place)
        write(par, said.words)
        _set_list(par, said)
        # Of a paragraph itself PowerPoint takes no letters, only of its runs.
        for run in par.runs:
            run.font.bold = True if said.mark == "heading" else run.font.bold
            run.font.size = _QUIET if said.mark == "quiet" else None


def note(frame: TextFrame, lines: Iterable[Words]) -> None:
    """Put lines into the notes of a slide, small enough for one page if need be."""
    lines = tuple(lines)
    size = next((one for one in _SPOKEN if _height(lines, one) <= _ROOM), _SPOKEN[-1])
    for place, words in enumerate(lines):
        par = _paragraph(frame, place)
        write(par, words)
        par.space_before = _APART
        _set_edge(par, 0, 0)
        for run in par.runs:
            run.font.size = Pt(size)


def _height(lines: Iterable[Words], size: int) -> float:
    """Say how many centimetres notes take on a page in letters of so many points."""
    a_line = _WIDE / (size * _LETTER)
    rows = sum(len(text_of(words)) // a_line + 1 + _APART.pt / size for words in lines)
    return rows * size * _ROW


def _paragraph(frame: Any, place: int) -> _Paragraph:  # noqa: ANN401 - has no types
    par: _Paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
    return par


def write(par: _Paragraph, words: Words) -> None:
    """Write words into a paragraph, which runs as its first letter does."""
    left = runs_left(words)
    if left:
        par.alignment = PP_ALIGN.RIGHT
    par._p.get_or_add_pPr().set("rtl", str(int(left)))  # noqa: SLF001 - no other way in
    for span in words:
        if span.text:
            _write_span(par.add_run(), span)


def _write_span(run: _Run, span: Span) -> None:
    run.text = span.text
    run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
    if span.strong:
        run.font.bold = True
    if span.em:
        run.font.italic = True
    if span.outside:
        run.hyperlink.address = span.outside


def _set_list(par: _Paragraph, said: Said) -> None:
    """Say how a line of a list begins, or that it is no line of a list."""
    depth = min(said.depth, _DEEPEST)
    signs = _SIGNS.get(said.mark, ("<a:buNone {}/>",))
    listed = said.mark in _SIGNS
    properties = par._p.get_or_add_pPr()  # noqa: SLF001 - no other way in
    hang = (_COUNTED if said.mark == "number" else _STEP) if listed else 0
    _set_edge(par, _STEP * depth + hang, -hang)
    if depth:
        properties.set("lvl", str(depth))
    for sign in signs:
        xml = sign.replace("{}", nsdecls("a")).replace("{number}", str(said.number))
        properties.append(parse_xml(xml))


def _set_edge(par: _Paragraph, left: int, first: int) -> None:
    """Say where a paragraph begins, and how much further in its first line does."""
    properties = par._p.get_or_add_pPr()  # noqa: SLF001 - no other way in
    properties.set("marL", str(left))
    properties.set("indent", str(first))
