"""Taking a document away from its readers: withdrawing it, or an embargo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request

from kb.access import Can
from kb.errors import InvalidInputError
from kb.web import current
from kb.web.edit import FOLDER, SEE_OTHER
from kb.web.guard import Cache, needs

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("closing", __name__)
UNFINISHED = (
    "Nobody sees it any more, but its file, its records or the search index could not"
    " all be written. Ask whoever runs the site to run “kb index”."
)


@pages.get(f"/withdraw/{FOLDER}/<slug:identifier>")
@needs(Can.EDIT, cache=Cache.NEVER)
def withdraw(folder: str, identifier: str) -> str:
    """Say what withdrawing does, and ask why."""
    return _page("withdraw", folder, identifier)


@pages.post(f"/withdraw/{FOLDER}/<slug:identifier>")
@needs(Can.EDIT, cache=Cache.NEVER)
def do_withdraw(folder: str, identifier: str) -> ResponseReturnValue:
    """Take a document out of every path."""
    reason, erase = request.form.get("reason", ""), "erase" in request.form
    try:
        done = current.desk().withdraw(f"{folder}/{identifier}", reason, erase=erase)
    except InvalidInputError as error:
        return _page("withdraw", folder, identifier, error.problems["reason"]), 422
    flash("Withdrawn. Readers now see that it was there, when it went and why.")
    return _afterwards(done=done)


@pages.get(f"/embargo/{FOLDER}/<slug:identifier>")
@needs(Can.EDIT, cache=Cache.NEVER)
def embargo(folder: str, identifier: str) -> str:
    """Say what an embargo does, and ask why."""
    return _page("embargo", folder, identifier)


@pages.post(f"/embargo/{FOLDER}/<slug:identifier>")
@needs(Can.EDIT, cache=Cache.NEVER)
def do_embargo(folder: str, identifier: str) -> ResponseReturnValue:
    """Hide a document until a named person opens it again."""
    note = request.form.get("reason", "").strip()
    if not note:
        return _page("embargo", folder, identifier, "Say why, for the record"), 422
    done = current.desk().embargo(f"{folder}/{identifier}", note)
    flash("Under embargo. Only editors see it now.")
    return _afterwards(done=done)


def _afterwards(*, done: bool) -> ResponseReturnValue:
    if not done:
        flash(UNFINISHED)
    return redirect("/desk", SEE_OTHER)


def _page(what: str, folder: str, identifier: str, wrong: str = "") -> str:
    """Show what is about to happen to a document that is there."""
    sheet = current.desk().sheet(f"{folder}/{identifier}")
    return render_template(
        f"edit/{what}.html",
        sheet=sheet,
        title=sheet.document.title if sheet.document else identifier,
        audience=current.settings().audiences.get(sheet.audience, sheet.audience),
        reason=request.form.get("reason", ""),
        erase="erase" in request.form,
        address=f"/{folder}/{identifier}",
        wrong=wrong,
    )
