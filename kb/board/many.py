"""Changing many actions at once: each by the rules, all of them or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board import records, rules
from kb.board.action import written
from kb.board.rules import Wanted
from kb.db import saving
from kb.errors import ChangedMeanwhileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kb.board.action import Action
    from kb.board.actions import Tracker
    from kb.board.rules import By


@dataclass(frozen=True, slots=True)
class One:
    """One of many actions, and what would come of it."""

    action: Action
    wanted: Wanted
    """What would be different; nothing when it is so already."""
    refused: str = ""
    """Why the rules do not allow it."""

    @property
    def is_changed(self) -> bool:
        """Say whether something would be different."""
        return bool(self.wanted.values) and not self.refused


def look(actions: Iterable[Action], asked: Asked, by: By) -> tuple[One, ...]:
    """Find what would come of each action."""
    return tuple(_look(one, asked, by) for one in actions)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants of all of them, and why."""

    values: Callable[[Action], Mapping[str, str]]
    """The new values of an action: a name can mean another person in each agency."""
    words: str


def change(
    tracker: Tracker,
    find: Callable[[], Iterable[Action]],
    asked: Asked,
    seen: Mapping[str, int],
) -> tuple[One, ...]:
    """Change the actions that were shown, each in the version that was `seen`.

    When one of them is another by now, is gone, or may not be changed, none is.
    """
    with saving(tracker.session):
        found = look(find(), asked, tracker.by)
        versions = {one.action.uid: one.action.version for one in found}
        refused = any(one.refused for one in found)
        if not seen or versions != seen or refused:
            raise ChangedMeanwhileError
        for one in found:
            row = records.row_of(tracker.session, one.action.uid)
            tracker.change_within(row, one.wanted)
    return found


def _look(action: Action, asked: Asked, by: By) -> One:
    values = {
        name: value
        for name, value in asked.values(action).items()
        if value != written(getattr(action, name))
    }
    wanted = Wanted(values, asked.words)
    problems = rules.problems(by, action, wanted)
    return One(action, wanted, " ".join(problems.values()))
