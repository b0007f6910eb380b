"""A paper as slides: real titles, texts, tables and notes, in British English."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from pptx.util import Cm

from kb.papers.deck import ours
from kb.papers.deck_layouts import LOGO
from kb.papers.layouts import layouts_of
from kb.papers.model import LANGUAGE, Span, Table
from kb.papers.notes_pages import add_notes, set_notes_look
from kb.papers.own_deck import own
from kb.papers.packed import packed
from kb.papers.pictures import points
from kb.papers.places import EDGES, TITLES, describe, kind_of, lead, places, remove
from kb.papers.ready import ready
from kb.papers.slide_edges import finish, foot_of
from kb.papers.slide_pictures import fitted, show_picture, show_table
from kb.papers.slide_words import fill, write
from kb.papers.slides import slides

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide as Page

    from kb.papers.model import Image, Paper
    from kb.papers.places import Shape
    from kb.papers.slide import Slide

#: What the properties of an Office file hold at most.
_MOST_LETTERS = 255
_TRACES = ("last_modified_by", "comments", "keywords", "subject", "category")


def pptx(paper: Paper, now: datetime, template: bytes = b"") -> bytes:
    """Write a paper as slides; a board's own template has its own look and logo."""
    paper = ready(paper)
    deck = own(template) if template else ours()
    layouts = layouts_of(deck)
    set_notes_look(deck)
    foot = foot_of(paper)
    for place, slide in enumerate(slides(paper), 1):
        page = deck.slides.add_slide(layouts[slide.kind])
        _write(page, slide)
        if slide.kind == "title" and paper.logo and not template:
            _show_logo(page, paper.logo)
        finish(page, foot, place)
        add_notes(page, slide.notes, foot, place)
    _set_properties(deck, paper, now)
    return packed(deck.save)


def _write(page: Page, slide: Slide) -> None:
    """Write a slide: its title first, as who hears it wants it first."""
    title, *rest = _inner(page)
    lead(title)
    write(title.text_frame.paragraphs[0], (Span(slide.title),))
    filled = bool(rest and (slide.shown or slide.lines))
    for empty in rest[filled:]:
        remove(empty)
    if not filled:
        return
    if isinstance(slide.shown, Table):
        show_table(page, rest[0], slide.shown)
    elif slide.shown:
        show_picture(page, rest[0], slide.shown)
    else:
        fill(rest[0].text_frame, slide.lines)


def _inner(page: Page) -> list[Shape]:
    """Give the places for words and pictures, the title first."""
    every = [one for one in places(page) if kind_of(one) not in EDGES]
    return sorted(every, key=lambda one: kind_of(one) not in TITLES)


def _show_logo(page: Page, logo: Image) -> None:
    left, top, width, height = map(Cm, LOGO)
    shape = page.shapes.add_picture(BytesIO(logo.content), left, top)
    shape.width, shape.height = fitted(points(logo.content), (width, height))
    shape.name = "Logo"
    describe(shape, logo.alt)


def _set_properties(deck: Deck, paper: Paper, now: datetime) -> None:
    core = deck.core_properties
    for name in _TRACES:
        setattr(core, name, "")
    core.title = paper.title[:_MOST_LETTERS]
    core.author = paper.subtitle[:_MOST_LETTERS]
    core.language, core.revision = LANGUAGE, 1
    # PowerPoint keeps no zone: python-pptx wants a bare moment, and one of no hour.
    core.created = core.modified = datetime(now.year, now.month, now.day)  # noqa: DTZ001
