"""Where a lesson, review, policy or theme was used: packs, courses, staff, effect."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.training.reach import OTHER
from kb.web.present import names
from kb.web.present.confidence import Confidence, confidence
from kb.web.present.words import day, plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.content.shelf import Shelf
    from kb.training.effect import Effect
    from kb.training.held import Held
    from kb.training.reach import Reach
    from kb.web.present.briefing_words import Standing

#: Packs and examples that stand at once; the others are a click away.
AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Used:
    """What is known of the use of documents; what there is nothing of is empty."""

    reach: Reach
    effect: Effect
    packs: Sequence[Held] = ()
    """Those that the reader may see, and no others are counted."""
    examples: Sequence[str] = ()
    briefed: Sequence[tuple[str, Standing]] = ()
    """Agencies of which the reader may know how their briefing stands."""
    ask: str = ""
    """Where to ask agencies to brief their staff."""
    confirm: str = ""
    """Where to confirm for one's own agency."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Came:
    """How many came from an agency, and the width of its bar in hundredths."""

    agency: str
    count: int
    width: float


@dataclass(frozen=True, slots=True)
class WhereUsed:
    """What stands under "Where used"."""

    of: str
    """What it is about, as in "this lesson"."""
    runs: str
    staff: str
    agencies: tuple[Came, ...]
    packs: tuple[Link, ...]
    more_packs: tuple[Link, ...]
    confidence: Confidence
    examples: tuple[str, ...]
    more_examples: tuple[str, ...]
    briefed: tuple[tuple[str, Standing], ...] = field(default=())
    ask: str = ""
    confirm: str = ""

    @property
    def is_nothing(self) -> bool:
        """Say whether nobody is known to have been trained or briefed."""
        return not self.runs and not self.briefed


def where_used(shelf: Shelf, of: str, used: Used, fewest: int) -> WhereUsed:
    """Set out where something was used."""
    packs = [Link(one.pack.title, f"/training/packs/{one.uid}") for one in used.packs]
    return WhereUsed(
        of=of,
        runs=runs_said(used.reach),
        staff=staff_said(used.reach),
        agencies=came(shelf, used.reach.staff),
        packs=tuple(packs[:AT_ONCE]),
        more_packs=tuple(packs[AT_ONCE:]),
        confidence=confidence(used.effect, fewest),
        examples=tuple(used.examples[:AT_ONCE]),
        more_examples=tuple(used.examples[AT_ONCE:]),
        briefed=tuple(used.briefed),
        ask=used.ask,
        confirm=used.confirm,
    )


def runs_said(reach: Reach) -> str:
    """Say how many courses there were, and when the last was."""
    if not reach.runs:
        return ""
    last = day(reach.last)
    if len(reach.runs) == 1:
        return f"1 course, on {last}"
    return f"{plural(len(reach.runs), 'course')}, the last on {last}"


def staff_said(reach: Reach) -> str:
    """Say how many people came."""
    total = reach.total
    return f"{total:,} {'person' if total == 1 else 'people'} came" if total else ""


def came(shelf: Shelf, staff: Mapping[str, int]) -> tuple[Came, ...]:
    """Set out how many came by agency, the most first."""
    longest = max(staff.values(), default=0)
    return tuple(
        Came(agency_said(shelf, one), count, round(100 * count / longest, 2))
        for one, count in staff.items()
        if count
    )


def agency_said(shelf: Shelf, agency: str) -> str:
    """Name an agency, or those that library.yaml does not have."""
    return "Other agencies" if agency == OTHER else names.asked(shelf, agency)
