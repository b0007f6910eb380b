"""Changing actions: the one way, which asks the rules and keeps every change.

Every verb is one transaction and changes nothing when it raises. `seen` is the version
of the action that the person looked at: when somebody else has changed it since,
ChangedMeanwhileError says so, and nothing is lost.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kb import moments
from kb.access import Can
from kb.board import records, rules
from kb.board.action import Action, Change, step, written
from kb.board.asked import Asked, Proof
from kb.board.follows import what_follows
from kb.board.models import ActionChange, ActionRow, EvidenceRow
from kb.board.rules import By, Wanted
from kb.board.states import MET, PASSED
from kb.db import saving
from kb.errors import ChangedMeanwhileError, InvalidInputError, NotAllowedError
from kb.moments import written as at

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.content.settings import Tracking


__all__ = ["Asked", "Proof", "Tracker"]

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
        wrong = rules.problems_at_the_start(asked.values)
        if wrong:
            raise InvalidInputError(wrong)
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
        # Who asked is kept even where nothing else was said.
        self._keep(row, Wanted(stated or {"text": ""}))
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
            if name not in rules.CHANGED or value != written(getattr(action, name))
        }
        wanted = Wanted(values, wanted.words.strip(), wanted.minute.strip())
        problems = rules.problems(self.by, action, wanted)
        problems |= self._of_successor(values.get("successor", ""))
        if problems:
            raise InvalidInputError(problems)
        self._keep(row, wanted)
        follows = what_follows(action, values, self._moment(row).date(), self.tracking)
        if values.get("closure") in MET:
            follows["known_reviews"] = " ".join(sorted(reviews))
        self._keep(row, Wanted(follows, wanted.words, wanted.minute))
        return records.from_row(row)

    def note(self, uid: str, words: str) -> None:
        """Keep a note on progress."""
        self._say(uid, "note", words)

    def note_within(self, row: ActionRow, words: str) -> None:
        """Do what `note` does inside the caller's `saving` block."""
        self._refuse_unless_may(records.from_row(row), "note")
        self._keep(row, Wanted({"note": ""}, words.strip()))

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
            if not proof.title.strip():
                raise InvalidInputError({"title": "Say in a sentence what it is."})
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
        if not wanted.values:
            return
        state, moment = json.loads(row.state), self._moment(row)
        for name, value in wanted.values.items():
            before = state.get(name, "")
            kept = ActionChange(
                action_id=row.id,
                at=at(moment),
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
            change = Change(name, str(value), moment.date(), minute=wanted.minute)
            step(state, change)
        row.state = json.dumps(state, ensure_ascii=False)
        row.version += len(wanted.values)
        self.session.flush()

    def _moment(self, row: ActionRow) -> datetime:
        """Give the time, but never one before the last change.

        A clock that was put back must not change what a day in the past looked like.
        """
        last = select(func.max(ActionChange.at)).where(ActionChange.action_id == row.id)
        told = self.session.scalar(last) or row.created
        return moments.read(max(told, at(self.now)))

    def _of_successor(self, uid: str) -> dict[str, str]:
        asked = select(ActionRow).where(ActionRow.uid == uid)
        row = self.session.scalar(asked) if uid else None
        if not uid or (row and records.from_row(row).closure not in PASSED):
            return {}
        return {"successor": "There is no such action, or it does not stand."}

    def _next_number(self, asked: Asked) -> int:
        highest = self.session.scalar(
            select(func.max(ActionRow.number)).where(
                ActionRow.document == asked.document,
                ActionRow.recommendation == asked.recommendation,
                ActionRow.agency == asked.agency,
            )
        )
        return (highest or 0) + 1
