"""The log of restricted reads: the board looks at it, and nobody changes it."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request

from kb.access import Can
from kb.accounts import events, people, reads
from kb.db import saving
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.present import log as set_out
from kb.web.present import paging

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.accounts.models import Read
    from kb.accounts.reads import Asked

pages = Blueprint("log", __name__)
PAGE = 50
MOST = 50_000
#: A day, a month or a year; all days of a month are `from` it and `to` it.
DAY = re.compile(
    r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?", re.ASCII
)


@pages.get("/log")
@needs(Can.OVERSEE, cache=Cache.NEVER)
def show() -> ResponseReturnValue:
    """Show who read what, the latest first."""
    asked = _asked()
    wrong = _wrong(asked)
    if wrong:
        return _page(asked, reads.Found((), 0), wrong), 422
    number = paging.page_number(request.args.get("page", ""))
    found = reads.found(current.session(), asked, PAGE, (number - 1) * PAGE)
    return _page(asked, found, number=number)


@pages.get("/log.csv")
@needs(Can.OVERSEE, cache=Cache.NEVER)
def export() -> ResponseReturnValue:
    """Give the log as a table; that it was taken is written down too."""
    session, now, asked = current.session(), current.now(), _asked()
    wrong = _wrong(asked)
    if wrong:
        return _page(asked, reads.Found((), 0), wrong), 422
    with saving(session):
        events.note(session, now, current.who(), current.who(), "log-exported")
    found = reads.found(session, asked, MOST, 0)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("when (UTC)", "who", "how", "document", "audience"))
    for row in _rows(found.reads):
        cells = (row.at, row.who, row.how, row.document, row.audience)
        table.writerow([harmless(cell) for cell in cells])
    if found.total > MOST:
        left = f"{found.total - MOST} earlier lines are left out; ask for fewer days"
        table.writerow((left,))
    name = f"reads-{now:%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(out.getvalue(), mimetype="text/csv", headers=headers)


def harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def _asked() -> Asked:
    return reads.Asked(
        document=request.args.get("document", "").strip(),
        who=request.args.get("who", "").strip(),
        since=request.args.get("from", "").strip(),
        until=request.args.get("to", "").strip(),
        known=current.shelf().keys,
        audiences=current.shelf().audiences,
    )


def _wrong(asked: Asked) -> dict[str, str]:
    """Say, by field, what cannot be read as a day."""
    typed = {"from": asked.since, "to": asked.until}
    return {
        name: f"“{day[:40]}” is not a day such as 2026-01-31"
        for name, day in typed.items()
        if day and not DAY.fullmatch(day)
    }


def _page(
    asked: Asked,
    found: reads.Found,
    wrong: dict[str, str] | None = None,
    number: int = 1,
) -> str:
    return render_template(
        "log/show.html",
        asked=asked,
        wrong=wrong or {},
        problems=[{"input": one, "text": text} for one, text in (wrong or {}).items()],
        total=found.total,
        rows=_rows(found.reads),
        people=_names(),
        pagination=paging.of_list("/log", request.args, number, found.total, PAGE),
    )


def _rows(found: tuple[Read, ...]) -> list[set_out.ReadShown]:
    shelf, names = current.shelf(), _names()
    return [set_out.row(one, shelf, names) for one in found]


def _names() -> dict[str, str]:
    found = people.listed(current.session())
    return {events.name_of(one): one.name for one in found}
