"""The annual report is written in every format; tests/papers says what each holds."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from kb.papers.formats import FORMATS
from tests.board.reported import board_over

STARTER = Path(__file__).parents[2] / "content"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def words(form: str, content: bytes) -> str:
    """Give the words of a file."""
    if form == "docx":
        return "\n".join(par.text for par in Document(io.BytesIO(content)).paragraphs)
    if form == "pdf":
        pages = PdfReader(io.BytesIO(content)).pages
        return "\n".join(page.extract_text() for page in pages)
    return content.decode()


@pytest.mark.parametrize("form", list(FORMATS))
def test_every_format_has_every_part_of_the_annual_report(form: str) -> None:
    with board_over(STARTER) as board:
        report = board.report("2012-13")
    said = words(form, FORMATS[form].write(report, NOW))
    titles = [report.title, *[section.title for section in report.sections]]
    assert len(titles) > 5
    for title in titles:
        assert title.split(":")[0] in said
    assert report.mark in said
