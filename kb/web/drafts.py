"""The form of a draft and its buttons. What is typed is kept before all else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, jsonify, redirect, render_template, request

from kb.access import Can
from kb.errors import InvalidContentError
from kb.web import saving
from kb.web.guard import Cache, needs
from kb.web.present import form_typed
from kb.web.present.draft import received
from kb.web.present.moments import moment
from kb.web.previews import preview_page
from kb.web.writing import form_page, work

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from kb.web.writing import Work

pages = Blueprint("drafts", __name__)
SEE_OTHER = 303
#: The last input of the form: what was cut off on its way does not carry it.
WHOLE = "whole"


@pages.get("/drafts/<uid>")
@needs(Can.EDIT, cache=Cache.NEVER)
def show(uid: str) -> str:
    """Show the form, filled in as it was left."""
    return form_page(work(uid))


@pages.post("/drafts/<uid>")
@needs(Can.EDIT, cache=Cache.NEVER)
def act(uid: str) -> ResponseReturnValue:
    """Keep what was typed, then do what the button says."""
    draft = work(uid)
    if WHOLE in request.form:
        sent, before = request.form.to_dict(flat=False), draft.writing.typed
        draft = draft.keep(received(draft.writing.folder, sent, dict(before)))
    button, _, name = request.form.get("do", "keep").partition(":")
    return BUTTONS.get(button, _keep)(draft, name)


@pages.get("/drafts/<uid>/preview")
@needs(Can.EDIT, cache=Cache.NEVER)
def preview(uid: str) -> ResponseReturnValue:
    """Show a draft as its readers will see it, or what is in the way."""
    draft = work(uid)
    writing = draft.writing
    try:
        return preview_page(
            writing.kind,
            writing.identifier,
            writing.source,
            "edit/preview.html",
            uid=uid,
        )
    except InvalidContentError as error:
        return form_page(draft, writing.wrong(error.problems)), 422


def _keep(draft: Work, _: str) -> ResponseReturnValue:
    flash("Kept. You can go away and come back to it.")
    return redirect(draft.home, SEE_OTHER)


def _keep_quietly(draft: Work, _: str) -> ResponseReturnValue:
    """Answer the page that keeps what is typed every few seconds."""
    return jsonify(kept=f"Kept on {moment(draft.saved)}")


def _preview(draft: Work, _: str) -> ResponseReturnValue:
    return redirect(f"{draft.home}/preview", SEE_OTHER)


def _check(draft: Work, _: str) -> ResponseReturnValue:
    wrong = saving.all_wrong(draft)
    if not wrong:
        flash("Nothing is wrong with it.")
        return redirect(draft.home, SEE_OTHER)
    return form_page(draft, wrong), 422 if saving.serious(wrong) else 200


def _add(draft: Work, name: str) -> ResponseReturnValue:
    """Add a row, and lead to it."""
    typed, row = form_typed.with_row(draft.writing.typed, name)
    known = {field.name for field in draft.writing.fields}
    if name.partition("-")[0] in known:
        draft.keep(typed)
    return redirect(f"{draft.home}#f-{row}", SEE_OTHER)


def _remove(draft: Work, row: str) -> ResponseReturnValue:
    """Take a row away, and lead to those that are left."""
    draft.keep(form_typed.without_row(draft.writing.typed, row))
    return redirect(f"{draft.home}#f-{row.rpartition('-')[0]}", SEE_OTHER)


def _discard(draft: Work, _: str) -> ResponseReturnValue:
    """Ask again: what is thrown away is gone."""
    return render_template("edit/discard.html", draft=draft)


def _throw_away(draft: Work, _: str) -> ResponseReturnValue:
    draft.desk.discard(draft.uid)
    flash("The draft was thrown away. The document is as it was.")
    return redirect("/desk", SEE_OTHER)


BUTTONS: dict[str, Callable[[Work, str], ResponseReturnValue]] = {
    "keep": _keep,
    "autosave": _keep_quietly,
    "preview": _preview,
    "check": _check,
    "save": saving.save,
    "propose": saving.propose,
    "add": _add,
    "remove": _remove,
    "discard": _discard,
    "throw-away": _throw_away,
}
