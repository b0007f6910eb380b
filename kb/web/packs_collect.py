"""Collecting into a course pack from anywhere, and coming back to the place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, request, session

from kb.access import Can
from kb.errors import InvalidInputError, NotFoundError
from kb.training.pack import Pack
from kb.web import current, going
from kb.web.guard import Cache, needs
from kb.web.present import packs_collect as set_out
from kb.web.present.words import day, plural

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.content.documents import Document
    from kb.content.rendering import Rendered
    from kb.training.packs import Held
    from kb.web.present.packs_collect import Collect, Collected

pages = Blueprint("packs_collect", __name__)
SEE_OTHER = 303
NEW, JUST = "new", "collected"
_KEY = re.compile(r"(lessons|reviews|policies|reports)/[a-z0-9-]{1,200}")
_ANCHOR = re.compile(r"[\w-]{0,100}")


@pages.post("/training/collect")
@needs(Can.TRAIN, cache=Cache.NEVER)
def collect() -> ResponseReturnValue:
    """Put a document or a section into the pack that is being collected."""
    key, anchor = asked_for()
    back = going.onward(request.form.get("back", ""))
    try:
        held = current.packs().collect(key, anchor)
    except InvalidInputError as error:
        flash("; ".join(error.problems.values()) + ".")
        return redirect("/training" if back == going.HOME else back, SEE_OTHER)
    added = [one for one in held.pack.items if (one.key, one.anchor) == (key, anchor)]
    session[JUST] = [held.uid, added[-1].uid]
    if back == going.HOME:
        return redirect(f"/training/packs/{held.uid}", SEE_OTHER)
    return redirect(f"{back}#collected", SEE_OTHER)


@pages.post("/training/collecting")
@needs(Can.TRAIN, cache=Cache.NEVER)
def collecting() -> ResponseReturnValue:
    """Choose the pack into which to collect from now on, or begin a new one."""
    packs, uid = current.packs(), request.form.get("pack", "")
    if uid == NEW:
        uid = packs.create(Pack(f"Collected on {day(current.now().date())}")).uid
    packs.collect_into(uid)
    flash(f"What you collect now goes into “{packs.one(uid).pack.title}”.")
    back = going.onward(request.form.get("back", ""))
    home = f"/training/packs/{uid}"
    return redirect(home if back == going.HOME else back, SEE_OTHER)


def asked_for() -> tuple[str, str]:
    """Read which document or section is to be put in."""
    key, anchor = request.form.get("key", ""), request.form.get("anchor", "")
    if not (_KEY.fullmatch(key) and _ANCHOR.fullmatch(anchor)):
        raise NotFoundError
    return key, anchor


def of_document(document: Document, body: Rendered) -> Collect | None:
    """Give the buttons of a document's page, to those who build packs."""
    return _collect(document.key, set_out.pieces(body))


def of_list() -> Collect | None:
    """Give the buttons of a page that lists documents, to those who build packs."""
    return _collect("", ())


def _collect(key: str, pieces: tuple[set_out.Piece, ...]) -> Collect | None:
    if not current.reader().can(Can.TRAIN):
        return None
    packs = current.packs()
    into = packs.collecting()
    return set_out.Collect(
        back=request.full_path.rstrip("?"),
        into=(into.uid, into.pack.title) if into else ("", ""),
        collected=_just(packs.all()) if JUST in session else None,
        key=key,
        pieces=pieces,
    )


def _just(held: tuple[Held, ...]) -> Collected | None:
    """Say what was put in a moment ago, once."""
    uid, item_uid = session.pop(JUST)
    pack = next((one for one in held if one.uid == uid), None)
    items: Any = pack.pack.items if pack else ()
    item = next((one for one in items if one.uid == item_uid), None)
    if pack is None or item is None:
        return None
    others = ((one.uid, one.pack.title) for one in held if one.may_change)
    return set_out.Collected(
        key=item.key,
        anchor=item.anchor,
        item=item.uid,
        pack=pack.uid,
        title=pack.pack.title,
        count=plural(len(pack.pack.items), "item"),
        others=tuple(one for one in others if one[0] != pack.uid),
    )
