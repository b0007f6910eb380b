"""Action plans as files, and a board that they are brought to."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from kb.access import Role, reader_for
from kb.board import records, seen
from kb.board.actions import Tracker
from kb.board.plans import bringing, comparing, reading
from kb.board.plans.linking import Account, Known
from kb.board.rules import By
from kb.content.settings import Tracking

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from kb.board.action import Action
    from kb.board.plans.comparing import Findings
    from kb.content.library import Library

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
EDITOR, BOARD_MEMBER = Role.EDITOR, Role.BOARD_MEMBER
ASKING = {"document": "reviews/child-a", "recommendation": "R1", "agency": "police"}
ROW = {**ASKING, "text": "Ask each night"}


def csv_of(*rows: dict[str, str]) -> bytes:
    """Write rows as a CSV file with every column that one of them has."""
    heads = list(dict.fromkeys(name for row in rows for name in row))
    lines = [heads, *([row.get(name, "") for name in heads] for row in rows)]
    return "\n".join(",".join(map(_cell, line)) for line in lines).encode()


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def xlsx_of(*rows: Sequence[Any], merged: Iterable[str] = ()) -> bytes:
    """Write rows as an Excel workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for one in merged:
        sheet.merge_cells(one)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Desk:
    """Somebody who brings plans in."""

    library: Library
    session: Session
    role: Role = EDITOR
    accounts: tuple[Account, ...] = ()

    @property
    def tracker(self) -> Tracker:
        reader = reader_for("Ed", self.role, [], [])
        return Tracker(self.session, NOW, By("person:ed", reader), Tracking(), "plan")

    @property
    def known(self) -> Known:
        return Known(self.library.shelf(self.tracker.by.reader), self.accounts)

    def find(self, content: bytes, name: str = "plan.csv") -> Findings:
        plan = reading.read(name, content, self.known)
        return comparing.compare(plan, self._standing(), self.tracker.by, NOW.date())

    def bring(
        self, content: bytes, name: str = "plan.csv", *, with_errors: bool = False
    ) -> Findings:
        shown = self.find(content, name).digest
        return bringing.bring(
            self.tracker,
            lambda: self.find(content, name),
            shown,
            with_errors=with_errors,
        )

    def wrong(self, content: bytes) -> list[str]:
        return [str(one) for one in self.find(content).wrong]

    @property
    def actions(self) -> tuple[Action, ...]:
        return records.now(self.session)

    def _standing(self) -> comparing.Standing:
        reader = self.tracker.by.reader
        seen_by = seen.items(self.actions, self.library.shelf(reader), reader)
        return comparing.Standing(
            [one.action for one in seen_by],
            bringing.notes(self.session),
            {one.who: one.names[0] for one in self.accounts},
        )
