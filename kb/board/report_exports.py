"""What is written down when an annual report is taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.board.report_model import Report
    from kb.content.shelf import Shelf


def logged(report: Report, shelf: Shelf) -> dict[str, str]:
    """Give what the record of reads keeps: the report, and what it rests on."""
    open_ = [key for key in report.documents if key in shelf.keys]
    documents = {key: shelf.audience(key) for key in open_}
    return {f"annual-reports/{report.year}": report.audience, **documents}
