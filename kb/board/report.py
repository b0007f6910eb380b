"""The annual report: what was learned, what it led to, what was done, and what is left.

It is written from the records, in sentences, as one reader may read them. Where the
records say nothing, the report says that nothing is recorded, and not that nothing is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from kb.access import BOARD, PUBLIC, strictest
from kb.board import report_actions as actions
from kb.board import report_bounds as bounds
from kb.board import report_changes as changes
from kb.board import report_impact as effect
from kb.board import report_learned as learning
from kb.board import report_scope as scope
from kb.board.choosing import Choice
from kb.board.figures import Standing
from kb.board.months import Year, later
from kb.board.report_model import Report
from kb.board.report_records import Count
from kb.board.report_scope import Dated
from kb.board.report_training import Training, training
from kb.papers.model import Section
from kb.papers.words import (
    day_of,
    listed,
    paragraph,
)
from kb.papers.written import blocks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kb.board.report_records import Records
    from kb.content.documents import Lesson, Review
    from kb.content.shelf import Shelf
    from kb.papers.model import Block

#: The parts of a report, each of which the board can comment on.
PARTS = {
    "introduction": "Introduction",
    "learned": "What was reviewed and learned",
    "led-to": "What it led to",
    "done": "What was done",
    "impact": "Evidence of impact",
    "training": "Training",
    "challenges": "Challenges and answers",
    "carried-over": "Carried over into the next year",
    "left-out": "What is left out, and why",
    "sources": "Sources",
}
_CLOSED = "What agencies did is for members of the board, and is not part of this copy."


@dataclass(frozen=True)
class Matter:
    """All that a report of one year is written from, as its reader may read it."""

    year: Year
    day: date
    """The last day of the year, or today while it runs."""
    shelf: Shelf
    records: Records | None = None
    """None when the reader may not see what agencies did."""
    commentary: Mapping[str, str] = field(default_factory=dict)
    """What the board wrote to each part, in Markdown."""
    training: Training = field(default_factory=Training)
    """What is recorded of training."""

    @property
    def name(self) -> str:
        """Write the year as sentences do: 2012/13."""
        return self.year.name.replace("-", "/")


@dataclass(frozen=True)
class _Found:
    """What of the library belongs to the year."""

    reviews: tuple[tuple[Review, Dated], ...]
    lessons: tuple[Lesson, ...]
    changes: tuple[scope.Changed, ...]

    @property
    def perhaps(self) -> int:
        """Count what only perhaps belongs to the year."""
        dates = [one[-1] for one in (*self.reviews, *self.changes)]
        return dates.count(Dated.PERHAPS)

    @property
    def own(self) -> list[Review]:
        """List the reviews alone."""
        return [review for review, _ in self.reviews]


def last_day(year: Year, today: date) -> date:
    """Give the day as of which a report is written."""
    return min(year.ends, today)


def annual(matter: Matter) -> Report:
    """Write the report of a year."""
    shelf = matter.shelf
    found = _found(matter)
    documents = _documents(matter, found)
    audience = _audience(matter, documents)
    own = listed(shelf.settings.tracking.areas)
    of = f" of {own}" if own else ""
    written = _parts(matter, found)
    return Report(
        year=matter.year.name,
        title=f"Annual report {matter.name}: learning from reviews{of}",
        subtitle=shelf.settings.publisher or shelf.settings.title,
        standing=f"As of {day_of(matter.day)}, from the records. Not approved yet.",
        sections=tuple(
            Section(
                part,
                title
                if part != "carried-over"
                else f"Carried over into {_next(matter)}",
                tuple(written[part]),
                blocks(matter.commentary.get(part, "")),
            )
            for part, title in PARTS.items()
        ),
        audience=audience,
        readers=shelf.settings.audiences.get(audience, audience),
        documents=documents,
    )


def _next(matter: Matter) -> str:
    return Year(later(matter.year.begins, 12)).name.replace("-", "/")


def _found(matter: Matter) -> _Found:
    shelf, year, day = matter.shelf, matter.year, matter.day
    reviews = scope.reviews(shelf, year, day)
    lessons = scope.lessons(shelf, tuple(review for review, _ in reviews))
    return _Found(reviews, lessons, scope.updates(shelf, year, day))


def _documents(matter: Matter, found: _Found) -> tuple[str, ...]:
    """Name all that anything in the report rests on."""
    keys = {one.key for one in (*found.own, *found.lessons)}
    keys |= {policy.key for policy, _, _ in found.changes}
    for _, update, _ in found.changes:
        keys |= {f"reviews/{one}" for one in update.from_reviews}
        keys |= {f"lessons/{one}" for one in update.from_lessons}
    for item in matter.records.then if matter.records else ():
        around = (item.document, *item.lessons, *item.reviews)
        keys |= {one.key for one in around if one}
        keys |= {item.action.policy.partition("#")[0]}
    keys |= set(matter.training.documents)
    return tuple(sorted(keys & matter.shelf.keys))


def _audience(matter: Matter, documents: tuple[str, ...]) -> str:
    """Give the narrowest audience of anything in it; actions are for the board."""
    records, found = matter.records, PUBLIC
    told = matter.commentary or matter.training.blocks
    if (records and (records.then or records.before)) or told:
        found = BOARD
    for key in documents:
        found = strictest(found, matter.shelf.audience(key))
    return found


def _parts(matter: Matter, found: _Found) -> Mapping[str, list[Block]]:
    shelf, name = matter.shelf, matter.name
    return {
        "introduction": bounds.stated(shelf, matter.year, matter.day),
        "learned": [
            *learning.reviewed(shelf, found.reviews, name),
            *learning.learned(shelf, found.lessons, found.own),
        ],
        "led-to": changes.led_to(shelf, found.changes, name),
        "sources": learning.sources(found.own, found.changes),
        **_of_actions(matter, found),
    }


def _of_actions(matter: Matter, found: _Found) -> dict[str, list[Block]]:
    """Write the parts that come from the board's tracker."""
    shelf, records, about = matter.shelf, matter.records, learning.later(found.own)
    if records is None:
        closed: list[Block] = [paragraph(_CLOSED)]
        return {
            **dict.fromkeys(("done", "challenges", "carried-over"), closed),
            "impact": closed + about,
            "training": training(None, matter.training),
            "left-out": bounds.not_told(shelf, found.perhaps),
        }
    tracking = shelf.settings.tracking
    count = Count(Standing.of(records.then, matter.day, tracking, Choice()))
    eve = matter.year.begins - timedelta(days=1)
    before = Count(Standing.of(records.before, eve, tracking, Choice()))
    return {
        "led-to": changes.led_to(shelf, found.changes, matter.name)
        + changes.produced(count, shelf),
        "done": actions.implementation(count, before),
        "impact": effect.impact(count, before, shelf) + about,
        "training": training(count, matter.training),
        "challenges": effect.challenges(shelf, records.challenges),
        "carried-over": actions.carried_over(count, shelf, _next(matter)),
        "left-out": [
            *actions.left_out(count),
            *actions.children(count, shelf),
            *bounds.not_told(shelf, found.perhaps),
        ],
    }
