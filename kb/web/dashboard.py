"""The board's dashboard: has the learning been acted on?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from kb.access import Can
from kb.board.choosing import Choice
from kb.board.figures import Standing
from kb.web import board_scope, current
from kb.web.guard import Cache, needs
from kb.web.present.board_choices import choices
from kb.web.present.board_links import Links
from kb.web.present.board_timeline import lanes
from kb.web.present.children import children
from kb.web.present.dashboard import dashboard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from flask.typing import ResponseReturnValue

    from kb.board.seen import Item

pages = Blueprint("dashboard", __name__)


@pages.get("/board")
@needs(Can.TRACK, cache=Cache.NEVER)
def show() -> ResponseReturnValue:
    """Show how far the learning was acted on, as of a day beside an earlier one."""
    shelf, today = current.shelf(), current.now().date()
    asked = board_scope.read(request.args, today, shelf)
    items = _items(asked.on, today)
    form = choices(shelf, items, asked)
    if asked.wrong:
        return render_template("board/dashboard.html", form=form), 422
    if not items:
        first = min((i.action.of.created for i in current.items()), default=None)
        return render_template("board/dashboard.html", form=form, begins=first)
    tracking = shelf.settings.tracking
    now = Standing.of(items, asked.on, tracking, asked.scope)
    before = Standing.of(
        _items(asked.beside, today), asked.beside, tracking, asked.scope
    )
    links = Links(
        asked.scope, asked.on, asked.beside, asked.is_now, asked.typed["beside"]
    )
    whole = asked.scope == Choice()
    return render_template(
        "board/dashboard.html",
        form=form,
        links=links,
        shown=dashboard(shelf, now, before, links),
        lanes=lanes(shelf, now),
        children=children(shelf, items, asked.on, asked.beside) if whole else None,
    )


def _items(day: date, today: date) -> Sequence[Item]:
    return current.items(None if day == today else day)
