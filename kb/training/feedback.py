"""What people answer about a course, without a word of who they are.

No account, address or hour is kept: the row of an answer has a random number, made
from one that the form drew when it was opened, and its words are sealed without the
time. So a form that is sent twice counts once, and the order of the rows tells nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kb.content.identifiers import identifiers
from kb.db import saving
from kb.errors import InvalidInputError
from kb.training import run as running
from kb.training.models import Answer, RunRow
from kb.training.steps import Standing, Step

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from kb.sealing import Seal
    from kb.training.asked import Asked
    from kb.training.run import Run

LEAST, MOST = 1, 5
LONGEST = 2000
#: What a form draws when it is opened.
DRAWN = re.compile(r"[0-9a-f]{32}")
#: Letters of a digest that make the number of a row: 52 bits.
_DIGITS = 13
OVER = "This form is closed, so the answers were not kept"
FULL = (
    "There are as many answers as people who came, so no more are taken. If you came"
    " and have not answered, tell your trainer"
)


@dataclass(frozen=True, slots=True)
class Given:
    """What one person answers."""

    confidence: tuple[int | None, ...]
    """For each learning outcome 1 to 5, or None for who prefers not to say."""
    words: str
    drawn: str
    """What the form drew when it was opened."""


def answer(
    session: Session, seal: Seal, of: tuple[str, Step], given: Given, day: date
) -> None:
    """Keep an answer about a run and step; raise InvalidInputError when it cannot be.

    The same form sent again is thanked for and kept once.
    """
    uid, step = of
    words = given.words.strip()
    with saving(session):
        run = running.run(session, seal, uid)
        wrong = problems(run.asked, step, given)
        if wrong:
            raise InvalidInputError(wrong)
        if run.step(step, day) is not Standing.OPEN:
            raise InvalidInputError({"": OVER})
        row = session.scalar(select(RunRow.id).where(RunRow.uid == uid))
        number = _number(of, given.drawn)
        if session.get(Answer, number) is not None:
            return
        if _kept(session, run, step) >= run.most_answers:
            raise InvalidInputError({"": FULL})
        session.add(
            Answer(
                id=number,
                run_id=row,
                step=step.value,
                confidence=json.dumps(given.confidence),
                words=seal.close_undated(words),
            )
        )


def problems(asked: Asked, step: Step, given: Given) -> dict[str, str]:
    """Say what is wrong with an answer, by field."""
    wrong = {}
    rated = given.confidence
    if len(rated) != len(asked.outcomes) or any(
        one is not None and not LEAST <= one <= MOST for one in rated
    ):
        wrong["c0"] = "Choose one answer for each statement"
    if not DRAWN.fullmatch(given.drawn):
        wrong[""] = "Load the form again, and send it once more"
    words = given.words.strip()
    if not words and all(one is None for one in rated):
        wrong["c0"] = "Answer at least one question"
    if words:
        wrong |= _problems_of_words(asked.words_of(step), words)
    return wrong


def _problems_of_words(question: str, words: str) -> dict[str, str]:
    if not question:
        return {"words": "Nothing is asked here in words"}
    if len(words) > LONGEST:
        return {"words": f"Say it in {LONGEST:,} letters at most"}
    found = [f"“{one.text}” ({one.what})" for one in identifiers(words)]
    if found:
        return {"words": f"Leave out what could tell who it is: {', '.join(found)}"}
    return {}


def _kept(session: Session, run: Run, step: Step) -> int:
    asked = select(func.count()).select_from(Answer)
    asked = asked.join(RunRow, RunRow.id == Answer.run_id)
    asked = asked.where(RunRow.uid == run.uid, Answer.step == step.value)
    return session.scalar(asked) or 0


def _number(of: tuple[str, Step], drawn: str) -> int:
    """Make the number of a row, which does not tell what the form drew."""
    digest = sha256(f"{of[0]} {of[1]} {drawn}".encode()).hexdigest()
    return int(digest[:_DIGITS], 16)
