"""The record of an action in sentences: who changed what, when, from, to and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kb.board.wording import FIELDS, KIND, label
from kb.publishing.names import called
from kb.web.present import names
from kb.web.present.moments import moment
from kb.web.present.words import day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kb.board.models import ActionChange, EvidenceRow
    from kb.content.shelf import Shelf

BARE = "Asked in the words of what asks for it"
BY_ITSELF = "By itself, when its time had come"
#: Fields of which the record holds a name for programs, and nothing for people.
_UNNAMED = frozenset({"note", "challenge", "answer", "known_reviews"})


@dataclass(frozen=True, slots=True)
class Line:
    """One change of one field."""

    at: str
    who: str
    agency: str
    field: str
    before: str
    after: str
    why: str
    minute: str


@dataclass(frozen=True, slots=True)
class Record:
    """The changes of an action, and what is needed to say them."""

    shelf: Shelf
    people: Mapping[str, str]
    evidence: Mapping[str, EvidenceRow]
    others: Mapping[str, str]
    """What other actions are called that the reader sees, by uid."""

    def lines(self, changes: Iterable[ActionChange]) -> tuple[Line, ...]:
        """Say the changes, the newest first."""
        known = list(changes)
        closed = {one.at for one in known if one.field == "closure"}
        shown = [
            self._line(one)
            for one in known
            # What a closure remembers of reviews goes without saying.
            if one.field != "known_reviews" or one.at not in closed
        ]
        return tuple(reversed(shown))

    def who(self, change: ActionChange) -> str:
        """Say who made a change."""
        return self.called(change.who)

    def called(self, who: str) -> str:
        """Say what somebody is called whom the records name."""
        return BY_ITSELF if who == "clock" else called(self.people, who)

    def _line(self, change: ActionChange) -> Line:
        return Line(
            at=moment(change.at),
            who=self.who(change),
            agency=names.asked(self.shelf, change.agency) if change.agency else "",
            field=BARE if _is_bare(change) else FIELDS.get(change.field, change.field),
            before=self.value(change.field, change.before),
            after=self.value(change.field, change.after),
            why=change.words,
            minute=change.minute,
        )

    def value(self, field: str, value: str) -> str:
        """Say a value as this reader may know it."""
        if not value or field in _UNNAMED:
            return ""
        return _VALUES.get(field, _plain(field))(self, value)

    def policy(self, value: str) -> str:
        """Name a policy update, if it is open to this reader."""
        key, _, number = value.partition("#")
        found = self.shelf.find(key)
        if found is None:
            return "a policy update that is not open to you"
        return f"{found.title}, version {number}" if number else found.title

    def _piece(self, value: str) -> str:
        uid, _, kind = value.partition(" ")
        row = self.evidence.get(uid)
        name = row.title if row else "a piece of evidence"
        return KIND.get(kind, name)


def _is_bare(change: ActionChange) -> bool:
    """Say whether somebody asked, and said no more than what asks does."""
    return change.field == "text" and not (change.before or change.after)


def _plain(field: str) -> Callable[[Record, str], str]:
    return lambda _, value: label(field, value)


def _person(record: Record, value: str) -> str:
    return called(record.people, value)


def _day(_: Record, value: str) -> str:
    return day(date.fromisoformat(value))


_VALUES: dict[str, Callable[[Record, str], str]] = {
    "owner": _person,
    "lead": _person,
    "due": _day,
    "check_due": _day,
    "policy": Record.policy,
    "evidence": Record._piece,  # noqa: SLF001 - its own table
    "struck": Record._piece,  # noqa: SLF001 - its own table
    "successor": lambda record, uid: record.others.get(uid, "another action"),
}
