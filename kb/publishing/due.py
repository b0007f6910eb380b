"""What wants somebody's attention: pages to look at again, publications that end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kb.content.documents import Review, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.content.documents import Document

SOON = timedelta(days=60)
#: For how long a review is published when nothing else is said, in months.
PUBLISHED_FOR = 12
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Dated:
    """A document, and the day that counts for it."""

    key: str
    title: str
    owner: str
    day: date


@dataclass(frozen=True, slots=True)
class Due:
    """What is due or will be soon, the oldest first."""

    review_due: tuple[Dated, ...]
    public_until_ends: tuple[Dated, ...]


def due(documents: Iterable[Document], today: date, soon: timedelta = SOON) -> Due:
    """List what is due by `today` or within `soon` after it."""
    shown = [one for one in documents if one.status is Status.PUBLISHED]
    last = today + soon
    looked = [_dated(one, one.review_due) for one in shown if one.review_due]
    ends = [
        _dated(one, one.public_until)
        for one in shown
        if isinstance(one, Review) and one.public_until
    ]
    return Due(_until(looked, last), _until(ends, last))


def public_until(published: date) -> date:
    """Suggest the day on which the publication of a review ends: 12 months later."""
    month = published.month - 1 + PUBLISHED_FOR
    year, month = published.year + month // _MONTHS, month % _MONTHS + 1
    day = published.day
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def _dated(document: Document, day: date) -> Dated:
    return Dated(document.key, document.title, document.owner, day)


def _until(found: list[Dated], last: date) -> tuple[Dated, ...]:
    ordered = sorted(found, key=lambda one: (one.day, one.title))
    return tuple(one for one in ordered if one.day <= last)
