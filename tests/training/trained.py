"""Records of runs and briefings in a real database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from kb.access import Role, reader_for
from kb.db import open_database, saving
from kb.sealing import Seal
from kb.training.models import Attendance, PackRow, RunDocument, RunRow
from kb.training.receipts import By, Said

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
SEAL = Seal("for tests only")
LESSON, OTHER = "lessons/ask-again", "lessons/listen"


def opened(root: Path) -> Session:
    """Open an empty database in a folder."""
    return open_database(f"sqlite:///{root / 'kb.sqlite3'}")()


def somebody(role: Role, agency: str = "", now: datetime = NOW) -> By:
    """Name somebody with a role."""
    reader = reader_for("Jo", role, (), (), agency)
    return By(f"person:{role}-{agency}", reader, now)


MEMBER = somebody(Role.BOARD_MEMBER)
LEAD = somebody(Role.AGENCY_LEAD, "police")
SAID = Said(day=date(2026, 5, 19), count=12, staff=20, how="team-meeting")


@dataclass(frozen=True)
class Trained:
    """A database into which runs are put."""

    session: Session

    def pack(self, uid: str = "pack") -> int:
        """Put in a pack that its maker shares with nobody."""
        row = PackRow(uid=uid, maker="person:x", shared="private", audience="public")
        row.body, row.created, row.changed = "", "", ""
        with saving(self.session):
            self.session.add(row)
            self.session.flush()
            return row.id

    def run(
        self,
        uid: str,
        day: date,
        *keys: str,
        staff: Mapping[tuple[str, str], int] | None = None,
        struck: str = "",
    ) -> None:
        """Put in a run; `staff` gives how many came by agency and role."""
        pack = self.pack(f"pack of {uid}")
        row = RunRow(uid=uid, pack_id=pack, number=1, day=day.isoformat())
        row.trainer, row.who, row.asked = "Tess", "person:x", ""
        row.created, row.struck = "2026-05-01T09:00:00+00:00", struck
        with saving(self.session):
            self.session.add(row)
            self.session.flush()
            self.session.add_all(RunDocument(run_id=row.id, key=one) for one in keys)
            self.session.add_all(
                Attendance(run_id=row.id, agency=agency, role=role, count=count)
                for (agency, role), count in (staff or {}).items()
            )
