"""An editor's desk, as its templates show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content.documents import KINDS
from kb.web.present import addresses, names
from kb.web.present.draft import Writing
from kb.web.present.moments import moment
from kb.web.present.words import day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kb.publishing.drafts import Draft
    from kb.publishing.due import Dated, Due
    from kb.publishing.proposing import Proposal

#: How many lines of what is due stand on the desk itself.
FIRST = 5


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list of one's own."""

    uid: str
    title: str
    kind: str
    new: bool
    when: str


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A text that waits for sign-off."""

    uid: str
    title: str
    kind: str
    by: str
    mine: bool
    when: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """A page that wants attention, and by when."""

    title: str
    url: str
    kind: str
    owner: str
    day: str
    late: bool
    what: str


@dataclass(frozen=True, slots=True)
class DueList:
    """Pages that want attention for one reason."""

    heading: str
    none: str
    lines: tuple[DueLine, ...]


def drafts(found: Iterable[Draft]) -> tuple[DraftLine, ...]:
    """Set out one's own drafts."""
    return tuple(_draft(one) for one in found)


def _draft(draft: Draft) -> DraftLine:
    writing = Writing(draft.folder, draft.slug, draft.typed)
    kind = names.KINDS[writing.kind.kind]
    new = not draft.base
    return DraftLine(draft.uid, writing.heading, kind, new, moment(draft.saved))


def waiting(found: Iterable[Proposal], who: str) -> tuple[WaitingLine, ...]:
    """Set out what waits for sign-off, what one can sign oneself before the rest."""
    lines = [
        WaitingLine(
            uid=one.uid,
            title=one.title,
            kind=_kind(one.key),
            by=one.by_name,
            mine=one.by == who,
            when=moment(one.at),
        )
        for one in found
    ]
    return tuple(sorted(lines, key=lambda line: line.mine))


def lists(due: Due, today: date) -> tuple[DueList, ...]:
    """Set out all that is due, by reason."""
    return (
        DueList(
            "To be looked at again",
            "No page has to be looked at again within the next two months.",
            _lines(due.review_due, today, "to be looked at again"),
        ),
        DueList(
            "Time on the publisher’s site ends",
            "No publication ends within the next two months.",
            _lines(due.public_until_ends, today, "publication ends"),
        ),
    )


def soon(due: Due, today: date) -> tuple[DueLine, ...]:
    """Set out what is due first."""
    looked, ends = lists(due, today)
    dated = [
        *zip(due.review_due, looked.lines, strict=True),
        *zip(due.public_until_ends, ends.lines, strict=True),
    ]
    dated.sort(key=lambda pair: pair[0].day)
    return tuple(line for _, line in dated[:FIRST])


def _lines(found: Iterable[Dated], today: date, what: str) -> tuple[DueLine, ...]:
    return tuple(
        DueLine(
            title=one.title,
            url=addresses.of(one.key),
            kind=_kind(one.key),
            owner=one.owner,
            day=day(one.day),
            late=one.day < today,
            what=what,
        )
        for one in found
    )


def _kind(key: str) -> str:
    return names.KINDS[KINDS[key.split("/", maxsplit=1)[0]].kind]
