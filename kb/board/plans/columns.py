"""The columns of an action plan, and the other names that boards give them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.board.plans.sheets import Line

_OTHER = re.compile(r"[^a-z0-9#]+")
#: How many lines at the top are looked through for headings.
TOP = 25
#: Fewer known headings than this are a title, and not a row of headings.
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, other names for it, and what stands in it."""

    name: str
    also: str
    """Other names, parted by `|`."""
    about: str


#: What is read, in the order in which it is written.
COLUMNS = (
    Column(
        "document",
        "review|review or lesson|asked by|case|case review|report|review title"
        "|learning review|name of review",
        "Key or title of the review or lesson that asks",
    ),
    Column(
        "recommendation",
        "rec|recommendations|recommendation no|recommendation number|rec no"
        "|recommendation id|recommendation text",
        "Its id, such as R1, or its words",
    ),
    Column(
        "lesson",
        "lessons|learning|learning point|lesson learned|lesson learnt",
        "Key or title of the lesson, where no review asks or beside it",
    ),
    Column(
        "agency",
        "lead agency|organisation|organization|partner|partner agency|agencies"
        "|responsible agency|agency responsible|addressee|asked of",
        "Id or name of one agency",
    ),
    Column(
        "number",
        "no|action no|action number|#",
        "1, 2 ... where an agency has several actions for one recommendation",
    ),
    Column(
        "text",
        "action|actions|action required|agreed action|what the agency will do"
        "|what will be done|action to be taken|task",
        "What the agency will do",
    ),
    Column(
        "owner",
        "action owner|by whom|who|responsible|responsible person|person responsible"
        "|responsible officer|lead officer",
        "Who does it",
    ),
    Column(
        "lead",
        "agency lead|lead in the agency|lead person|accountable|senior lead"
        "|senior responsible owner",
        "Who answers for it in the agency",
    ),
    Column(
        "due",
        "due date|date due|target date|target|deadline|by when|completion date"
        "|timescale|to be completed by",
        "A day: 2026-03-31, 31/03/2026 or a date of Excel",
    ),
    Column(
        "measure",
        "measure of impact|impact measure|success measure|measure of success"
        "|how will we know|success criteria|outcome measure|intended outcome|impact",
        "How it will be seen that children are better off",
    ),
    Column(
        "early",
        "early action|immediate action|before publication",
        "Yes where the agency acts before publication",
    ),
    Column(
        "policy",
        "policy update|policy update produced|policy or procedure|policies",
        "Key or title of the policy that it produced",
    ),
    Column("response", "agency response", "What the agency answers"),
    Column("passed_to", "passed to|for this body", "The body that it is for instead"),
    Column("delivery", "status|delivery status|action status", "How far it is"),
    Column(
        "note",
        "notes|progress|progress note|note on progress|comment|comments|update"
        "|latest update|progress update",
        "A note on progress",
    ),
)
NAMES = tuple(one.name for one in COLUMNS)


def plain(heading: str) -> str:
    """Write a heading as it is compared: small letters, single spaces."""
    return _OTHER.sub(" ", heading.casefold()).strip()


_MEANT = {
    plain(heading): one.name
    for one in COLUMNS
    for heading in (one.name, *one.also.split("|"))
}


@dataclass(frozen=True, slots=True)
class Heads:
    """A row of headings, and the column that each stands for."""

    row: int
    places: tuple[tuple[str, int, str], ...]
    """Name of the column, its place in the row, and its heading as typed."""
    passed: tuple[str, ...]
    """Headings that are not read."""

    @property
    def typed(self) -> dict[str, str]:
        """Give the heading of each column as it stands in the file."""
        return {name: heading for name, _, heading in self.places}


def heads(lines: Sequence[Line]) -> Heads | None:
    """Find the row of headings near the top: the one with the most known names."""
    found = [_heads(line.number, line.cells) for line in lines[:TOP]]
    best = max(found, key=lambda one: len(one.places), default=None)
    return best if best and len(best.places) >= FEWEST else None


def missing(found: Heads) -> str:
    """Say which column a plan cannot be without; "" when all are there."""
    names = {name for name, _, _ in found.places}
    if "agency" not in names:
        return (
            "No column says which agency is asked. Give one the heading “agency”,"
            " or “lead agency”."
        )
    if not names & {"document", "lesson"}:
        return (
            "No column says which review or lesson asks. Give one the heading"
            " “document”, or “lesson”."
        )
    return ""


def _heads(row: int, cells: Iterable[str]) -> Heads:
    typed = list(cells)
    # A column's own name goes before another name for it.
    order = sorted(range(len(typed)), key=lambda at: plain(typed[at]) not in NAMES)
    places: dict[str, int] = {}
    for at in order:
        name = _MEANT.get(plain(typed[at]), "")
        if name and name not in places:
            places[name] = at
    taken = set(places.values())
    return Heads(
        row,
        tuple((name, at, typed[at]) for name, at in places.items()),
        tuple(text for at, text in enumerate(typed) if text and at not in taken),
    )
