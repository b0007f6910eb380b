"""What becomes of a pack: shared, copied, kept, handed over, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request

from kb.access import Can, Shared
from kb.errors import NotFoundError
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.packs_parts import building

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("packs_life", __name__)
SEE_OTHER = 303
SHARED = {
    Shared.PRIVATE: "Nobody else sees it now.",
    Shared.COLLEAGUES: "Your colleagues who build packs see it now, and may change it.",
    Shared.PARTNERSHIP: "Everybody who has signed in can read it now.",
}


@pages.post("/training/packs/<uid>/share")
@needs(Can.TRAIN, cache=Cache.NEVER)
def share(uid: str) -> ResponseReturnValue:
    """Share a pack, or stop sharing it."""
    building(uid)
    wanted = request.form.get("shared", "")
    if wanted not in {one.value for one in Shared}:
        raise NotFoundError
    current.packs().share(uid, Shared(wanted))
    return _again(uid, SHARED[Shared(wanted)])


@pages.post("/training/packs/<uid>/copy")
@needs(Can.TRAIN, cache=Cache.NEVER)
def copy(uid: str) -> ResponseReturnValue:
    """Make a pack of one's own of what one sees of another."""
    copied = current.packs().copy(uid)
    return _again(copied.uid, "This is your own copy. Nobody else sees it yet.")


@pages.post("/training/packs/<uid>/keep")
@needs(Can.TRAIN, cache=Cache.NEVER)
def keep(uid: str) -> ResponseReturnValue:
    """Keep a pack as it is now, as a version."""
    building(uid)
    number = current.packs().keep(uid, "kept")
    return _again(uid, f"Kept as version {number}.")


@pages.post("/training/packs/<uid>/looked")
@needs(Can.TRAIN, cache=Cache.NEVER)
def looked(uid: str) -> ResponseReturnValue:
    """Say that one looked at what changed in the documents of a pack."""
    for key in request.form.getlist("key"):
        current.packs().looked_at(uid, key)
    return _again(uid, "Noted. It is named again when something else changes.")


@pages.post("/training/packs/<uid>/hand-over")
@needs(Can.TRAIN, cache=Cache.NEVER)
def hand_over(uid: str) -> ResponseReturnValue:
    """Take on a pack whose maker's account is closed."""
    current.packs().hand_over(uid)
    return _again(uid, "You look after this pack from now on.")


@pages.post("/training/packs/<uid>/remove")
@needs(Can.TRAIN, cache=Cache.NEVER)
def remove(uid: str) -> ResponseReturnValue:
    """Remove a pack; the runs of it stay in the figures."""
    title = building(uid).pack.title
    current.packs().remove(uid)
    flash(f"Removed “{title}”.")
    return redirect("/training", SEE_OTHER)


def _again(uid: str, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(f"/training/packs/{uid}", SEE_OTHER)
