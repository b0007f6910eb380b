"""One picture of what was taught, asked and changed: reviews, actions and policies.

Three lanes on one axis of time. Places are shares of a hundred of the width, so that
words stay as large on a phone as on a wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kb.board.brag import Colour
from kb.content.documents import Lesson, Policy, Review
from kb.web.present import addresses, names
from kb.web.present.words import capital, day, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.board.choosing import Choice
    from kb.board.figures import Standing
    from kb.board.only import On
    from kb.content.dates import When
    from kb.content.documents import Update
    from kb.content.shelf import Shelf

LANE, STEP, TOP = 26, 9, 24
#: The latest actions are drawn and in the table; the list has all of them.
DRAWN = 24
EDGE = 1.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A review or a policy update on the axis."""

    x: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """An action, from the day it was asked to the day it was closed or looked at."""

    y: int
    x: float
    until: float
    colour: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the axis."""

    x: float
    year: int


@dataclass(frozen=True, slots=True)
class Fact:
    """The same in a row of the table."""

    when: str
    what: str
    title: str
    url: str
    more: str


@dataclass(frozen=True, slots=True)
class Lanes:
    """The picture, its heights, its words and its rows."""

    height: int
    actions_at: int
    policies_at: int
    reviews: tuple[Mark, ...]
    actions: tuple[Stretch, ...]
    policies: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    facts: tuple[Fact, ...]
    description: str
    left_out: str


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date

    def x(self, when: date) -> float:
        """Say how far to the right a day stands."""
        share = (when - self.first).days / max((self.last - self.first).days, 1)
        return round(EDGE + (100 - 2 * EDGE) * share, 2)


@dataclass(frozen=True, slots=True)
class _Known:
    """What happened up to a day, with the day on which it can first have been."""

    reviews: tuple[tuple[date, Review], ...]
    updates: tuple[tuple[date, Policy, Update], ...]
    asked: tuple[On, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """List the days of all of it."""
        return (
            *(when for when, _ in self.reviews),
            *(when for when, _, _ in self.updates),
            *(on.action.of.created for on in self.asked),
        )


def lanes(shelf: Shelf, standing: Standing) -> Lanes | None:
    """Draw a theme, a review or a lesson; None for more, or without any date."""
    known = _known(shelf, standing)
    if known is None or not known.days:
        return None
    axis = _Axis(date(min(known.days).year, 1, 1), max(*known.days, standing.day))
    drawn = known.asked[-DRAWN:]
    actions_at = TOP + LANE
    policies_at = actions_at + max(len(drawn), 1) * STEP + LANE
    return Lanes(
        height=policies_at + LANE + TOP,
        actions_at=actions_at,
        policies_at=policies_at,
        reviews=tuple(Mark(axis.x(when)) for when, _ in known.reviews),
        actions=_stretches(drawn, axis, actions_at),
        policies=tuple(Mark(axis.x(when)) for when, _, _ in known.updates),
        ticks=_ticks(axis),
        facts=_facts(shelf, known, drawn),
        description=_said(known, axis),
        left_out=_left_out(len(known.asked) - len(drawn)),
    )


def _known(shelf: Shelf, standing: Standing) -> _Known | None:
    reviews, updates = _about(shelf, standing.scope)
    if reviews is None:
        return None
    taught = ((_day(one.published), one) for one in reviews if one.published)
    changed = ((_day(two.date), one, two) for one, two in updates if two.date)
    return _Known(
        tuple(one for one in taught if one[0] <= standing.day),
        tuple(one for one in changed if one[0] <= standing.day),
        tuple(sorted(standing.ons, key=lambda on: on.action.of.created)),
    )


def _about(
    shelf: Shelf, scope: Choice
) -> tuple[Sequence[Review] | None, Sequence[tuple[Policy, Update]]]:
    """Find the reviews and policy updates of a theme, a review or a lesson."""
    if scope.theme:
        themed = shelf.with_theme(scope.theme, Review.folder)
        policies = shelf.with_theme(scope.theme, Policy.folder)
        return (
            [one for one in themed if isinstance(one, Review)],
            [(p, u) for p in policies if isinstance(p, Policy) for u in p.updates],
        )
    document = shelf.find(scope.document) if scope.document else None
    if isinstance(document, Review):
        taught = [r for o in shelf.lessons_of(document) for r in shelf.reviews_of(o)]
        every = {one.key: one for one in (document, *taught)}
        return list(every.values()), shelf.policies_of(document)
    if isinstance(document, Lesson):
        return shelf.reviews_of(document), shelf.policies_of(document)
    return None, ()


def _facts(shelf: Shelf, known: _Known, drawn: Sequence[On]) -> tuple[Fact, ...]:
    facts = [
        *((when, _review(one)) for when, one in known.reviews),
        *((when, _policy(policy, update)) for when, policy, update in known.updates),
        *((on.action.of.created, _action(shelf, on)) for on in drawn),
    ]
    return tuple(fact for _, fact in sorted(facts, key=lambda one: one[0]))


def _day(when: When) -> date:
    return date(when.year, when.month or 1, when.day or 1)


def _stretches(ons: Sequence[On], axis: _Axis, top: int) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(
            y=top + STEP * place,
            x=axis.x(on.action.of.created),
            until=axis.x(on.action.closed or on.day),
            colour=on.colour,
            is_open=on.action.is_open,
        )
        for place, on in enumerate(ons)
    )


def _ticks(axis: _Axis) -> tuple[Tick, ...]:
    years = range(axis.first.year, axis.last.year + 1)
    every = max(1, -(-len(years) // 6))
    return tuple(Tick(axis.x(date(year, 1, 1)), year) for year in years[::every])


def _said(known: _Known, axis: _Axis) -> str:
    closed = sum(on.colour is Colour.BLUE for on in known.asked)
    return (
        f"From {axis.first.year} to {day(axis.last)}:"
        f" {plural(len(known.reviews), 'review')},"
        f" {plural(len(known.asked), 'action')} of which {closed} closed as met, and"
        f" {plural(len(known.updates), 'policy update')}."
    )


def _left_out(count: int) -> str:
    if count <= 0:
        return ""
    return f"{plural(count, 'earlier action')} can be found in the list only."


def _review(one: Review) -> Fact:
    url = addresses.of(one.key)
    return Fact(str(one.published), "Review", one.title, url, "")


def _policy(policy: Policy, update: Update) -> Fact:
    more = names.STATUSES[update.status]
    url = addresses.of(policy.key)
    return Fact(str(update.date), "Policy update", policy.title, url, more)


def _action(shelf: Shelf, on: On) -> Fact:
    action = on.action
    title = action.text or on.item.asked or "What was asked"
    agency = names.asked(shelf, action.of.agency)
    until = f"closed on {day(action.closed)}" if action.closed else "open"
    return Fact(
        day(action.of.created),
        "Action",
        capital(title),
        addresses.of_action(action.uid),
        f"{agency}, {until}",
    )
