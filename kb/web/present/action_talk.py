"""What was said and shown about an action: notes, challenges, pieces of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board.states import NOT_ENOUGH
from kb.board.wording import KIND
from kb.web.present.moments import moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.board.action import Action
    from kb.board.models import ActionChange, EvidenceRow
    from kb.web.present.action_history import Record


@dataclass(frozen=True, slots=True)
class Note:
    """Something that somebody said."""

    words: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge of the board, with the agency's answer once there is one."""

    uid: str
    asked: Note
    answer: Note | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence that stands."""

    uid: str
    kind: str
    is_enough: bool
    title: str
    shows: str
    link: str
    name: str
    size: str
    who: str
    at: str


def notes(changes: Iterable[ActionChange], record: Record) -> tuple[Note, ...]:
    """List the notes on progress, the newest first."""
    found = [_said(one, record) for one in changes if one.field == "note"]
    return tuple(reversed(found))


def challenges(
    changes: Iterable[ActionChange], record: Record
) -> tuple[Challenge, ...]:
    """List the challenges with their answers, the newest first."""
    asked: dict[str, Challenge] = {}
    for one in changes:
        if one.field == "challenge":
            asked[one.after] = Challenge(one.after, _said(one, record), None)
        elif one.field == "answer" and one.after in asked:
            before = asked[one.after]
            asked[one.after] = Challenge(one.after, before.asked, _said(one, record))
    return tuple(reversed(asked.values()))


def pieces(action: Action, record: Record) -> tuple[Piece, ...]:
    """List the evidence that stands, in the order in which it came."""
    rows = (record.evidence.get(uid) for uid, _ in action.evidence)
    return tuple(_piece(one, record) for one in rows if one is not None)


def _piece(row: EvidenceRow, record: Record) -> Piece:
    return Piece(
        uid=row.uid,
        kind=KIND.get(row.kind, row.kind),
        is_enough=row.kind not in NOT_ENOUGH,
        title=row.title,
        shows=row.shows,
        link=row.link,
        name=row.name if row.digest else "",
        size=size(row.size),
        who=record.called(row.who),
        at=moment(row.at),
    )


def size(count: int) -> str:
    """Say how large a file is."""
    kb = 1024
    if count < kb * kb:
        return f"{max(round(count / kb), 1)} KB"
    return f"{count / kb / kb:.1f} MB"


def _said(change: ActionChange, record: Record) -> Note:
    return Note(change.words, record.who(change), moment(change.at))
