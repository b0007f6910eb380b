"""What a document said before: its versions, what changed, and restoring one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template

from kb.access import Can
from kb.content.documents import KINDS
from kb.errors import InvalidContentError, NotFoundError
from kb.publishing import revisions
from kb.web import current
from kb.web.edit import FOLDER, SEE_OTHER
from kb.web.guard import Cache, needs
from kb.web.present import differences, form_choices
from kb.web.present.draft import typed_of
from kb.web.present.history import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from kb.publishing.revisions import Version

pages = Blueprint("history", __name__)
PLACE = f"/{FOLDER}/<slug:identifier>/history"


@pages.get(PLACE)
@needs(Can.READ, cache=Cache.NEVER)
def show(folder: str, identifier: str) -> str:
    """List the versions that whoever is looking may read, the newest first."""
    title, versions = _versions(folder, identifier)
    return render_template(
        "history/show.html",
        title=title,
        address=f"/{folder}/{identifier}",
        revisions=[shown(one, current.settings()) for one in versions],
    )


@pages.get(f"{PLACE}/<slug:revision>")
@needs(Can.READ, cache=Cache.NEVER)
def version(folder: str, identifier: str, revision: str) -> str:
    """Show what one version said, beside the one before it and beside now."""
    title, versions = _versions(folder, identifier)
    place, kind = _place(versions, revision), KINDS[folder]
    source, now = versions[place].source, versions[0].source
    older = versions[place + 1].source if place + 1 < len(versions) else ""
    labels = form_choices.labels(current.shelf())
    return render_template(
        "history/revision.html",
        title=title,
        address=f"/{folder}/{identifier}",
        revision=shown(versions[place], current.settings()),
        newest=place == 0,
        first=place + 1 == len(versions),
        before=differences.between(kind, older, source, labels),
        since=differences.between(kind, source, now, labels),
        whole=differences.between(kind, "", source, labels),
    )


@pages.post(f"{PLACE}/<slug:revision>")
@needs(Can.EDIT, cache=Cache.NEVER)
def restore(folder: str, identifier: str, revision: str) -> ResponseReturnValue:
    """Begin a draft that says what an older version said."""
    desk, key = current.desk(), f"{folder}/{identifier}"
    try:
        typed = typed_of(KINDS[folder], desk.restore(key, revision))
    except InvalidContentError:
        flash("That version is not a document as documents are now.")
        return redirect(f"/{key}/history/{revision}", SEE_OTHER)
    uid = desk.keep(folder, identifier, typed, desk.sheet(key).fingerprint)
    flash("This is the older text, as a draft. Save it to put it back.")
    return redirect(f"/drafts/{uid}", SEE_OTHER)


def _versions(folder: str, identifier: str) -> tuple[str, Sequence[Version]]:
    """Give the title now, and the versions open to whoever is looking."""
    key = f"{folder}/{identifier}"
    if current.reader().can(Can.EDIT):
        desk = current.desk()
        sheet = desk.sheet(key)
        title = sheet.document.title if sheet.document else identifier
        return title, desk.revisions(key)
    document = current.read(folder, identifier)
    seal = current.parts().seal
    found = revisions.open_to(current.session(), seal, current.shelf(), key)
    return document.title, found


def _place(versions: Sequence[Version], revision: str) -> int:
    for place, one in enumerate(versions):
        if one.name == revision:
            return place
    raise NotFoundError
