"""Bringing in an action plan: first what would come of it, then the same for good."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request

from kb.access import Can
from kb.board.plans import sheets
from kb.board.plans.columns import COLUMNS
from kb.board.plans.waiting import Waiting
from kb.errors import ChangedMeanwhileError, InvalidInputError, NotFoundError
from kb.publishing import names
from kb.publishing.planning import Planning
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.present import plan as set_out

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.board.plans.comparing import Findings

pages = Blueprint("plans", __name__)
SEE_OTHER = 303
GONE = "This plan is not here any more. Choose the file again."
OVERTAKEN = (
    "Nothing was brought in: something else would come of the plan by now. Look again."
)


@pages.get("/board/import")
@needs(Can.TRACK, cache=Cache.NEVER)
def ask() -> str:
    """Ask for a file, and say which columns a plan can have."""
    return _asking()


@pages.post("/board/import")
@needs(Can.TRACK, cache=Cache.NEVER)
def take() -> ResponseReturnValue:
    """Look at a file, or bring in one that was looked at."""
    if request.form.get("do") == "bring":
        return _bring(request.form.get("plan", ""), request.form.get("seen", ""))
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _asking("Choose a file"), 422
    with sent.stream as stream:
        content = stream.read(sheets.MOST_BYTES + 1)
    try:
        found = _planning().look(_name(sent.filename), content)
    except InvalidInputError as error:
        return _asking(error.problems["file"]), 422
    uid = _waiting().keep(found.name, content, current.who(), current.now())
    return _looking(found, uid)


def _bring(uid: str, seen: str) -> ResponseReturnValue:
    """Bring in what was shown, or show it again when it would be something else."""
    try:
        name, content = _waiting().open(uid, current.who(), current.now())
    except NotFoundError:
        return _asking(GONE), 422
    with_errors = bool(request.form.get("pass_over"))
    planning = _planning()
    try:
        found = planning.bring(name, content, seen, with_errors=with_errors)
    except ChangedMeanwhileError:
        return _looking(planning.look(name, content), uid, OVERTAKEN), 409
    _waiting().forget(uid)
    flash(set_out.brought(found))
    return redirect("/board/actions?sort=changed", SEE_OTHER)


def _looking(found: Findings, uid: str, warning: str = "") -> str:
    people = names.people(current.session())
    shown = set_out.plan_page(found, current.shelf(), people)
    return render_template("board/plan.html", plan=shown, uid=uid, warning=warning)


def _asking(wrong: str = "") -> str:
    return render_template("board/import.html", columns=COLUMNS, wrong=wrong)


def _planning() -> Planning:
    return Planning(current.shelf(), current.tracker(secrets.token_hex(8)))


def _waiting() -> Waiting:
    return Waiting(current.config().home / "imports", current.parts().seal)


def _name(typed: str) -> str:
    """Give the name of a file as somebody knows it, less any folder."""
    return typed.replace("\\", "/").rpartition("/")[2][:100]
