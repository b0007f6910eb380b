"""What the public page says of actions: only what everybody may read anyway.

A person's name, what an agency says and what the board thinks never come this far.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board.escalation import is_past_the_last_step
from kb.board.states import MET, Delivery
from kb.content.documents import Document, Lesson, Review

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kb.board.action import Action
    from kb.board.escalation import Told
    from kb.content.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Late:
    """Something asked of an agency that is overdue still after the chair was told."""

    agency: str
    document: Document
    asked: str
    """In the words of the document."""
    days: int
    """How long it is overdue."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What was asked in public documents, and how far it is."""

    late: tuple[Late, ...]
    """The one that is overdue for longest first."""
    asked: int
    answered: int
    delivered: int
    met: int
    """Closed by the board as met, with evidence that practice changed."""
    otherwise: int
    """Closed by the board in another way."""


def progress(
    actions: Iterable[Action], public: Shelf, told: Told, day: date
) -> Progress:
    """Say how far the actions of public documents are, on a day.

    `public` is the shelf of somebody who has not signed in; what is not on it does not
    come into any list or number here.
    """
    asked = [one for one in actions if one.of.document in public.keys]
    late = [one for one in asked if is_past_the_last_step(one, day, told)]
    counted: Counter[str] = Counter()
    for one in asked:
        counted["answered"] += one.answered is not None
        counted["delivered"] += one.delivery is Delivery.DELIVERED
        counted["met"] += one.closure in MET
        counted["otherwise"] += not one.is_open and one.closure not in MET
    return Progress(
        _once(late, public, day),
        len(asked),
        counted["answered"],
        counted["delivered"],
        counted["met"],
        counted["otherwise"],
    )


def _once(late: list[Action], public: Shelf, day: date) -> tuple[Late, ...]:
    """List each request once, by how long its oldest action is overdue."""
    found: dict[tuple[str, str, str], Late] = {}
    for one in sorted(late, key=lambda action: action.due or day):
        place = one.of.document, one.of.recommendation, one.of.agency
        document = public.find(one.of.document)
        if document and one.due and place not in found:
            asked = _asked(document, one.of.recommendation)
            days = (day - one.due).days
            found[place] = Late(one.of.agency, document, asked, days)
    return tuple(found.values())


def _asked(document: Document, recommendation: str) -> str:
    """Give what is asked, in words that the document has for everybody."""
    if isinstance(document, Review):
        texts = {one.id: one.text for one in document.recommendations}
        return texts.get(recommendation, document.title)
    return document.statement if isinstance(document, Lesson) else document.title
