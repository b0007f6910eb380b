"""What a pack says of itself: title, introduction, aims, outcomes, and for whom."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request

from kb.access import Can
from kb.errors import ConflictError, InvalidInputError
from kb.training import moves
from kb.training.seen_before import digest
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.packs_forms import AboutForm
from kb.web.packs_parts import building
from kb.web.present.packs_meanwhile import of_packs

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.training.pack import Pack
    from kb.training.packs import Held
    from kb.web.present.differences import Change

pages = Blueprint("packs_about", __name__)
SEE_OTHER, OVERTAKEN, UNFIT = 303, 409, 422


@pages.get("/training/packs/<uid>/about")
@needs(Can.TRAIN, cache=Cache.NEVER)
def show(uid: str) -> str:
    """Show the form of what a pack is about."""
    held = building(uid)
    return _page(held, _form(held.pack))


@pages.post("/training/packs/<uid>/about")
@needs(Can.TRAIN, cache=Cache.NEVER)
def write(uid: str) -> ResponseReturnValue:
    """Keep what a pack is about, unless somebody else said otherwise meanwhile."""
    held = building(uid)
    form, seen = _form(held.pack, sent=True), request.form.get("seen", "")
    if not form.validate():
        return _page(held, form), UNFIT
    fields = _typed(form)
    change = partial(moves.about, seen=seen, **fields)
    try:
        current.packs().apply(uid, change)
    except InvalidInputError as error:
        form.refuse(error.problems)
        return _page(held, form), UNFIT
    except ConflictError:
        now = current.packs().one(uid)
        changes = of_packs(current.shelf(), now.pack, replace(now.pack, **fields))
        return _page(now, form, changes), OVERTAKEN
    flash("Saved.")
    return redirect(f"/training/packs/{uid}", SEE_OTHER)


def _typed(form: AboutForm) -> dict[str, Any]:
    return {
        "title": form.typed("title"),
        "introduction": form.typed("introduction"),
        "aims": form.lines("aims"),
        "outcomes": form.lines("outcomes"),
        "level": form.typed("level"),
        "roles": form.chosen("roles"),
        "agencies": form.chosen("agencies"),
    }


def _form(pack: Pack, *, sent: bool = False) -> AboutForm:
    given = {
        "title": pack.title,
        "introduction": pack.introduction,
        "aims": "\n".join(pack.aims),
        "outcomes": "\n".join(pack.outcomes),
        "level": pack.level,
        "roles": list(pack.roles),
        "agencies": list(pack.agencies),
    }
    form = AboutForm() if sent else AboutForm(formdata=None, **given)
    settings = current.settings()
    form["level"].choices = [("", "Any level"), *settings.training.levels.items()]
    for name, named in (("roles", settings.roles), ("agencies", settings.agencies)):
        form[name].choices = [(one, called.name) for one, called in named.items()]
    return form


def _page(held: Held, form: AboutForm, changes: tuple[Change, ...] = ()) -> str:
    return render_template(
        "training/about.html",
        held=held,
        form=form,
        seen=digest(held.pack),
        changes=changes,
    )
