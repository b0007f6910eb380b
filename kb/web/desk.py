"""An editor's desk: drafts, what waits for sign-off, what is due, what to begin."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from kb.access import Can
from kb.content.documents import KINDS
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.present import desk as set_out

pages = Blueprint("desk", __name__)


@pages.get("/desk")
@needs(Can.EDIT, cache=Cache.NEVER)
def show() -> str:
    """Show what an editor has begun, what waits, and what is due soon."""
    desk, today = current.desk(), current.now().date()
    return render_template(
        "desk/show.html",
        drafts=set_out.drafts(desk.drafts()),
        waiting=set_out.waiting(desk.proposals(), current.who()),
        due=set_out.soon(desk.due(today), today),
        kinds=[(kind.folder, kind.kind) for kind in KINDS.values()],
    )


@pages.get("/desk/due")
@needs(Can.EDIT, cache=Cache.NEVER)
def due() -> str:
    """List every page to be looked at again, and every publication that ends."""
    today = current.now().date()
    found = current.desk().due(today)
    return render_template("desk/due.html", lists=set_out.lists(found, today))


@pages.app_context_processor
def _for_editors() -> dict[str, Any]:
    """Let every page know whether to offer what only editors do."""
    return {"may_edit": current.reader().can(Can.EDIT)}
