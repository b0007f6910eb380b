"""The parts of a pack: beginning one, naming it, its place, and taking it apart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request

from kb.access import Can
from kb.errors import InvalidInputError, NotFoundError
from kb.training import moves
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.packs_forms import PartForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from kb.training.pack import Pack, Part
    from kb.training.packs import Held

pages = Blueprint("packs_parts", __name__)
SEE_OTHER, UNFIT = 303, 422
NEW = "new"
MOVES: dict[str, tuple[Callable[..., Pack], str]] = {
    "up": (moves.part_up, "The part was moved up."),
    "down": (moves.part_down, "The part was moved down."),
    "drop": (moves.drop_part, "The part is gone. What was in it was kept."),
}


@pages.get("/training/packs/<uid>/parts/<part>")
@needs(Can.TRAIN, cache=Cache.NEVER)
def show(uid: str, part: str) -> str:
    """Show the form of a part; `new` begins one."""
    held = building(uid)
    found = _part(held, part)
    form = PartForm(formdata=None, title=found.title if found else "")
    return _page(held, found, form)


@pages.post("/training/packs/<uid>/parts/<part>")
@needs(Can.TRAIN, cache=Cache.NEVER)
def write(uid: str, part: str) -> ResponseReturnValue:
    """Begin a part, name it, move it, or take it apart."""
    held, do = building(uid), request.form.get("do", "")
    found = _part(held, part)
    if found and do in MOVES:
        move, said = MOVES[do]
        current.packs().apply(uid, partial(move, uid=part))
        flash(said)
        return redirect(_home(uid, "" if do == "drop" else part), SEE_OTHER)
    form = PartForm()
    if form.validate():
        title = form.typed("title")
        try:
            after = current.packs().apply(uid, lambda pack: _named(pack, part, title))
        except InvalidInputError as error:
            form.refuse(error.problems)
        else:
            flash("Saved.")
            last = after.pack.parts[-1].uid
            return redirect(_home(uid, found.uid if found else last), SEE_OTHER)
    return _page(held, found, form), UNFIT


def building(uid: str) -> Held:
    """Give a pack to whoever may change it; to anybody else it is not there."""
    held = current.packs().one(uid)
    if not held.may_change:
        raise NotFoundError
    return held


def _part(held: Held, uid: str) -> Part | None:
    """Find a part; None for one that is yet to begin."""
    if uid == NEW:
        return None
    found = next((one for one in held.pack.parts if one.uid == uid), None)
    if found is None:
        raise NotFoundError
    return found


def _named(pack: Pack, part: str, title: str) -> Pack:
    if part == NEW:
        return moves.add_part(pack, title)
    return moves.rename_part(pack, part, title)


def _home(uid: str, part: str) -> str:
    return f"/training/packs/{uid}" + (f"#part-{part}" if part else "")


def _page(held: Held, part: Part | None, form: PartForm) -> str:
    places = [one.uid for one in held.pack.parts]
    return render_template(
        "training/part.html",
        held=held,
        part=part,
        form=form,
        is_first=bool(part) and places[0] == (part.uid if part else ""),
        is_last=bool(part) and places[-1] == (part.uid if part else ""),
    )
