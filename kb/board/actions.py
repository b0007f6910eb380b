"""Changing actions: the one way, which asks the rules and keeps every change.

Every verb is one transaction and changes nothing when it raises. `seen` is the version
of the action that the person looked at: when somebody else has changed it since,
ChangedMeanwhileError says so, and nothing is lost.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kb.access import Can
from kb.board import records, rules
from kb.board.action import Action, Change, step, written
from kb.board.models import ActionChange, ActionRow, EvidenceRow
from kb.board.months import later
from kb.board.rules import By, Wanted
from kb.board.states import MET, Assurance, Closure, Delivery, Kind, Sustained
from kb.db import saving
from kb.errors import ChangedMeanwhileError, InvalidInputError, NotAllowedError
from kb.moments import written as at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.content.settings import Tracking


@dataclass(frozen=True, slots=True)
class Asked:
    """What an agency is asked to do, and by which document."""

    document: str
    """Key of a review or a lesson."""
    agency: str
    recommendation: str = ""
    number: int = 0
    """0 gives the next number that is free."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Text, owner, lead, due, measure, early and policy, as a change writes them."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence, before it is kept."""

    kind: Kind
    title: str
    shows: str = ""
    link: str = ""
    digest: str = ""
    name: str = ""
    media: str = ""
    size: int = 0


_AT_THE_START = ("text", "owner", "lead", "due", "measure", "early", "policy")


@dataclass(frozen=True, slots=True)
class Tracker:
    """The actions, as somebody may change them at a moment."""

    session: Session
    now: datetime
    by: By
    tracking: Tracking
    batch: str = ""
    """A name for all that is changed in one go."""

    def add(self, asked: Asked) -> str:
        """Ask an agency for something; give the new action's uid.

        The caller has looked that the document is one that `by` may read.
        """
        with saving(self.session):
            return self.add_within(asked)

    def add_within(self, asked: Asked) -> str:
        """Do what `add` does inside the caller's `saving` block."""
        if not self.by.reader.can(Can.TRACK):
            raise NotAllowedError
        row = ActionRow(
            uid=secrets.token_hex(8),
            document=asked.document,
            recommendation=asked.recommendation,
            agency=asked.agency,
            number=asked.number or self._next_number(asked),
            created=at(self.now),
            version=0,
            state="{}",
        )
        self.session.add(row)
        self.session.flush()
        given = {name: asked.values.get(name, "") for name in _AT_THE_START}
        stated = {name: value for name, value in given.items() if value}
        self._keep(row, Wanted(stated))
        return row.uid

    def change(
        self, uid: str, seen: int, wanted: Wanted, reviews: Iterable[str] = ()
    ) -> Action:
        """Change fields; raise InvalidInputError with what the rules forbid.

        `reviews` are the keys of the reviews that teach the same by now: a closure as
        met remembers them, so that a later one raises the alarm.
        """
        with saving(self.session):
            row = self._as_seen(uid, seen)
            return self.change_within(row, wanted, reviews)

    def change_within(
        self, row: ActionRow, wanted: Wanted, reviews: Iterable[str] = ()
    ) -> Action:
        """Do what `change` does inside the caller's `saving` block."""
        action = records.from_row(row)
        values = {
            name: value
            for name, value in wanted.values.items()
            if value != written(getattr(action, name))
        }
        wanted = Wanted(values, wanted.words.strip(), wanted.minute.strip())
        problems = rules.problems(self.by, action, wanted)
        if problems:
            raise InvalidInputError(problems)
        self._keep(row, wanted)
        follows = _what_follows(action, values, self.now, self.tracking, reviews)
        self._keep(row, Wanted(follows, wanted.words, wanted.minute))
        return records.from_row(row)

    def note(self, uid: str, words: str) -> None:
        """Keep a note on progress."""
        self._say(uid, "note", words)

    def challenge(self, uid: str, words: str) -> None:
        """Keep a challenge of the board, which waits for the agency's answer."""
        self._say(uid, "challenge", words, after=secrets.token_hex(8))

    def answer(self, uid: str, words: str, *, to: str) -> None:
        """Keep the agency's answer to a challenge."""
        self._say(uid, "answer", words, after=to)

    def add_evidence(self, uid: str, proof: Proof) -> str:
        """Keep a piece of evidence; give its uid."""
        with saving(self.session):
            row = records.row_of(self.session, uid)
            self._refuse_unless_may(records.from_row(row), "evidence")
            kept = EvidenceRow(
                uid=secrets.token_hex(8),
                action_id=row.id,
                at=at(self.now),
                who=self.by.who,
                **asdict(proof),
            )
            self.session.add(kept)
            after = f"{kept.uid} {proof.kind}"
            self._keep(row, Wanted({"evidence": after}, proof.title))
            return kept.uid

    def strike_evidence(self, uid: str, evidence: str, words: str) -> None:
        """Say that a piece of evidence does not stand, and why; it stays on record."""
        self._say(uid, "struck", words, after=evidence)

    def look_again(
        self, uid: str, reviews: Iterable[str], *, words: str, minute: str
    ) -> None:
        """Keep that the board looked at a met action after a new review came."""
        after = " ".join(sorted(reviews))
        self._say(uid, "known_reviews", words, after=after, minute=minute)

    def _say(
        self, uid: str, name: str, words: str, *, after: str = "", minute: str = ""
    ) -> None:
        with saving(self.session):
            row = records.row_of(self.session, uid)
            action = records.from_row(row)
            self._refuse_unless_may(action, name)
            if not words.strip():
                raise InvalidInputError({name: "Write a sentence."})
            known = {"struck": {uid for uid, _ in action.evidence}}
            known["answer"] = set(action.challenges)
            if name in known and after not in known[name]:
                raise InvalidInputError({name: "It is not there any more."})
            self._keep(row, Wanted({name: after}, words.strip(), minute.strip()))

    def _refuse_unless_may(self, action: Action, name: str) -> None:
        if not rules.WHO[name](self.by, action):
            raise NotAllowedError
        if not rules.may(self.by, action, name):
            raise InvalidInputError({name: "The action is closed."})

    def _as_seen(self, uid: str, seen: int) -> ActionRow:
        row = records.row_of(self.session, uid)
        if row.version != seen:
            raise ChangedMeanwhileError
        return row

    def _keep(self, row: ActionRow, wanted: Wanted) -> None:
        """Add changes to the record, and what they come to, to the action's row."""
        state = json.loads(row.state)
        for name, value in wanted.values.items():
            before = state.get(name, "")
            kept = ActionChange(
                action_id=row.id,
                at=at(self.now),
                who=self.by.who,
                agency=self.by.reader.agency,
                field=name,
                before=before if isinstance(before, str) else "",
                after=str(value),
                words=wanted.words,
                minute=wanted.minute,
                batch=self.batch,
            )
            self.session.add(kept)
            change = Change(name, str(value), self.now.date(), minute=wanted.minute)
            step(state, change)
        row.state = json.dumps(state, ensure_ascii=False)
        row.version += len(wanted.values)
        self.session.flush()

    def _next_number(self, asked: Asked) -> int:
        highest = self.session.scalar(
            select(func.max(ActionRow.number)).where(
                ActionRow.document == asked.document,
                ActionRow.recommendation == asked.recommendation,
                ActionRow.agency == asked.agency,
            )
        )
        return (highest or 0) + 1


def _what_follows(
    action: Action,
    values: Mapping[str, str],
    now: datetime,
    tracking: Tracking,
    reviews: Iterable[str],
) -> dict[str, str]:
    """Say what a move brings with it.

    What is met is looked at again after a while. What slipped is open again, and is
    not evidenced. What is opened again is not due for a check.
    """
    if values.get("closure") in MET:
        due = later(now.date(), tracking.sustained_months)
        return {
            "sustained": Sustained.DUE,
            "check_due": due.isoformat(),
            "known_reviews": " ".join(sorted(reviews)),
        }
    if values.get("sustained") == Sustained.SLIPPED:
        return {
            "closure": Closure.OPEN,
            "delivery": Delivery.IN_PROGRESS,
            "assurance": Assurance.NOT_EVIDENCED,
            "check_due": "",
        }
    if values.get("closure") == Closure.OPEN and action.closure in MET:
        return {"sustained": Sustained.NOT_ASKED, "check_due": ""}
    return {}
