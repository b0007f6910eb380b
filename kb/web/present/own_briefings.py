"""What an agency sees of its own briefings: what to confirm, and what it confirmed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.training.briefed import Briefing, State
from kb.web.present import addresses, names
from kb.web.present.briefing_words import (
    HOW,
    NOTHING,
    Standing,
    how_many,
    standing,
)
from kb.web.present.words import day

if TYPE_CHECKING:
    from datetime import date

    from kb.content.shelf import Shelf
    from kb.sealing import Seal
    from kb.training.briefed import Briefings


#: How a briefing stands on the page on which it can be confirmed.
UNASKED = replace(NOTHING, more="you can confirm it all the same")


@dataclass(frozen=True, slots=True)
class Own:
    """A document on which the agency's staff are to be briefed, or were."""

    agency: str
    title: str
    url: str
    """Where it is confirmed."""
    standing: Standing
    waits: bool


@dataclass(frozen=True, slots=True)
class OwnPage:
    """The briefings of an agency, what waits first."""

    agency: str
    """Its id."""
    waiting: tuple[Own, ...]
    done: tuple[Own, ...]


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """A receipt, as the agency gave it."""

    uid: str
    words: str
    more: str
    is_struck: bool


def own_briefings(shelf: Shelf, found: Briefings, agency: str, today: date) -> OwnPage:
    """Set out the briefings of an agency on documents that it may read now."""
    each = [one for one in found.each.values() if one.key in shelf.keys]
    each.sort(key=lambda one: (_due(one), one.key))
    shown = [own_briefing(shelf, found, one.key, agency, today) for one in each]
    return OwnPage(
        agency,
        tuple(one for one in shown if one.waits),
        tuple(one for one in shown if not one.waits),
    )


def own_briefing(
    shelf: Shelf, found: Briefings, key: str, agency: str, today: date
) -> Own:
    """Set out the briefing of an agency on one document."""
    briefing = found.each.get((key, agency), Briefing(key, agency))
    is_known = bool(briefing.asked or briefing.confirmed)
    return Own(
        agency=names.asked(shelf, agency),
        title=shelf.get(*key.split("/")).title,
        url=addresses.of_own_briefing(key),
        standing=standing(briefing, today) if is_known else UNASKED,
        waits=briefing.state(today) in {State.OVERDUE, State.WAITING},
    )


def said(found: Briefings, seal: Seal) -> tuple[SaidBefore, ...]:
    """List the receipts of an agency about a document, the latest first."""
    return tuple(
        SaidBefore(
            uid=one.uid,
            words=(
                f"{how_many(one.count, one.staff)} staff by {day(one.day)}:"
                f" {HOW[one.how].lower()}"
            ),
            more=seal.open(one.sealed),
            is_struck=one.struck is not None,
        )
        for one in reversed(found.confirmed)
    )


def _due(one: Briefing) -> str:
    return one.asked.due.isoformat() if one.asked else ""
