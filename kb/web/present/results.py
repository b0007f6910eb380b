"""The page of results: its heading, its hits, and what to try when there are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.search.engine import Order
from kb.web.present import addresses
from kb.web.present.hits import HitShown, hits
from kb.web.present.words import plural, unlike

if TYPE_CHECKING:
    from kb.content.library import Shelf
    from kb.search.engine import Results
    from kb.web.asking import Asked

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to show the same thing; the chosen one has no address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """What stands on a page of results."""

    heading: str
    hits: tuple[HitShown, ...]
    total: int
    also: tuple[str, ...]
    exact: bool
    exact_url: str
    widened_url: str
    meant: str
    meant_url: str
    corrected: bool
    note: str
    sorting: tuple[Choice, ...]
    cleared_url: str
    hidden: tuple[tuple[str, str], ...]
    problems: tuple[tuple[str, str], ...]
    narrowable: bool


def results_page(shelf: Shelf, asked: Asked, found: Results) -> ResultsPage:
    """Set out a page of results."""
    words = asked.query.words
    meant = found.did_you_mean
    return ResultsPage(
        heading=_heading(found.total, words),
        hits=hits(shelf, found.hits),
        total=found.total,
        also=unlike(words, found.also),
        exact=asked.query.exact,
        exact_url=addresses.of_search(asked.plus("exact", "1")),
        widened_url=addresses.of_search(asked.without("exact")),
        meant=meant,
        meant_url=addresses.of_search((("q", meant), *asked.without("q"))),
        corrected=found.corrected,
        note=found.note,
        sorting=_sorting(asked),
        cleared_url=addresses.of_search((("q", words),)),
        hidden=asked.without("from", "to"),
        problems=tuple(asked.problems.items()),
        narrowable=bool(
            found.total or asked.problems or asked.without("q", "exact", "sort")
        ),
    )


def _heading(total: int, words: str) -> str:
    count = plural(total, "result") if total else "No results"
    if not words:
        return plural(total, "document") if total else count
    short = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    return f"{count} for “{short}”"


def _sorting(asked: Asked) -> tuple[Choice, ...]:
    by_date = asked.query.order is Order.DATE
    best = addresses.of_search(asked.without("sort")) if by_date else ""
    newest = "" if by_date else addresses.of_search(asked.plus("sort", "date"))
    return Choice("Best match", best), Choice("Newest first", newest)
