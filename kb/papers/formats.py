"""The formats of a paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.papers.docx import docx
from kb.papers.html import html
from kb.papers.markdown import markdown
from kb.papers.pdf import pdf
from kb.papers.pptx import pptx

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kb.papers.model import Paper


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what it is called, its type, and how it is written."""

    name: str
    media: str
    write: Callable[[Paper, datetime], bytes]


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FORMATS = {
    "html": Format("web page", "text/html", lambda one, _: html(one).encode()),
    "docx": Format("Word document", _WORD, docx),
    "pdf": Format("PDF", "application/pdf", pdf),
    "md": Format("Markdown", "text/markdown", lambda one, _: markdown(one).encode()),
}
#: Only what is shown in a room is offered as slides.
SLIDES = Format("slides", _SLIDES, pptx)
