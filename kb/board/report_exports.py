"""The formats of a report, and what is written down when one is taken out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board.report_docx import docx
from kb.board.report_html import html
from kb.board.report_markdown import markdown
from kb.board.report_pdf import pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kb.board.report_model import Report
    from kb.content.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what it is called, its type, and how it is written."""

    name: str
    media: str
    write: Callable[[Report, datetime], bytes]


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    "html": Format("web page", "text/html", lambda one, _: html(one).encode()),
    "docx": Format("Word document", _WORD, docx),
    "pdf": Format("PDF", "application/pdf", pdf),
    "md": Format("Markdown", "text/markdown", lambda one, _: markdown(one).encode()),
}


def logged(report: Report, shelf: Shelf) -> dict[str, str]:
    """Give what the record of reads keeps: the report, and what it rests on."""
    open_ = [key for key in report.documents if key in shelf.keys]
    documents = {key: shelf.audience(key) for key in open_}
    return {f"annual-reports/{report.year}": report.audience, **documents}
