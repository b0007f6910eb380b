"""Changing the date or the owner of many actions: asking, showing, doing."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, flash, redirect, render_template, request

from kb.access import Can
from kb.board import many
from kb.board.plans import values
from kb.errors import ChangedMeanwhileError
from kb.publishing import names
from kb.web import current, named
from kb.web.guard import Cache, needs
from kb.web.many_form import ManyForm
from kb.web.present import many as set_out
from kb.web.present.words import plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

    from kb.board.action import Action
    from kb.board.many import Asked, One
    from kb.board.seen import Item

pages = Blueprint("many", __name__)
SEE_OTHER = 303
_VERSION = re.compile(r"[0-9]{1,9}")
OVERTAKEN = (
    "Nothing was changed: somebody else changed one of these meanwhile, or it may not"
    " be changed any more. Look again at what would come of it."
)


@pages.post("/board/change")
@needs(Can.TRACK, cache=Cache.NEVER)
def change() -> ResponseReturnValue:
    """Ask what to change, show what would come of it, or do it."""
    form, items = ManyForm(), _ticked()
    if not items:
        flash("Nothing was ticked. Tick the actions that you want to change.")
        return redirect(_list(), SEE_OTHER)
    button = request.form.get("do", "")
    if not button:
        return _page(form, items)
    if not form.validate():
        return _page(form, items), 422
    asked = many.Asked(lambda action: _values(form, action), form.text("why").strip())
    if button == "change":
        return _change(form, asked)
    return _page(form, items, _look(items, asked))


def _change(form: ManyForm, asked: Asked) -> ResponseReturnValue:
    seen = dict(map(_seen, request.form.getlist("seen")))
    tracker = current.tracker(secrets.token_hex(8))
    try:
        found = many.change(tracker, lambda: _among(seen), asked, seen)
    except ChangedMeanwhileError:
        now = _ticked()
        return _page(form, now, _look(now, asked), OVERTAKEN), 409
    flash(f"{plural(len(found), 'action')} changed.")
    return redirect(_list(), SEE_OTHER)


def _ticked() -> list[Item]:
    wanted = set(request.form.getlist("uid"))
    return [one for one in current.items() if one.action.uid in wanted]


def _among(seen: Mapping[str, int]) -> list[Action]:
    return [one.action for one in current.items() if one.action.uid in seen]


def _seen(text: str) -> tuple[str, int]:
    """Read the name of an action and the version of it that was shown."""
    uid, _, version = text.partition(" ")
    return uid, int(version) if _VERSION.fullmatch(version) else -1


def _values(form: ManyForm, action: Action) -> dict[str, str]:
    found = {}
    due = values.day(form.text("due"))
    if due:
        found["due"] = due.isoformat()
    if owner := form.text("owner").strip():
        found["owner"] = named.meant(owner, action.of.agency, action.owner)
    return found


def _look(items: list[Item], asked: Asked) -> tuple[One, ...]:
    return many.look([one.action for one in items], asked, current.by())


def _page(
    form: ManyForm, items: list[Item], found: tuple[One, ...] = (), warning: str = ""
) -> str:
    current.shown(items, "list")
    people = names.people(current.session())
    return render_template(
        "board/change.html",
        form=form,
        rows=set_out.rows(items, found, current.shelf(), people),
        changed=[one for one in found if one.is_changed],
        looked=bool(found),
        warning=warning,
        back=request.form.get("back", ""),
        list=_list(),
    )


def _list() -> str:
    """Give the list that somebody came from."""
    asked = urlencode(parse_qsl(request.form.get("back", "")[:2000]))
    return f"/board/actions?{asked}" if asked else "/board/actions"
