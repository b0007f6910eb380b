"""Asking agencies to brief their staff, and confirming that it was done.

Nothing is changed here: what was asked is taken back, and a receipt is struck out and
confirmed anew. Whether somebody may read the document, who calls has looked at.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from kb.access import Can
from kb.db import saving
from kb.errors import InvalidInputError, NotAllowedError, NotFoundError
from kb.moments import read as moment
from kb.moments import written
from kb.training.briefed import Asked, Briefings, Confirmed, How
from kb.training.models import BriefingAsked, Receipt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.access import Reader
    from kb.sealing import Seal
    from kb.training.briefed import Briefing

MOST, LONGEST = 100_000, 2000
_BYTES = 12
TWICE = (
    "The very same is confirmed already, and was not added again. If these are other"
    " people, say in the words who they are"
)
_EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Said:
    """What an agency confirms, as it was typed."""

    day: date | None
    count: int
    staff: int = 0
    how: str = ""
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class By:
    """Who asks or confirms, and when."""

    who: str
    reader: Reader
    now: datetime


def read(
    session: Session, keys: Collection[str] | None = None, agency: str = ""
) -> Briefings:
    """Give what was asked and confirmed about documents, in two statements."""
    asks, done = select(BriefingAsked), select(Receipt)
    if keys is not None:
        asks = asks.where(BriefingAsked.key.in_(keys))
        done = done.where(Receipt.key.in_(keys))
    if agency:
        asks = asks.where(BriefingAsked.agency == agency)
        done = done.where(Receipt.agency == agency)
    asked = session.scalars(asks.order_by(BriefingAsked.id))
    confirmed = session.scalars(done.order_by(Receipt.id))
    return Briefings(tuple(map(_asked, asked)), tuple(map(_confirmed, confirmed)))


def ask(
    session: Session, by: By, key: str, agencies: Mapping[str, str], due: date | None
) -> None:
    """Ask every one of some agencies to brief its staff by a day, or none of them.

    `agencies` gives what each is called.
    """
    if not by.reader.can(Can.TRACK):
        raise NotAllowedError
    problems = {} if agencies else {"agencies": "Choose at least one agency"}
    if due is None or due < by.now.date():
        problems["due"] = "Name a day that has not passed"
    if due is None or problems:
        raise InvalidInputError(problems)
    with saving(session):
        each = read(session, [key]).each
        waiting = [agencies[one] for one in agencies if _waits(each.get((key, one)))]
        if waiting:
            raise InvalidInputError({"agencies": _asked_already(waiting)})
        session.add_all(
            BriefingAsked(
                uid=secrets.token_hex(_BYTES),
                key=key,
                agency=agency,
                due=due.isoformat(),
                who=by.who,
                at=written(by.now),
            )
            for agency in agencies
        )


def take_back(session: Session, by: By, uid: str, open_: Collection[str]) -> Asked:
    """Take back what was asked; `open_` are the documents that who does it may read."""
    if not by.reader.can(Can.TRACK):
        raise NotAllowedError
    with saving(session):
        row = session.scalar(select(BriefingAsked).where(BriefingAsked.uid == uid))
        if row is None or row.key not in open_:
            raise NotFoundError
        row.taken_back = row.taken_back or written(by.now)
        return _asked(row)


def confirm(session: Session, seal: Seal, by: By, key: str, said: Said) -> None:
    """Confirm for one's own agency that staff were briefed on a document."""
    _own(by.reader, by.reader.agency)
    problems = _problems(said, by.now.date())
    if problems or said.day is None:
        raise InvalidInputError(problems)
    receipt = Receipt(
        uid=secrets.token_hex(_BYTES),
        key=key,
        agency=by.reader.agency,
        day=said.day.isoformat(),
        count=said.count,
        staff=said.staff,
        how=How(said.how),
        words=seal.close(said.words.strip()),
        who=by.who,
        at=written(by.now),
    )
    with saving(session):
        if _stands(session, seal, receipt):
            raise InvalidInputError({"count": TWICE})
        session.add(receipt)


def _stands(session: Session, seal: Seal, new: Receipt) -> bool:
    """Say whether the very same was confirmed before, as by a button pressed twice."""
    asked = select(Receipt).filter_by(
        key=new.key,
        agency=new.agency,
        day=new.day,
        count=new.count,
        staff=new.staff,
        how=new.how,
        struck="",
    )
    words = seal.open(new.words)
    return any(seal.open(one.words) == words for one in session.scalars(asked))


def strike(session: Session, by: By, uid: str) -> Confirmed:
    """Strike out a receipt of one's own agency that was a mistake."""
    with saving(session):
        row = session.scalar(select(Receipt).where(Receipt.uid == uid))
        if row is None:
            raise NotFoundError
        _own(by.reader, row.agency)
        row.struck = row.struck or written(by.now)
        return _confirmed(row)


def forget(session: Session, key: str) -> None:
    """Empty what agencies wrote beside a document that is erased; the caller keeps."""
    session.execute(update(Receipt).where(Receipt.key == key).values(words=""))


def _own(reader: Reader, agency: str) -> None:
    """Refuse who does not answer for an agency; to them there is nothing there."""
    if not (reader.can(Can.ANSWER) and reader.agency == agency != ""):
        raise NotFoundError


def _problems(said: Said, today: date) -> dict[str, str]:
    found = {
        "day": "Name the day by which they had been briefed"
        if said.day is None
        else "Name a day that has come, not before the year 2000"
        if not _EARLIEST <= said.day <= today
        else "",
        "count": "" if 1 <= said.count <= MOST else f"Say how many, from 1 to {MOST:,}",
        "staff": ""
        if said.staff == 0 or said.count <= said.staff <= MOST or said.count > MOST
        else "It concerns no fewer people than were briefed; leave it empty if you do"
        " not know",
        "how": "" if said.how in set(How) else "Choose how they were briefed",
        "words": ""
        if len(said.words) <= LONGEST
        else f"Use no more than {LONGEST:,} characters; there are {len(said.words):,}",
    }
    return {name: message for name, message in found.items() if message}


def _waits(briefing: Briefing | None) -> bool:
    return bool(briefing and briefing.asked and not briefing.answers)


def _asked_already(names: Iterable[str]) -> str:
    return (
        f"Asked already, and not confirmed yet: {', '.join(names)}. Leave them out,"
        " or take that back first to name another day"
    )


def _asked(row: BriefingAsked) -> Asked:
    return Asked(
        uid=row.uid,
        key=row.key,
        agency=row.agency,
        due=date.fromisoformat(row.due),
        who=row.who,
        at=moment(row.at),
        taken_back=moment(row.taken_back) if row.taken_back else None,
    )


def _confirmed(row: Receipt) -> Confirmed:
    return Confirmed(
        uid=row.uid,
        key=row.key,
        agency=row.agency,
        day=date.fromisoformat(row.day),
        count=row.count,
        staff=row.staff,
        how=How(row.how),
        sealed=row.words,
        who=row.who,
        at=moment(row.at),
        struck=moment(row.struck) if row.struck else None,
    )
