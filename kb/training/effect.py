"""How confident people were before a course, just after, and some weeks later.

Answers carry no name, so they are not paired: what is compared is the mean of all who
answered then with the mean of all who answered now.

Of a run's step everybody who rated every outcome counts, once the step has closed and
if they are not fewer than the library's `fewest`; otherwise nobody does. So each
figure is about whole groups, and no two of them differ by a few people: neither two
outcomes, nor two sets of runs, nor the same figure on two days.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.training import steps as stepping
from kb.training.models import Answer, RunRow
from kb.training.steps import Standing, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from kb.content.settings import Training


@dataclass(frozen=True, slots=True)
class Group:
    """All whose answers to one step of one run count."""

    n: int
    sums: tuple[int, ...]
    """For each learning outcome what they said, added up."""

    @property
    def means(self) -> tuple[float, ...]:
        """Give the mean of each learning outcome."""
        return tuple(one / self.n for one in self.sums)


#: The groups of a run; a step without one shows nothing.
Tally = dict[Step, Group]


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean confidence over every learning outcome of some runs."""

    n: int
    """How many answers."""
    value: float


@dataclass(frozen=True, slots=True)
class Change:
    """The same runs at two steps."""

    runs: int
    before: Mean
    now: Mean

    @property
    def difference(self) -> float:
        """Say by how much it rose."""
        return self.now.value - self.before.value


@dataclass(frozen=True, slots=True)
class Effect:
    """What runs changed, as far as it can be shown."""

    steps: Mapping[Step, Mean] = field(default_factory=dict, hash=False)
    """Over every run that counts at a step."""
    changes: Mapping[Step, Change] = field(default_factory=dict, hash=False)
    """After and later, over the runs that count before and then."""


def tallies(
    session: Session,
    training: Training,
    day: date,
    uids: Collection[str] | None = None,
) -> Mapping[str, Tally]:
    """Give the groups that count of runs, by uid, in two statements."""
    rows = select(RunRow.id, RunRow.uid, RunRow.steps).where(RunRow.struck == "")
    if uids is not None:
        rows = rows.where(RunRow.uid.in_(uids))
    given: dict[tuple[int, str], list[list[int]]] = defaultdict(list)
    asked = select(Answer.run_id, Answer.step, Answer.confidence)
    if uids is not None:
        ids = select(RunRow.id).where(RunRow.uid.in_(uids))
        asked = asked.where(Answer.run_id.in_(ids))
    for run, step, confidence in session.execute(asked):
        if rated := _rated(confidence):
            given[run, step].append(rated)
    found = {}
    for id_, uid, steps in session.execute(rows):
        closed = _closed(steps, day)
        groups = {step: _group(given[id_, step.value]) for step in closed}
        found[uid] = {s: g for s, g in groups.items() if g.n >= training.fewest}
    return found


def _closed(steps: str, day: date) -> list[Step]:
    windows = stepping.read(steps)
    return [s for s, w in windows.items() if w.standing(day) is Standing.CLOSED]


def _group(rated: list[list[int]]) -> Group:
    return Group(len(rated), tuple(sum(one) for one in zip(*rated, strict=True)))


def of(some: Iterable[Tally]) -> Effect:
    """Add up what is shown of runs."""
    every = list(some)
    here = {step: [one[step] for one in every if step in one] for step in Step}
    changes = {}
    for step in (Step.AFTER, Step.LATER):
        both = [one for one in every if Step.BEFORE in one and step in one]
        if both:
            before = _mean([one[Step.BEFORE] for one in both])
            changes[step] = Change(len(both), before, _mean([o[step] for o in both]))
    steps = {step: _mean(groups) for step, groups in here.items() if groups}
    return Effect(steps, changes)


def of_runs(
    session: Session, uids: Collection[str], training: Training, day: date
) -> Effect:
    """Say what some runs changed, as far as it can be shown on a day."""
    return of(tallies(session, training, day, uids).values())


def _mean(groups: list[Group]) -> Mean:
    n = sum(one.n for one in groups)
    total = sum(sum(one.sums) / len(one.sums) for one in groups)
    return Mean(n, total / n)


def at_least(session: Session, uid: str, step: Step, fewest: int) -> int:
    """Say how many have answered a step at least, so that none is seen to come in."""
    asked = select(Answer.confidence).join(RunRow, RunRow.id == Answer.run_id)
    asked = asked.where(RunRow.uid == uid, Answer.step == step.value)
    rated = [_rated(confidence) for confidence in session.scalars(asked)]
    return sum(map(bool, rated)) // fewest * fewest


def _rated(confidence: str) -> list[int]:
    """Read what somebody said who rated every outcome; of others nothing counts."""
    rated: list[int | None] = json.loads(confidence)
    return [] if None in rated else [one for one in rated if one is not None]
