"""The page of an agency: what is asked of it, what is due, what the board thinks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from kb.access import Can
from kb.board import waits
from kb.errors import NotFoundError
from kb.publishing import names
from kb.training import receipts
from kb.web import briefings, current
from kb.web.guard import Cache, needs
from kb.web.present import agency as set_out
from kb.web.present import names as called
from kb.web.present import own_briefings
from kb.web.present.tracker import Looking

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("agency", __name__)


@pages.get("/agency")
@needs(Can.ANSWER, cache=Cache.NEVER)
def show() -> ResponseReturnValue:
    """Show somebody what is asked of their own agency, and of no other."""
    agency = current.reader().agency
    if not agency:
        raise NotFoundError
    items = [one for one in current.items() if one.action.of.agency == agency]
    current.shown(items, "list")
    shelf, session = current.shelf(), current.session()
    looking = Looking(shelf, current.now().date(), names.people(session))
    said = waits.said_to(session, agency)
    briefed = receipts.read(session, agency=agency)
    current.documents_shown(key for key, _ in briefed.each)
    return render_template(
        "agency/show.html",
        agency=called.asked(shelf, agency),
        page=set_out.agency_page(items, looking, said, current.who()),
        briefings=own_briefings.own_briefings(
            briefings.both_read(), briefed, agency, looking.day
        ),
    )
