"""Making a board's records that are large: actions, and years of changes to them.

Every run makes the same ones. Changes are legal moves in the order of time, written
at once rather than through the rules, which would take many minutes.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from kb.board.action import Change, State, step
from kb.board.models import ActionChange, ActionRow, EvidenceRow
from kb.db import open_database, saving
from kb.moments import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEED = 2013
YEARS = 3
#: What happens to an action one after the other; how far it came differs.
_COURSE = (
    ("text", "Ask each night, and write down what was seen"),
    ("owner", "Jo Smith"),
    ("due", "DUE"),
    ("measure", "Twenty records, each with where the baby sleeps"),
    ("response", "RESPONSE"),
    ("assurance", "plan-acceptable"),
    ("delivery", "in-progress"),
    ("note", ""),
    ("note", ""),
    ("note", ""),
    ("challenge", "CHALLENGE"),
    ("answer", "CHALLENGE"),
    ("delivery", "delivered"),
    ("evidence", "EVIDENCE"),
    ("assurance", "evidenced"),
    ("closure", "met"),
    ("sustained", "due"),
    ("check_due", "CHECK"),
)
#: What is said when an action is asked.
_AT_ONCE = 4
SPREAD = 8


@dataclass
class Ledger:
    """Makes actions and their changes over some years up to a day."""

    asked: Sequence[tuple[str, str]]
    """Key of a review or lesson, and a recommendation."""
    agencies: Sequence[str]
    policies: Sequence[str]
    until: datetime
    random: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 - the same every time

    def fill(self, database: str, actions: int, changes: int) -> None:
        """Write so many actions with so many changes together."""
        rows: list[dict[str, Any]] = []
        made: list[dict[str, Any]] = []
        proofs: list[dict[str, Any]] = []
        for number in range(1, actions + 1):
            most = (changes - len(made)) // (actions + 1 - number)
            row, own = self._action(number, most)
            rows.append(row)
            made += own
            proofs += [_proof(one) for one in own if one["field"] == "evidence"]
        made.sort(key=_at)
        with open_database(database)() as session, saving(session):
            session.execute(insert(ActionRow), rows)
            session.execute(insert(ActionChange), made)
            session.execute(insert(EvidenceRow), proofs)

    def _action(
        self, number: int, changes: int
    ) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        document, recommendation = self.asked[number % len(self.asked)]
        agency = self.random.choice(self.agencies)
        begun = self.until - timedelta(days=self.random.randint(5, 365 * YEARS))
        own = list(self._changes(number, begun, changes))
        state: State = {}
        for one in own:
            day = datetime.fromisoformat(one["at"]).date()
            step(state, Change(one["field"], one["after"], day, minute="4.2"))
        row = {
            "id": number,
            "uid": f"{number:016x}",
            "document": document,
            "recommendation": recommendation,
            "agency": agency,
            "number": number,
            "created": written(begun),
            "version": len(own),
            "state": json.dumps(state, ensure_ascii=False),
        }
        return row, own

    def _changes(
        self, number: int, begun: datetime, changes: int
    ) -> Iterator[dict[str, Any]]:
        course = self._course(changes)
        reach = (self.until - begun) / len(course)
        when = begun
        for place, (name, value) in enumerate(course):
            when += reach * self.random.random() * (place >= _AT_ONCE)
            yield _change(number, when, name, self._value(value, number, begun))

    def _course(self, changes: int) -> list[tuple[str, str]]:
        """Go about so many steps of the way, with more notes where that is too few."""
        length = max(3, self.random.randint(changes - SPREAD, changes + SPREAD))
        notes = [("note", "")] * (length - len(_COURSE))
        return [*_COURSE[:8], *notes, *_COURSE[8:]][:length]

    def _value(self, value: str, number: int, begun: datetime) -> str:
        made = {
            "DUE": begun + timedelta(days=self.random.choice((180, 270, 365, 700))),
            "CHECK": begun + timedelta(days=self.random.choice((600, 900, 1500))),
        }
        if value in made:
            return made[value].date().isoformat()
        kind = self.random.choice(("audit", "data", "policy-text", "training-record"))
        said = self.random.choice(("accepted", "accepted-in-part", "not-accepted"))
        words = {
            "CHALLENGE": f"c{number}",
            "EVIDENCE": f"e{number} {kind}",
            "RESPONSE": said,
        }
        return words.get(value, value)


def _change(number: int, when: datetime, name: str, after: str) -> dict[str, Any]:
    return {
        "action_id": number,
        "at": written(when),
        "who": "os:benchmark",
        "field": name,
        "after": after,
        "words": "What was done, and what was seen of it." if name == "note" else "",
        "minute": "4.2" if name == "closure" else "",
    }


def _at(change: dict[str, Any]) -> str:
    return str(change["at"])


def _proof(change: dict[str, Any]) -> dict[str, Any]:
    uid, _, kind = change["after"].partition(" ")
    return {
        "uid": uid,
        "action_id": change["action_id"],
        "at": change["at"],
        "who": change["who"],
        "kind": kind,
        "title": "An audit of twenty records",
        "link": "https://example.org/audit",
    }


def now() -> datetime:
    """Give the moment up to which records are made."""
    return datetime.now(UTC)
