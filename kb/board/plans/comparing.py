"""A plan beside what stands: what would be added, changed and left, and what is wrong.

Nothing is written here; `bringing` writes what was found.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from kb.board import rules
from kb.board.action import Action, Identity, written
from kb.board.plans.cells import Wrong
from kb.board.plans.linking import plain
from kb.board.rules import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from kb.board.plans.columns import Heads
    from kb.board.plans.reading import Entry, Plan
    from kb.board.rules import By

AT_THE_START = ("text", "owner", "lead", "due", "measure", "early", "policy")
_NEW = "(new)"


class What(StrEnum):
    """What comes of a row."""

    ADD = "add"
    CHANGE = "change"
    LEAVE = "leave"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of one row, and of which action."""

    entry: Entry
    what: What
    action: Action | None = None
    wanted: Wanted = field(default_factory=lambda: Wanted({}))
    note: str = ""
    wrong: tuple[Wrong, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """What would come of a whole plan."""

    name: str
    heads: Heads
    outcomes: tuple[Outcome, ...]

    def of(self, what: What) -> tuple[Outcome, ...]:
        """List the rows of which one thing comes."""
        return tuple(one for one in self.outcomes if one.what is what)

    @property
    def wrong(self) -> tuple[Wrong, ...]:
        """List everything that is wrong, by row."""
        return tuple(wrong for one in self.outcomes for wrong in one.wrong)

    @property
    def changes_nothing(self) -> bool:
        """Say whether everything in the plan stands already."""
        return not (self.of(What.ADD) or self.of(What.CHANGE))

    @property
    def digest(self) -> str:
        """Name what was found, so that what was shown is what is done."""
        parts = [
            repr((one.entry.row, one.what, one.entry.place, one.entry.number,
                  one.action and (one.action.uid, one.action.version),
                  sorted(one.wanted.values.items()), one.note))
            for one in self.outcomes
        ]  # fmt: skip
        return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands: the actions that somebody may see, and notes on them."""

    actions: Iterable[Action]
    notes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The texts of the notes on each action, by its uid."""
    people: Mapping[str, str] = field(default_factory=dict)
    """What everybody is called, by the name in the records."""


def compare(plan: Plan, standing: Standing, by: By, day: date) -> Findings:
    """Find what would come of a plan if somebody brought it in on a day."""
    comparing = _Comparing(plan, standing, by, day)
    return Findings(plan.name, plan.heads, tuple(map(comparing.outcome, plan.entries)))


def origin(name: str, row: int) -> str:
    """Say where a change that was brought in comes from."""
    return f"From the action plan {name}, row {row}"


class _Comparing:
    """A plan while its rows are compared, one after the other."""

    def __init__(self, plan: Plan, standing: Standing, by: By, day: date) -> None:
        self.name, self.standing, self.by, self.day = plan.name, standing, by, day
        self.places: dict[object, list[Action]] = defaultdict(list)
        for one in standing.actions:
            place = one.of.document, one.of.recommendation, one.of.agency
            for key in (place, (place, one.of.number), (place, plain(one.text))):
                self.places[key].append(one)
        self.rows: dict[object, int] = {}
        """The row that spoke of an action first."""

    def outcome(self, entry: Entry) -> Outcome:
        """Find what comes of one row."""
        if entry.wrong:
            return Outcome(entry, What.WRONG, wrong=entry.wrong)
        action = self._meant(entry)
        spoken = action.uid if action else (entry.place, entry.number or _text(entry))
        if spoken in self.rows:
            words = f"It says the same action as row {self.rows[spoken]}."
            name = "number" if entry.number else "text"
            return self._refused(entry, action, {name: words})
        self.rows[spoken] = entry.row
        return self._changed(entry, action) if action else self._added(entry)

    def _meant(self, entry: Entry) -> Action | None:
        """Find the action that a row is about.

        It is found by its number, or else by its text, or else because there is one.
        """
        here = self.places.get(entry.place, [])
        if entry.number:
            numbered = self.places.get((entry.place, entry.number), [])
            return next(iter(numbered), None)
        if not _text(entry) and len(here) == 1:
            return here[0]
        alike = self.places.get((entry.place, _text(entry)), [])
        fresh = (one for one in alike if one.uid not in self.rows)
        return next(fresh, next(iter(alike), None))

    def _added(self, entry: Entry) -> Outcome:
        new = Action(of=Identity(_NEW, *entry.place, entry.number, self.day), version=0)
        if not entry.values.get("text"):
            return self._refused(
                entry, None, {"text": "It is empty. Say what is to be done."}
            )
        wanted = self._wanted(entry, new)
        moves = {k: v for k, v in wanted.values.items() if k not in AT_THE_START}
        problems = rules.problems(self.by, new, replace(wanted, values=moves))
        if problems:
            return self._refused(entry, None, problems)
        return Outcome(entry, What.ADD, None, wanted, entry.note)

    def _changed(self, entry: Entry, action: Action) -> Outcome:
        wanted = self._wanted(entry, action)
        note = entry.note
        if note in self.standing.notes.get(action.uid, frozenset()):
            note = ""
        problems = rules.problems(self.by, action, wanted)
        if problems:
            return self._refused(entry, action, problems)
        what = What.CHANGE if wanted.values or note else What.LEAVE
        return Outcome(entry, what, action, wanted, note)

    def _wanted(self, entry: Entry, action: Action) -> Wanted:
        """Give the fields in which a row says something else than what stands."""
        values = {
            name: value
            for name, value in entry.values.items()
            if not self._same(written(getattr(action, name)), value)
        }
        return Wanted(values, origin(self.name, entry.row))

    def _same(self, now: str, value: str) -> bool:
        """Say whether two values are one; a person may be written by name."""
        return tidy(now) == tidy(value) or self.standing.people.get(now) == value

    @staticmethod
    def _refused(
        entry: Entry, action: Action | None, problems: Mapping[str, str]
    ) -> Outcome:
        wrong = tuple(
            Wrong(entry.row, entry.headings.get(name, name), words)
            for name, words in problems.items()
        )
        return Outcome(entry, What.WRONG, action, wrong=wrong)


def _text(entry: Entry) -> str:
    return plain(entry.values.get("text", ""))


def tidy(text: str) -> str:
    """Write a text as it comes out of a file: one kind of line end, no space around."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
