"""The annual report: its page, its files, what the board writes to it, its approval."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, redirect, render_template, request

from kb.access import Can
from kb.accounts import reads
from kb.board import report_commentary, report_copies, report_exports
from kb.board.models import ReportPart
from kb.board.report import PARTS
from kb.errors import ChangedMeanwhileError, InvalidInputError, NotFoundError
from kb.papers.formats import FORMATS
from kb.web import annual_reports, current
from kb.web.guard import Cache, needs
from kb.web.present import annual_report as set_out

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.web.annual_reports import Found

pages = Blueprint("annual_report", __name__)
PLACE = "/board/annual-report"
SEE_OTHER = 303
_NUMBER = re.compile(r"[0-9]{1,9}")
_MEANWHILE = (
    "The report says something else by now than when you opened it. Read it again,"
    " then approve it."
)


@pages.get(f"{PLACE}/<slug:year>")
@needs(Can.TRACK, cache=Cache.NEVER)
def show(year: str) -> str:
    """Show the report of a year: as it was approved, or as it would be written now."""
    return _page(annual_reports.found(year, fresh=_fresh()))


@pages.get(f"{PLACE}/<year>.<any(docx, pdf, md):form>")
@needs(Can.TRACK, cache=Cache.NEVER)
def download(year: str, form: str) -> Response:
    """Give the report as a file; that it was taken is written down."""
    found = annual_reports.found(year, fresh=_fresh())
    _log("export", found)
    made = FORMATS[form]
    name = f"annual-report-{found.year.name}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    body = made.write(found.report, current.now())
    return Response(body, mimetype=made.media, headers=headers)


@pages.post(f"{PLACE}/<slug:year>/commentary")
@needs(Can.TRACK, cache=Cache.NEVER)
def write(year: str) -> ResponseReturnValue:
    """Keep what somebody wrote to a part; of two who do, the second is told."""
    found = annual_reports.found(year, fresh=True)
    part, seen = request.form.get("part", ""), request.form.get("seen", "")
    if part not in PARTS:
        raise NotFoundError
    text = request.form.get("text", "").replace("\r\n", "\n").strip()
    new = ReportPart(year=found.year.name, part=part, text=text)
    number = int(seen) if _NUMBER.fullmatch(seen) else -1
    try:
        report_commentary.write(
            current.session(), current.now(), current.who(), new, number
        )
    except InvalidInputError as error:
        return _alone(found, part, text, number, error.problems["text"]), 422
    except ChangedMeanwhileError:
        return _alone(found, part, text, None), 409
    flash(f"Saved: {PARTS[part]}")
    return redirect(f"{PLACE}/{year}?fresh=1#{part}", SEE_OTHER)


@pages.post(f"{PLACE}/<slug:year>/approve")
@needs(Can.APPROVE, cache=Cache.NEVER)
def approve(year: str) -> ResponseReturnValue:
    """Keep the report as it is, with the minute that approved it."""
    found = annual_reports.found(year, fresh=True)
    minute, seen = request.form.get("minute", ""), request.form.get("seen", "")
    if not found.has_ended:
        message = "The year has not ended yet. Approve its report after that."
        return _page(found, minute, message), 422
    if report_copies.digest(found.report) != seen:
        return _page(found, minute, _MEANWHILE), 409
    try:
        report_copies.approve(
            current.session(),
            current.parts().seal,
            now=current.now(),
            who=current.who(),
            report=found.report,
            minute=minute,
        )
    except InvalidInputError as error:
        return _page(found, minute, error.problems["minute"]), 422
    flash("Approved. This is the copy that is kept.")
    return redirect(f"{PLACE}/{year}", SEE_OTHER)


def _fresh() -> bool:
    return request.args.get("fresh") == "1"


def _page(found: Found, minute: str = "", wrong: str = "") -> str:
    _log("report", found)
    session = current.session()
    names = annual_reports.names_of_people()
    versions = report_commentary.versions(session, found.year.name)
    return render_template(
        "board/annual_report.html",
        found=found,
        report=found.report,
        place=f"{PLACE}/{found.year.name}",
        parts=[set_out.part(s, versions, names) for s in found.report.sections],
        seen=report_copies.digest(found.report),
        may_approve=current.reader().can(Can.APPROVE) and found.has_ended,
        minute=minute,
        wrong=wrong,
    )


def _alone(
    found: Found, part: str, text: str, seen: int | None, wrong: str = ""
) -> str:
    """Show the text of one part by itself, beside what somebody else wrote."""
    versions = report_commentary.versions(current.session(), found.year.name)[part]
    newest = versions[0] if versions else None
    theirs = newest if seen is None else None
    return render_template(
        "board/annual_report_part.html",
        found=found,
        place=f"{PLACE}/{found.year.name}",
        part=part,
        title=PARTS[part],
        text=text,
        seen=seen if seen is not None else (newest.id if newest else 0),
        theirs=set_out.version(theirs, annual_reports.names_of_people())
        if theirs
        else None,
        wrong=wrong,
    )


def _log(how: str, found: Found) -> None:
    """Write down what of the report is not for everyone, before it is shown."""
    documents = report_exports.logged(found.report, found.shelf)
    reads.record(current.session(), current.who(), how, documents, current.now())
