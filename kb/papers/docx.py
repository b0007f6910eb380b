"""A paper as a Word document: real headings, lists and tables, in British English."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from docx import Document
from docx.shared import Cm, Mm, Pt

from kb.papers.model import LANGUAGE, Span
from kb.papers.packed import packed
from kb.papers.ready import ready
from kb.papers.word_blocks import Story, shown, write
from kb.papers.word_lines import said
from kb.papers.word_lists import Numbering
from kb.papers.word_marks import mark_every_page, shows_pictures
from kb.papers.word_styles import dress
from kb.papers.word_template import emptied

if TYPE_CHECKING:
    from docx.document import Document as Doc

    from kb.papers.model import Paper

#: Letters that a property of an Office file holds.
_MOST = 255


def docx(paper: Paper, now: datetime, template: bytes = b"") -> bytes:
    """Write a paper as DOCX, in a board's own document if there is one."""
    paper = ready(paper)
    document = emptied(template) if template else _plain(small=paper.small)
    _about(document, paper, now)
    has_logo = shows_pictures(document)
    mark_every_page(document, paper)
    story = _story(document, small=paper.small)
    if paper.logo and not has_logo:
        shown(story.line("Normal"), paper.logo, Mm(60), Mm(16))
    _line(story, "Title", paper.title)
    _line(story, "Subtitle", paper.subtitle)
    _line(story, "Quiet", paper.standing)
    for part in paper.sections:
        _line(story, "Heading 1", part.title)
        write(story, (*part.commentary, *part.blocks))
    return packed(document.save)


def _story(document: Doc, *, small: bool) -> Story:
    section = document.sections[-1]
    sides = (section.left_margin or 0) + (section.right_margin or 0)
    width = (section.page_width or Cm(21)) - sides
    return Story(document, Numbering(document), width, Pt(4 if small else 9))


def _line(story: Story, style: str, words: str) -> None:
    if words:
        said(story.line(style), (Span(words),))


def _plain(*, small: bool) -> Doc:
    """Begin a document of our own."""
    document = Document()
    dress(document, small=small)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.6 if small else 2.2)
    page.top_margin = Cm(1.4 if small else 2.2)
    page.bottom_margin = Cm(1.7 if small else 2.6)
    page.header_distance = page.footer_distance = Cm(0.7 if small else 1.1)
    return document


def _about(document: Doc, paper: Paper, now: datetime) -> None:
    core = document.core_properties
    core.title, core.author = paper.title[:_MOST], paper.subtitle[:_MOST]
    core.language = LANGUAGE
    core.comments = core.keywords = core.subject = core.category = ""
    core.last_modified_by = ""
    # Word keeps no zone: python-docx wants a bare moment, and one that is no hour.
    core.created = core.modified = datetime(now.year, now.month, now.day)  # noqa: DTZ001
