"""A board's year to report on: a small library, and what agencies did about it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from kb.access import tracker_as
from kb.board import records, report_reading
from kb.board.actions import Asked, Proof, Tracker
from kb.board.rules import Wanted
from kb.db import open_database
from kb.publishing import reporting
from tests.board.people import EVERYBODY
from tests.factories import library_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from kb.board.report_model import Report
    from kb.board.states import Kind

TODAY = date(2026, 11, 25)


@dataclass(frozen=True)
class Board:
    """The records of a board over a library."""

    content: Path
    session: Session

    def tracker(self, day: date, who: str = "editor") -> Tracker:
        settings = library_of(self.content).settings
        now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        return Tracker(self.session, now, EVERYBODY[who], settings.tracking)

    def ask(
        self, day: date, text: str, document: str = "lessons/ask-again", **more: str
    ) -> str:
        asked = Asked(document, "police", values={"text": text, **more})
        return self.tracker(day).add(asked)

    def says(self, day: date, uid: str, who: str, **values: str) -> None:
        words, minute = values.pop("words", ""), values.pop("minute", "")
        seen = records.one(self.session, uid).version
        self.tracker(day, who).change(uid, seen, Wanted(values, words, minute))

    def shows(self, day: date, uid: str, kind: Kind) -> None:
        self.tracker(day, "own lead").add_evidence(uid, Proof(kind, "What was seen"))

    def report(self, year: str, audience: str = "board", today: date = TODAY) -> Report:
        reader = tracker_as(audience)
        shelf = library_of(self.content).shelf(reader)
        meant = report_reading.year_of(year, shelf, today)
        return reporting.written(self.session, shelf, reader, meant, today)


@contextmanager
def board_over(content: Path) -> Iterator[Board]:
    """Open records in memory over a library."""
    with open_database("sqlite://")() as session:
        yield Board(content, session)
