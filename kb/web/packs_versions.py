"""A pack as it was when it was kept, taken out or given, and what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from kb.access import Can
from kb.publishing import names
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.present.packs import pack_shown
from kb.web.present.packs_beside import versions
from kb.web.present.packs_text import between

if TYPE_CHECKING:
    from kb.training.pack import Pack

pages = Blueprint("packs_versions", __name__)


@pages.get("/training/packs/<uid>/versions/<int:number>")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
def show(uid: str, number: int) -> str:
    """Show a version, what was different before it, and what is different now."""
    packs, shelf = current.packs(), current.shelf()
    now, then = packs.one(uid), packs.version(uid, number)
    kept = packs.versions(uid)
    current.pack_shown(then.pack)
    before = max((one.number for one in kept if one.number < number), default=0)
    called = names.people(current.session())
    about = next(one for one in versions(now, kept, called) if one.number == number)

    def differences(old: Pack, new: Pack) -> object:
        return between(shelf, old, new)

    earlier = packs.version(uid, before).pack if before else None
    return render_template(
        "training/version.html",
        held=now,
        version=about,
        shown=pack_shown(shelf, then.pack),
        before=differences(earlier, then.pack) if earlier else (),
        since=differences(then.pack, now.pack),
        first=earlier is None,
        may_train=current.reader().can(Can.TRAIN),
    )
