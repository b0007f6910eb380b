"""What a pack can be taken out as, and writing it in a format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.papers.docx import docx
from kb.papers.formats import FORMATS, SLIDES
from kb.papers.pptx import pptx
from kb.training.exports import own_files
from kb.training.exports.briefing import briefing
from kb.training.exports.folder import folder
from kb.training.exports.guide import guide, whole
from kb.training.exports.handout import handout
from kb.training.exports.slides import deck

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from kb.content.shelf import Shelf
    from kb.papers.model import Paper
    from kb.training.exports.course import Taken

ZIP = "zip"
#: What kinds of file are called, and their types.
MEDIA: Mapping[str, tuple[str, str]] = {
    **{form: (one.name, one.media) for form, one in FORMATS.items()},
    "pptx": (SLIDES.name, SLIDES.media),
    ZIP: ("folder of Markdown", "application/zip"),
}
BRIEFING_FORMS = ("html", "docx", "pdf", "pptx", "md")


@dataclass(frozen=True, slots=True)
class Output:
    """One thing to take away: what it is, in which forms, and how it is written."""

    name: str
    about: str
    forms: tuple[str, ...]
    write: Callable[[Shelf, Taken, str, datetime], Paper]


OUTPUTS: Mapping[str, Output] = {
    "slides": Output(
        "Slides", "To show, with the whole text in the notes.", ("pptx",), deck
    ),
    "guide": Output(
        "Guide for facilitators",
        "Timetable, your notes, questions, exercises, and care for people.",
        ("docx", "pdf", "html"),
        guide,
    ),
    "handout": Output(
        "Handout",
        "For participants, without notes for facilitators.",
        ("docx", "pdf", "html"),
        handout,
    ),
    "briefing": Output(
        "Seven-minute briefing",
        "The whole course on two pages.",
        ("docx", "pdf", "html", "pptx"),
        briefing,
    ),
    "pack": Output(
        "The whole pack",
        "Everything on one page to print, or as a folder of Markdown.",
        ("html", ZIP),
        whole,
    ),
}


def file(
    paper: Paper, form: str, shelf: Shelf, taken: Taken, *, address: str, now: datetime
) -> bytes:
    """Write a pack in a form, of which `paper` is the one that it is shown on."""
    if form == ZIP:
        return folder(shelf, taken, address, now)
    return written(paper, form, shelf, now)


def written(paper: Paper, form: str, shelf: Shelf, now: datetime) -> bytes:
    """Write a paper in a format, on the board's own template where it has one."""
    training = shelf.settings.training
    templates = {
        "docx": (training.docx_template, docx),
        "pptx": (training.pptx_template, pptx),
    }
    if form not in templates:
        return FORMATS[form].write(paper, now)
    name, write = templates[form]
    return own_files.on_template(shelf, name, lambda one: write(paper, now, one))
