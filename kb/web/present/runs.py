"""Runs of courses in a list: when, where, how many came, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.training.steps import Standing, Step
from kb.web.present import addresses
from kb.web.present.run import NOT_SHARED, ONLINE
from kb.web.present.words import day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kb.training.run import Run
    from kb.web.run_seen import Seen

STRUCK, UNCOUNTED = "struck out", "Say how many came."
ASK = "Ask now what changed."


@dataclass(frozen=True, slots=True)
class RunListed:
    """A run in a list."""

    url: str
    title: str
    about: str
    due: tuple[str, ...]
    """What whoever may change it has to do now."""


def runs_of_pack(found: Iterable[Seen], today: date) -> tuple[RunListed, ...]:
    """List the runs of one pack, by their days."""
    return tuple(_listed(one, day(one.run.day), today) for one in found)


def runs_of_mine(found: Iterable[Seen], today: date) -> tuple[RunListed, ...]:
    """List runs of different packs, by title and day; what is due comes first."""
    rows = [_listed(one, _titled(one), today) for one in found]
    return tuple(sorted(rows, key=lambda one: not one.due))


def _titled(seen: Seen) -> str:
    title = seen.held.pack.title if seen.held else NOT_SHARED
    return f"{title}, {day(seen.run.day)}"


def _listed(seen: Seen, title: str, today: date) -> RunListed:
    run = seen.run
    due = _due(run, today) if seen.may_change and not run.struck else ()
    return RunListed(addresses.of_run(run.uid), title, _about(run, today), due)


def _about(run: Run, today: date) -> str:
    parts = [run.place or ONLINE]
    if run.day > today:
        parts.append("still to come")
    if run.counted:
        parts.append(f"{run.total:,} came")
    if run.struck:
        parts.append(STRUCK)
    return ", ".join(parts)


def _due(run: Run, today: date) -> tuple[str, ...]:
    found = []
    if run.day <= today and not run.counted:
        found.append(UNCOUNTED)
    if run.step(Step.LATER, today) is Standing.OPEN:
        found.append(ASK)
    return tuple(found)
