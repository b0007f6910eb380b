"""Figures of training over some days, for the board: courses, briefings, what changed.

Courses are counted as `kb.training.reach` says: also those of packs that the reader
may not see, and none that was about hidden documents alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.content.documents import Lesson, Urgency
from kb.training import effect, reach, receipts
from kb.training.briefed import State
from kb.training.reach import Reach
from kb.training.untrained import trained

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from kb.content.shelf import Shelf
    from kb.training.briefed import Briefings
    from kb.training.effect import Effect, Tally
    from kb.training.reach import Counted

#: Groups of terms that say who or how old, and not what was learned.
NOT_TOPICS = ("agency", "age-group")


@dataclass(frozen=True, slots=True)
class Scope:
    """What figures are about: some documents or all, one agency or all."""

    keys: frozenset[str] | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Briefed:
    """How many briefings of staff there were."""

    asked: int
    """Asked for within the days."""
    confirmed: int
    """Of those, how many are confirmed."""
    overdue: int
    """Not confirmed although their day has passed, whenever they were asked for."""
    receipts: int
    """Confirmed within the days, asked for or not."""
    staff: int
    """How many staff those say were briefed."""


@dataclass(frozen=True, slots=True)
class OfTheme:
    """What the courses on the lessons of a theme add up to."""

    theme: str
    reach: Reach
    effect: Effect


@dataclass(frozen=True, slots=True)
class Figures:
    """What is recorded of training, as one reader may read it."""

    first: date
    last: date
    reach: Reach
    """Of the courses within the days."""
    effect: Effect
    themes: tuple[OfTheme, ...]
    """The themes on whose lessons a course was, most courses first."""
    briefed: Briefed
    trained: frozenset[str]
    """Documents on which somebody was trained or briefed by the last day, ever."""
    never: tuple[Lesson, ...]
    """Lessons on which nobody was."""

    @property
    def is_nothing(self) -> bool:
        """Say whether nothing at all is recorded of these days."""
        return not (self.reach.runs or self.briefed.receipts or self.briefed.asked)


def figures(
    session: Session, shelf: Shelf, first: date, last: date, scope: Scope = Scope()
) -> Figures:
    """Work the figures out, in a fixed number of statements."""
    every = reach.standing(reach.counted(session), last, shelf.keys)
    briefings = receipts.read(session).on(last).of(shelf.keys)
    tallies = effect.tallies(session, shelf.settings.training, last)
    runs = _within(every, scope)
    here = reach.between(Reach(runs), first, last)
    known = trained(every, briefings.each, scope.agency)
    return Figures(
        first=first,
        last=last,
        reach=here,
        effect=_effect(here, tallies),
        themes=tuple(_themes(shelf, here, tallies)),
        briefed=_briefed(_scoped(briefings, scope), first, last),
        trained=known,
        never=_never(shelf, scope, known),
    )


def _within(runs: Iterable[Counted], scope: Scope) -> tuple[Counted, ...]:
    """Keep what a scope is about; of one agency only its own staff count."""
    found = [run for run in runs if scope.keys is None or run.keys & scope.keys]
    if not scope.agency:
        return tuple(found)
    return tuple(
        replace(run, staff={scope.agency: count})
        for run in found
        if (count := run.staff.get(scope.agency, 0))
    )


def _scoped(briefings: Briefings, scope: Scope) -> Briefings:
    keys = scope.keys
    if keys is None:
        keys = frozenset(key for key, _ in briefings.each)
    return briefings.of(keys, scope.agency)


def _never(shelf: Shelf, scope: Scope, known: frozenset[str]) -> tuple[Lesson, ...]:
    """List the lessons on which nobody was trained, the most urgent first."""
    found = [
        one
        for one in shelf.every(Lesson)
        if one.key not in known
        and (scope.keys is None or one.key in scope.keys)
        and scope.agency in {"", *one.readers}
    ]
    urgent = tuple(Urgency)
    found.sort(key=lambda one: (urgent.index(one.urgency), one.title.casefold()))
    return tuple(found)


def _effect(found: Reach, tallies: Mapping[str, Tally]) -> Effect:
    return effect.of(tallies[uid] for uid in found.uids if uid in tallies)


def _themes(
    shelf: Shelf, found: Reach, tallies: Mapping[str, Tally]
) -> Iterable[OfTheme]:
    """Add up by theme; a course on two lessons of a theme counts once."""
    concepts = shelf.vocabulary.concepts
    themes: dict[str, set[str]] = {}
    for key in sorted({key for run in found.runs for key in run.keys}):
        document = shelf.find(key)
        if isinstance(document, Lesson):
            for theme in document.themes:
                if theme in concepts and concepts[theme].group not in NOT_TOPICS:
                    themes.setdefault(theme, set()).add(key)
    made = [
        OfTheme(theme, one, _effect(one, tallies))
        for theme, keys in themes.items()
        for one in (reach.of(found.runs, keys),)
    ]
    made.sort(key=lambda one: (-len(one.reach.runs), -one.reach.total, one.theme))
    return made


def _briefed(briefings: Briefings, first: date, last: date) -> Briefed:
    each = briefings.each.values()
    asked = [one for one in each if one.asked and first <= one.asked.at.date() <= last]
    given = [
        done
        for one in each
        for done in one.confirmed
        if first <= done.at.date() <= last
    ]
    states = [one.state(last) for one in each]
    return Briefed(
        asked=len(asked),
        confirmed=sum(one.state(last) is State.CONFIRMED for one in asked),
        overdue=states.count(State.OVERDUE),
        receipts=len(given),
        staff=sum(done.count for done in given),
    )
