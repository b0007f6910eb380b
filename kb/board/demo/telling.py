"""Letting a beat of an illustrative story happen, by the same way as all else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from kb.board import records
from kb.board.actions import Asked, Proof, Tracker
from kb.board.rules import Wanted
from kb.board.states import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from kb.board.demo.beats import Beat, Part
    from kb.board.rules import By
    from kb.content.settings import Tracking

MARK = "Illustrative: "
#: Fields whose new value is a text that somebody would read.
_TEXTS = frozenset({"text", "owner", "measure", "passed_to"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a story takes place: what asks, of which agency."""

    document: str
    agency: str
    recommendation: str = ""
    policy: str = ""
    known: tuple[str, ...] = ()
    """The reviews that teach it when the board closes the action."""


@dataclass
class Telling:
    """One story being told in one place."""

    place: Place
    texts: Mapping[str, str]
    """What the action begins with."""
    by: Mapping[Part, By]
    shift: timedelta
    """By how much all of it lies earlier than the story says."""
    uid: str = field(default="", init=False)

    def happen(
        self, beat: Beat, session: Session, now: datetime, today: date, of: Tracking
    ) -> None:
        """Let a beat happen at a moment."""
        tracker = Tracker(session, now, self.by[beat.part], of)
        values = dict(beat.values)
        if beat.due is not None:
            due = today + timedelta(days=beat.due) - self.shift
            values["due"] = due.isoformat()
        _VERBS[beat.verb](self, tracker, beat, values)

    def add(self, tracker: Tracker, _: Beat, values: dict[str, str]) -> None:
        """Ask for it."""
        place, given = self.place, marked({**self.texts, **values})
        asked = Asked(place.document, place.agency, place.recommendation, values=given)
        self.uid = tracker.add(asked)

    def change(self, tracker: Tracker, beat: Beat, values: dict[str, str]) -> None:
        """Change fields; what is met names the policy update that it produced."""
        seen = records.one(tracker.session, self.uid).version
        if values.get("delivery") == "delivered" and self.place.policy:
            values["policy"] = self.place.policy
        wanted = Wanted(marked(values), _said(beat.words), _said(beat.minute))
        tracker.change(self.uid, seen, wanted, self.place.known)

    def note(self, tracker: Tracker, beat: Beat, _: dict[str, str]) -> None:
        """Report."""
        tracker.note(self.uid, _said(beat.words))

    def evidence(self, tracker: Tracker, beat: Beat, values: dict[str, str]) -> None:
        """Add evidence."""
        shows = _said(values["shows"])
        proof = Proof(Kind(values["kind"]), _said(beat.words), shows)
        tracker.add_evidence(self.uid, proof)

    def challenge(self, tracker: Tracker, beat: Beat, _: dict[str, str]) -> None:
        """Challenge."""
        tracker.challenge(self.uid, _said(beat.words))

    def answer(self, tracker: Tracker, beat: Beat, _: dict[str, str]) -> None:
        """Answer what waits."""
        for uid in records.one(tracker.session, self.uid).challenges:
            tracker.answer(self.uid, _said(beat.words), to=uid)


_VERBS: dict[str, Callable[[Telling, Tracker, Beat, dict[str, str]], None]] = {
    "add": Telling.add,
    "change": Telling.change,
    "note": Telling.note,
    "evidence": Telling.evidence,
    "challenge": Telling.challenge,
    "answer": Telling.answer,
}


def marked(values: Mapping[str, str]) -> dict[str, str]:
    """Mark every text among values."""
    return {
        name: _said(value) if name in _TEXTS else value
        for name, value in values.items()
    }


def _said(words: str) -> str:
    return f"{MARK}{words}" if words else ""
