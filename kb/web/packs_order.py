"""Putting what is in a pack in order: up, down, before another, into a part, or out.

Each move is made on the pack as it is by then, so that two who move things at once
both see their moves done. What somebody else took out meanwhile is told, and nothing
else is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, flash, jsonify, redirect, request

from kb.access import Can
from kb.errors import NotFoundError
from kb.training import moves
from kb.web import current, going
from kb.web.guard import Cache, needs
from kb.web.present.packs import lasts

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from kb.training.pack import Pack
    from kb.training.packs import Held

pages = Blueprint("packs_order", __name__)
SEE_OTHER, OVERTAKEN = 303, 409
JSON = "application/json"
MISSING = "Somebody took that out of the pack meanwhile, so it was not moved."
OUT = "Taken out of the pack."
WAYS: dict[str, Callable[..., Pack]] = {
    "up": moves.up,
    "down": moves.down,
    "drop": moves.drop,
}
TO = ("item", "before", "part")


@dataclass(frozen=True, slots=True)
class Asked:
    """A move that was asked for, and of which item."""

    way: str
    uid: str
    move: Callable[[Pack], Pack]


@pages.post("/training/packs/<uid>/order")
@needs(Can.TRAIN, cache=Cache.NEVER)
def order(uid: str) -> ResponseReturnValue:
    """Move an item, or take it out; answer a script with the new order."""
    packs = current.packs()
    asked = _asked()
    try:
        held = packs.apply(uid, asked.move)
    except NotFoundError:
        return _missing(uid)
    if request.accept_mimetypes.best == JSON:
        return jsonify(_told(held, asked))
    if asked.way == "drop":
        flash(OUT)
        return redirect(_back(uid), SEE_OTHER)
    flash(_said(held.pack, asked.uid), f"item-{asked.uid}")
    return redirect(f"/training/packs/{uid}#{_focus(held.pack, asked)}", SEE_OTHER)


def _asked() -> Asked:
    """Read which button was pressed, or where something was dropped."""
    for way, move in WAYS.items():
        if uid := request.form.get(way, ""):
            return Asked(way, uid, partial(move, uid=uid))
    uid, before, part = (request.form.get(name, "") for name in TO)
    return Asked("item", uid, partial(moves.move, uid=uid, before=before, part=part))


def _missing(uid: str) -> ResponseReturnValue:
    """Say that what was to be moved is not there any more."""
    if request.accept_mimetypes.best == JSON:
        return jsonify({"said": MISSING}), OVERTAKEN
    flash(MISSING)
    return redirect(f"/training/packs/{uid}", SEE_OTHER)


def _told(held: Held, asked: Asked) -> dict[str, object]:
    """Give the order as it is now, for the page to show."""
    parts = [
        {
            "uid": part.uid,
            "minutes": lasts(part.minutes),
            "items": [item.uid for item in part.items],
        }
        for part in held.pack.parts
    ]
    said = OUT if asked.way == "drop" else _said(held.pack, asked.uid)
    return {"said": said, "parts": parts}


def _said(pack: Pack, uid: str) -> str:
    """Say where an item is by now."""
    uids = [item.uid for item in pack.items]
    if uid not in uids:
        return "Moved."
    said = f"Moved to place {uids.index(uid) + 1} of {len(uids)}"
    within = [part for part in pack.parts if uid in {item.uid for item in part.items}]
    return f"{said}, in “{within[0].title}”." if len(pack.parts) > 1 else f"{said}."


def _focus(pack: Pack, asked: Asked) -> str:
    """Name the button on which whoever moved an item goes on."""
    uids = [item.uid for item in pack.items]
    if asked.way not in {"up", "down"} or asked.uid not in uids:
        return f"item-{asked.uid}"
    edge = {"up": pack.parts[0].items[:1], "down": pack.parts[-1].items[-1:]}
    at_the_edge = asked.uid in {item.uid for item in edge[asked.way]}
    other = {"up": "down", "down": "up"}[asked.way]
    return f"{other if at_the_edge else asked.way}-{asked.uid}"


def _back(uid: str) -> str:
    """Give where to go on after something was taken out."""
    wanted = request.form.get("back", "")
    back = going.onward(wanted) if wanted else going.HOME
    return f"/training/packs/{uid}" if back == going.HOME else back
