"""The page of one action, now or as of a day that has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, request

from kb.access import Can
from kb.web import action_page, current
from kb.web.guard import Cache, needs
from kb.web.present import addresses
from kb.web.present.days import day_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("action", __name__)
SEE_OTHER = 303


@pages.get("/board/actions/<uid>")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
def show(uid: str) -> ResponseReturnValue:
    """Show an action to those whose business it is."""
    item = current.item(uid)
    typed = request.args.get("on", "").strip()
    day = day_of(typed)
    if day is None or day >= current.now().date():
        if typed and day is None:
            flash(f"“{typed[:40]}” is not a day such as 31/3/2026. This is today.")
        if typed:
            return redirect(addresses.of_action(uid), SEE_OTHER)
        return action_page.shown(item)
    return action_page.shown_on(item, day)


@pages.app_context_processor
def _for_the_board() -> dict[str, Any]:
    """Let every page know whether to offer to ask an agency for something."""
    return {"may_track": current.reader().can(Can.TRACK)}
