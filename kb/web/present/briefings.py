"""What the board sees of briefings: who has not confirmed, and all as a matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.training.briefed import State
from kb.web.present import addresses, names
from kb.web.present.briefing_words import STATES, Standing, standing
from kb.web.present.tracker_filters import Select
from kb.web.present.words import day, plural

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kb.content.documents import Document
    from kb.content.shelf import Shelf
    from kb.training.briefed import Briefing, Briefings


#: Rows of the matrix on a page; filters show the others.
MOST = 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a list of briefings is narrowed to."""

    agency: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who was asked and has not confirmed."""

    uid: str
    agency: str
    title: str
    url: str
    kind: str
    asked: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Line:
    """One document, and how it stands with each agency."""

    title: str
    url: str
    kind: str
    again: str
    """Where to ask more agencies."""
    cells: tuple[tuple[str, Standing], ...]
    """The name of each agency, and how it stands."""


@dataclass(frozen=True, slots=True)
class BriefingsPage:
    """Everything on the page of briefings."""

    summary: str
    missing: tuple[Missing, ...]
    agencies: tuple[str, ...]
    lines: tuple[Line, ...]
    left_out: int
    selects: tuple[Select, ...]
    nothing_yet: bool


def briefings_page(
    shelf: Shelf, found: Briefings, chosen: Chosen, today: date
) -> BriefingsPage:
    """Set out what was asked and confirmed about the documents on a shelf."""
    every = {place: one for place, one in found.each.items() if place[0] in shelf.keys}
    each = {
        place: one
        for place, one in every.items()
        if chosen.agency in {"", one.agency} and chosen.state in {"", one.state(today)}
    }
    agencies = _agencies(shelf, each)
    keys = _keys(shelf, each)
    return BriefingsPage(
        summary=summary(tuple(every.values()), today),
        missing=_missing(shelf, each, today),
        agencies=tuple(names.asked(shelf, one) for one in agencies),
        lines=tuple(_line(shelf, key, agencies, each, today) for key in keys[:MOST]),
        left_out=max(len(keys) - MOST, 0),
        selects=_selects(shelf, every, chosen),
        nothing_yet=not every,
    )


def summary(every: tuple[Briefing, ...], today: date) -> str:
    """Say how many briefings were asked for, and how they stand."""
    asked = [one for one in every if one.asked]
    if not asked:
        return "No agency has been asked to brief its staff yet."
    states = [one.state(today) for one in asked]
    said = f"{plural(len(asked), 'briefing')} asked for"
    done, late = states.count(State.CONFIRMED), states.count(State.OVERDUE)
    return f"{said}: {done:,} confirmed, {late:,} overdue."


def _agencies(
    shelf: Shelf, each: Mapping[tuple[str, str], Briefing]
) -> tuple[str, ...]:
    """List the agencies of which something is known, in the order of the library."""
    known = {agency for _, agency in each}
    own = [one for one in shelf.settings.agencies if one in known]
    return (*own, *sorted(known - set(own)))


def _keys(shelf: Shelf, each: Mapping[tuple[str, str], Briefing]) -> list[str]:
    return sorted({key for key, _ in each}, key=lambda one: _title(shelf, one))


def _title(shelf: Shelf, key: str) -> str:
    document = shelf.find(key)
    return document.title.casefold() if document else ""


def _missing(
    shelf: Shelf, each: Mapping[tuple[str, str], Briefing], today: date
) -> tuple[Missing, ...]:
    """List who has not confirmed, what is most overdue first."""
    waiting = [
        (one.asked, one)
        for one in each.values()
        if one.asked and one.state(today) in {State.OVERDUE, State.WAITING}
    ]
    waiting.sort(key=lambda pair: (pair[0].due, pair[1].agency, pair[1].key))
    return tuple(
        Missing(
            uid=asked.uid,
            agency=names.asked(shelf, one.agency),
            title=document.title,
            url=addresses.of(one.key),
            kind=names.KINDS[document.kind],
            asked=day(asked.at.date()),
            standing=standing(one, today),
        )
        for asked, one in waiting
        if (document := shelf.find(one.key))
    )


def _line(
    shelf: Shelf,
    key: str,
    agencies: tuple[str, ...],
    each: Mapping[tuple[str, str], Briefing],
    today: date,
) -> Line:
    document: Document = shelf.get(*key.split("/"))
    return Line(
        title=document.title,
        url=addresses.of(key),
        kind=names.KINDS[document.kind],
        again=addresses.of_new_briefing(key),
        cells=tuple(
            (names.asked(shelf, one), standing(each.get((key, one)), today))
            for one in agencies
        ),
    )


def _selects(
    shelf: Shelf, every: Mapping[tuple[str, str], Briefing], chosen: Chosen
) -> tuple[Select, ...]:
    agencies = tuple((one, names.asked(shelf, one)) for one in _agencies(shelf, every))
    states = tuple(
        (one.value, STATES[one]) for one in State if one is not State.NOTHING
    )
    return (
        Select("agency", "Agency", agencies, chosen.agency),
        Select("state", "Standing", states, chosen.state),
    )
