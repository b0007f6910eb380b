"""Packs and runs in a database, as tests of runs and feedback want them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from kb.access import PUBLIC, Shared
from kb.content.settings import Agency, LibrarySettings, Training
from kb.db import saving
from kb.moments import written
from kb.sealing import Seal
from kb.training import feedback, pack, run, runs
from kb.training.feedback import Given
from kb.training.models import PackRow, PackVersion
from kb.training.pack import Item, Kind, Pack, Part
from kb.training.runs import Came, Recorded
from kb.training.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from kb.training.run import Run

DAY = date(2026, 3, 10)
BEFORE, AFTER = DAY - timedelta(days=3), DAY + timedelta(days=1)
LATER, LONG_AFTER = DAY + timedelta(days=43), DAY + timedelta(days=200)
OPEN = {Step.BEFORE: BEFORE, Step.AFTER: AFTER, Step.LATER: LATER}
SETTINGS = LibrarySettings(
    agencies={
        "police": Agency(name="Police", people="police"),
        "midwifery": Agency(name="Midwifery", people="midwives"),
    },
    roles={"managers": Agency(name="Managers", people="managers")},
)
OUTCOMES = ("Ask where a baby sleeps", "Say who does what")


def at(day: date) -> datetime:
    """Give nine in the morning of a day."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


@dataclass
class Courses:
    """Courses as a trainer holds them."""

    session: Session
    seal: Seal = field(default_factory=lambda: Seal("a key for tests, long enough"))
    training: Training = field(default_factory=Training)
    drawn: int = 0

    def pack(
        self,
        uid: str = "p1",
        keys: Iterable[str] = ("lessons/ask-again", "reports/child-a"),
        audience: str = PUBLIC,
    ) -> str:
        """Make a pack and its first version."""
        keys, now = tuple(keys), written(at(BEFORE))
        items = tuple(Item(f"i{n}", Kind.DOCUMENT, key) for n, key in enumerate(keys))
        body = pack.written(Pack("Safer sleep", parts=(Part("a", "All", items),)))
        row = PackRow(
            uid=uid,
            maker="person:jo",
            agency="police",
            shared=Shared.COLLEAGUES,
            audience=audience,
            body=self.seal.close(body),
            created=now,
            changed=now,
        )
        with saving(self.session):
            self.session.add(row)
            self.session.flush()
            self.session.add(
                PackVersion(
                    pack_id=row.id,
                    number=1,
                    at=now,
                    who="person:jo",
                    why="run",
                    body=row.body,
                    documents=json.dumps(dict.fromkeys(keys, "v1")),
                )
            )
        return uid

    def record(
        self,
        pack: str = "p1",
        day: date = DAY,
        outcomes: tuple[str, ...] = OUTCOMES,
        **values: str,
    ) -> str:
        """Record a run of a pack."""
        given = {"place": "The town hall", "trainer": "Jo Trainer", **values}
        return runs.record(
            self.session,
            self.seal,
            at(BEFORE),
            ("person:jo", "police"),
            Recorded(pack, 1, day, given["place"], given["trainer"], outcomes),
            training=self.training,
        )

    def run(self, uid: str) -> Run:
        """Look at a run."""
        return run.run(self.session, self.seal, uid)

    def count(self, uid: str, *came: Came, day: date = AFTER) -> None:
        """Say how many came."""
        runs.count(self.session, at(day), uid, came, SETTINGS)

    def answer(
        self, uid: str, step: Step, *rated: int | None, words: str = "", drawn: str = ""
    ) -> None:
        """Answer on a day on which the step is open, with a form of one's own."""
        self.drawn += 1
        given = Given(rated, words, drawn or f"{self.drawn:032x}")
        feedback.answer(self.session, self.seal, (uid, step), given, OPEN[step])
