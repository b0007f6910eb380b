"""Briefings as a CSV file, for whoever takes the list to a meeting."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kb.board.plans.sheets import guarded
from kb.training.briefed import State
from kb.web.present import names
from kb.web.present.briefing_words import HOW, STATES
from kb.web.present.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from kb.content.shelf import Shelf
    from kb.sealing import Seal
    from kb.training.briefed import Briefing

BOM = "\ufeff"
HEADS = (
    "kind", "title", "address", "agency", "standing", "asked on", "due by",
    "briefed by", "briefed", "of", "how", "what the agency says",
)  # fmt: skip
_ORDER = (State.OVERDUE, State.WAITING, State.CONFIRMED, State.NOTHING)


def csv_of(
    shelf: Shelf,
    each: Mapping[tuple[str, str], Briefing],
    seal: Seal,
    today: date,
    demo: str,
) -> str:
    """Write a CSV file that Excel opens with its letters whole; overdue comes first."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    mark = "For members of the board only."
    table.writerow(["for", f"{demo}. {mark}" if demo else mark])
    table.writerow(["as of", today.isoformat()])
    table.writerow([])
    table.writerow(HEADS)
    found = [one for (key, _), one in each.items() if key in shelf.keys]
    found.sort(key=lambda one: (_ORDER.index(one.state(today)), one.agency, one.key))
    for one in found:
        table.writerow([guarded(cell) for cell in _row(shelf, one, seal, today)])
    return BOM + out.getvalue()


def _row(shelf: Shelf, one: Briefing, seal: Seal, today: date) -> Iterator[str]:
    document = shelf.get(*one.key.split("/"))
    answers = one.answers
    yield names.KINDS[document.kind]
    yield document.title
    yield f"/{one.key}"
    yield names.asked(shelf, one.agency)
    yield STATES[one.state(today)]
    yield one.asked.at.date().isoformat() if one.asked else ""
    yield one.asked.due.isoformat() if one.asked else ""
    yield max((done.day.isoformat() for done in answers), default="")
    yield str(one.count) if answers else ""
    yield str(one.staff) if one.staff else ""
    yield listed(dict.fromkeys(HOW[done.how] for done in answers))
    yield " / ".join(filter(None, (seal.open(done.sealed) for done in answers)))
