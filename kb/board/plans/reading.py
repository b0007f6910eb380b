"""From the lines of a table to entries: values as a change writes them.

All that is wrong is said at once, with its row, its column and what was expected.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.board.plans import columns, sheets, values
from kb.board.plans.asking import asking
from kb.board.plans.cells import Cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.board.plans.cells import Wrong
    from kb.board.plans.columns import Heads
    from kb.board.plans.linking import Known

NO_HEADINGS = (
    "No row of headings was found. Write the names of the columns into one row, such as"
    " document, recommendation, agency, text, owner, due."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a plan, as far as it could be read."""

    row: int
    document: str = ""
    recommendation: str = ""
    agency: str = ""
    number: int = 0
    """0 where the row does not say."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Fields of the action that the row says something about."""
    note: str = ""
    wrong: tuple[Wrong, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    """The heading of each column, to say where something is."""

    @property
    def place(self) -> tuple[str, str, str]:
        """Give the document, the recommendation and the agency."""
        return self.document, self.recommendation, self.agency


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole file: what its columns mean, and its rows."""

    name: str
    heads: Heads
    entries: tuple[Entry, ...]


def read(name: str, content: bytes, known: Known) -> Plan:
    """Read a plan; raise InvalidInputError for a file that is none."""
    found = [(columns.heads(lines), lines) for lines in sheets.read(content)]
    heads, lines = next(((h, lines) for h, lines in found if h), (None, ()))
    if heads is None:
        raise sheets.refused(NO_HEADINGS)
    if words := columns.missing(heads):
        raise sheets.refused(words)
    rows = [line for line in lines if line.number > heads.row]
    if len(rows) > sheets.MOST_ROWS:
        raise sheets.refused(sheets.TOO_MANY)
    entries = tuple(_entry(Cells(line, heads), known, heads) for line in rows)
    return Plan(name, heads, entries)


def _entry(cells: Cells, known: Known, heads: Heads) -> Entry:
    document, recommendation = asking(cells, known)
    agency = cells.linked("agency", known.agencies.find)
    return Entry(
        row=cells.row,
        document=document,
        recommendation=recommendation,
        agency=agency,
        number=_number(cells),
        values=_values(cells, known, agency),
        note=cells.text("note"),
        # Last, since reading the others says what is wrong with them.
        wrong=tuple(cells.wrong),
        headings=heads.typed,
    )


def _number(cells: Cells) -> int:
    typed = cells["number"]
    if not typed:
        return 0
    known = typed.isascii() and typed.isdecimal() and len(typed) <= len("999")
    if not (known and int(typed)):
        cells.refuse("number", "a whole number from 1 to 999")
        return 0
    return int(typed)


def _values(cells: Cells, known: Known, agency: str) -> dict[str, str]:
    """Give what the row says; an empty cell says nothing."""
    found = {
        "text": cells.text("text"),
        "owner": _person(cells, "owner", known, agency),
        "lead": _person(cells, "lead", known, agency),
        "due": _due(cells),
        "measure": cells.text("measure"),
        "policy": cells["policy"] and cells.linked("policy", known.policy),
        "response": _listed(cells, "response"),
        "passed_to": _body(cells, known),
        "delivery": _listed(cells, "delivery"),
    }
    stated = {name: value for name, value in found.items() if value}
    return stated | ({"early": _early(cells)} if cells["early"] else {})


def _person(cells: Cells, name: str, known: Known, agency: str) -> str:
    """Take the account of the agency that a name means, or the name as typed."""
    typed = cells.text(name)
    return known.person(typed, agency) or typed


def _body(cells: Cells, known: Known) -> str:
    typed = cells.text("passed_to")
    return (typed and known.agencies.find(typed).id) or typed


def _due(cells: Cells) -> str:
    if not cells["due"]:
        return ""
    found = values.day(cells["due"])
    return found.isoformat() if found else cells.refuse("due", values.DAY)


def _early(cells: Cells) -> str:
    typed = cells["early"].casefold()
    if typed not in values.YES | values.NO:
        return cells.refuse("early", "yes or no")
    return "yes" if typed in values.YES else ""


def _listed(cells: Cells, name: str) -> str:
    """Read a field that has a list of values."""
    if not cells[name]:
        return ""
    found = values.meanings(name).get(values.slug(cells[name]))
    return found or cells.refuse(name, values.expected(name))
