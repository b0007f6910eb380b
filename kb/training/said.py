"""What people wrote in their feedback: read by the trainers, then let be shown or not.

The words of a step can be read once it has closed and enough people answered it; they
come in the order of the alphabet, which tells nothing of who wrote them. An example is
shown beside lessons after somebody who may change the pack has read it and said so.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from kb.db import saving
from kb.errors import NotFoundError
from kb.training.models import Answer, PackRow, PackVersion, RunDocument, RunRow
from kb.training.steps import Standing, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from kb.access import Reader
    from kb.content.settings import Training
    from kb.sealing import Seal
    from kb.training.run import Run

#: The version of a pack that a run gave; it names every document, reports too.
_GIVEN = (PackVersion.pack_id == RunRow.pack_id) & (PackVersion.number == RunRow.number)


@dataclass(frozen=True, slots=True)
class Said:
    """What one person wrote."""

    number: int
    words: str
    released: bool


@dataclass(frozen=True, slots=True)
class Read:
    """What can be read of a step."""

    enough: bool
    """Whether the step has closed and enough people answered it."""
    words: tuple[Said, ...] = ()


def read(
    session: Session, seal: Seal, of: tuple[Run, Step], training: Training, day: date
) -> Read:
    """Give what people wrote at a step of a run, if it can be read on a day."""
    run, step = of
    if run.step(step, day) is not Standing.CLOSED:
        return Read(enough=False)
    asked = select(Answer).join(RunRow, RunRow.id == Answer.run_id)
    asked = asked.where(RunRow.uid == run.uid, Answer.step == step.value)
    rows = session.scalars(asked).all()
    if len(rows) < training.fewest:
        return Read(enough=False)
    said = [
        Said(row.id, seal.open(row.words), bool(row.released))
        for row in rows
        if row.words
    ]
    ordered = sorted(said, key=lambda one: (one.words.casefold(), one.number))
    return Read(enough=True, words=tuple(ordered))


def release(session: Session, who: str, run: Run, number: int) -> None:
    """Let an example be shown beside the lessons of a run; `who` has read it."""
    _mark(session, run, number, who)


def hold_back(session: Session, run: Run, number: int) -> None:
    """Let an example be shown nowhere any more."""
    _mark(session, run, number, "")


def _mark(session: Session, run: Run, number: int, who: str) -> None:
    asked = select(Answer).join(RunRow, RunRow.id == Answer.run_id)
    asked = asked.where(
        RunRow.uid == run.uid,
        RunRow.struck == "",
        Answer.id == number,
        Answer.step == Step.LATER.value,
        Answer.words != "",
    )
    with saving(session):
        row = session.scalar(asked)
        if row is None:
            raise NotFoundError
        row.released = who


def forget(session: Session, key: str) -> None:
    """Empty what people wrote about courses on a document that is erased.

    The caller is saving. What they rated stays: it tells nothing of a document.
    """
    given = select(RunRow.id, PackVersion.documents).join(PackVersion, _GIVEN)
    runs = [run for run, held in session.execute(given) if key in json.loads(held)]
    emptied = {"words": "", "released": ""}
    session.execute(update(Answer).where(Answer.run_id.in_(runs)).values(**emptied))


def released(
    session: Session, seal: Seal, reader: Reader, *keys: str, open_: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    """Give the examples beside documents, by key, of the packs a reader may know.

    What somebody writes about a course can tell what its documents say, so that it is
    for those alone for whom all of them were and still are: they are `open_`.
    """
    asked = (
        select(RunDocument.key, Answer.words, PackRow.audience, PackVersion.documents)
        .join(RunRow, RunRow.id == RunDocument.run_id)
        .join(PackRow, PackRow.id == RunRow.pack_id)
        .join(PackVersion, _GIVEN)
        .join(Answer, Answer.run_id == RunRow.id)
        .where(Answer.released != "", RunRow.struck == "", RunDocument.key.in_(keys))
    )
    found: dict[str, set[str]] = defaultdict(set)
    for key, words, audience, documents in session.execute(asked):
        if reader.may_read(audience) and set(json.loads(documents)).issubset(open_):
            found[key].add(seal.open(words))
    return {key: tuple(sorted(some, key=str.casefold)) for key, some in found.items()}
