"""The page of a course pack: to read, or to build on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import (
    Blueprint,
    flash,
    get_flashed_messages,
    redirect,
    render_template,
    request,
)

from kb.access import Can, Shared
from kb.errors import InvalidInputError
from kb.publishing import names
from kb.training import moves, run
from kb.training.exports.outputs import OUTPUTS
from kb.training.pack import Item, Kind
from kb.web import current, going, run_seen
from kb.web.guard import Cache, needs
from kb.web.packs_collect import asked_for
from kb.web.packs_parts import building
from kb.web.present.packs import pack_shown
from kb.web.present.packs_beside import outputs, versions, warned
from kb.web.present.packs_runs import of_pack
from kb.web.present.packs_suggest import suggestions

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.training.packs import Held
    from kb.web.present.packs_runs import RunLine

pages = Blueprint("packs", __name__)
SEE_OTHER = 303
#: What those take away who come to courses; the rest holds notes of facilitators.
FOR_READERS = {name: OUTPUTS[name] for name in ("handout", "briefing")}
SHARED = {
    Shared.PRIVATE: "Only me",
    Shared.COLLEAGUES: "Trainers of my agency, who may change it too",
    Shared.PARTNERSHIP: "Everybody who has signed in, to read; trainers of my agency"
    " may change it too",
}
WHOSE = {
    Shared.PRIVATE: "Private",
    Shared.COLLEAGUES: "Shared with colleagues",
    Shared.PARTNERSHIP: "Shared with the partnership",
}


@pages.get("/training/packs/<uid>")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
def show(uid: str) -> str:
    """Show a pack, with what its reader may do to it."""
    held = current.packs().one(uid)
    current.pack_shown(held.pack)
    return _building(held) if held.may_change else _reading(held)


def _reading(held: Held) -> str:
    may_train = current.reader().can(Can.TRAIN)
    return render_template(
        "training/read.html",
        held=held,
        shown=pack_shown(current.shelf(), held.pack),
        whose=_whose(held),
        told=told(),
        outputs=outputs(held, OUTPUTS if may_train else FOR_READERS),
        may_train=may_train,
    )


def _building(held: Held) -> str:
    packs, shelf = current.packs(), current.shelf()
    into = packs.collecting()
    called = names.people(current.session())
    return render_template(
        "training/pack.html",
        held=held,
        shown=pack_shown(shelf, held.pack),
        whose=_whose(held),
        told=told(),
        warnings=warned(shelf, packs.warnings(held.uid)),
        suggestions=suggestions(shelf, held.pack, current.search),
        outputs=outputs(held, OUTPUTS),
        choices=SHARED.items(),
        kept=versions(held, packs.versions(held.uid), called),
        collecting=into is not None and into.uid == held.uid,
        given=_given(held),
    )


@pages.post("/training/packs/<uid>/add")
@needs(Can.TRAIN, cache=Cache.NEVER)
def add(uid: str) -> ResponseReturnValue:
    """Put a document into a part of a pack, and go on where one was."""
    held = building(uid)
    key, anchor = asked_for()
    part = request.form.get("part", "")
    item = Item("", Kind.DOCUMENT, key, anchor)
    try:
        after = current.packs().apply(uid, lambda pack: moves.add(pack, item, part))
    except InvalidInputError as error:
        flash("; ".join(error.problems.values()) + ".")
        return redirect(f"/training/packs/{uid}", SEE_OTHER)
    document = current.shelf().get(*key.split("/"))
    flash(f"Added: {document.title}")
    back = going.onward(request.form.get("back", ""))
    new = {one.uid for one in after.pack.items} - {one.uid for one in held.pack.items}
    home = f"/training/packs/{uid}#item-{min(new, default='')}"
    return redirect(home if back == going.HOME else back, SEE_OTHER)


def _given(held: Held) -> tuple[RunLine, ...]:
    """List the courses that were given from a pack, or will be."""
    found = run.of_pack(current.session(), current.parts().seal, held.uid)
    return of_pack(run_seen.among(found, (held,)), current.now().date())


def told() -> dict[str, str]:
    """Give what is to be said: at the top, or beside the item that was moved."""
    found = cast("list[tuple[str, str]]", get_flashed_messages(with_categories=True))
    return dict(found)


def _whose(held: Held) -> str:
    """Say with whom a pack is shared, and whose it is."""
    if held.own:
        return WHOSE[held.shared]
    maker = names.called(names.people(current.session()), held.maker)
    return f"{WHOSE[held.shared]} by {maker}"
