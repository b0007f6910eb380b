"""Beginning to write: a new document, or a draft of one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request

from kb.access import Can
from kb.content.documents import KINDS
from kb.errors import InvalidContentError
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.present import beginnings
from kb.web.present.draft import typed_of
from kb.web.present.moments import moment

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("edit", __name__)
FOLDER = "<any(lessons, reviews, policies, reports):folder>"
SEE_OTHER = 303


@pages.get(f"/edit/{FOLDER}/new")
@needs(Can.EDIT, cache=Cache.NEVER)
def new(folder: str) -> str:
    """Ask for the title of a new document."""
    return _new_page(folder, "", "")


@pages.post(f"/edit/{FOLDER}/new")
@needs(Can.EDIT, cache=Cache.NEVER)
def begin_new(folder: str) -> ResponseReturnValue:
    """Begin a draft of a new document."""
    title = request.form.get("title", "").strip()
    if not title:
        return _new_page(folder, title, "Give it a title; you can change it later"), 422
    desk = current.desk()
    typed = beginnings.typed(folder, title, current.now().date())
    uid = desk.keep(folder, "", typed, "")
    return redirect(f"/drafts/{uid}", SEE_OTHER)


@pages.get(f"/edit/{FOLDER}/<slug:identifier>")
@needs(Can.EDIT, cache=Cache.NEVER)
def show(folder: str, identifier: str) -> ResponseReturnValue:
    """Say who else is writing at a document, before a draft of it is begun."""
    desk = current.desk()
    sheet = desk.sheet(f"{folder}/{identifier}")
    here = (folder, identifier)
    for draft in desk.drafts():
        if (draft.folder, draft.slug) == here:
            return redirect(f"/drafts/{draft.uid}", SEE_OTHER)
    return render_template(
        "edit/open.html",
        folder=folder,
        kind=KINDS[folder].kind,
        identifier=identifier,
        sheet=sheet,
        others=[(who, moment(when)) for who, when in desk.others(sheet.key)],
    )


@pages.post(f"/edit/{FOLDER}/<slug:identifier>")
@needs(Can.EDIT, cache=Cache.NEVER)
def begin(folder: str, identifier: str) -> ResponseReturnValue:
    """Begin a draft of a document as it is now."""
    desk = current.desk()
    sheet = desk.sheet(f"{folder}/{identifier}")
    try:
        typed = typed_of(KINDS[folder], sheet.source)
    except InvalidContentError:
        return redirect(request.path, SEE_OTHER)
    uid = desk.keep(folder, identifier, typed, sheet.fingerprint)
    return redirect(f"/drafts/{uid}", SEE_OTHER)


def _new_page(folder: str, title: str, wrong: str) -> str:
    kind = KINDS[folder].kind
    return render_template(
        "edit/new.html", folder=folder, kind=kind, title=title, wrong=wrong
    )
