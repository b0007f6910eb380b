"""Lessons on which nobody was trained, for everybody who has signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from kb.access import Can
from kb.content.documents import Urgency
from kb.training import reach, receipts
from kb.training.untrained import trained
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.present import untrained as set_out
from kb.web.present.untrained import ONE_AGENCY, Chosen

if TYPE_CHECKING:
    from kb.content.documents import Lesson

pages = Blueprint("untrained", __name__)


@pages.get("/training/untrained")
@needs(Can.READ, cache=Cache.NEVER, signed_in=True)
def show() -> str:
    """List the lessons on which nobody was trained, or nobody of one agency."""
    chosen, shelf = _chosen(), current.shelf()
    agency = chosen.agency if chosen.reached else ""
    page = set_out.untrained_page(shelf, trained_on(agency), chosen, _may_ask_about())
    return render_template("training/untrained.html", page=page)


def lessons() -> tuple[Lesson, ...]:
    """Give the lessons open to whoever is looking on which nobody was trained."""
    return set_out.lessons(current.shelf(), trained_on())


def trained_on(agency: str = "") -> frozenset[str]:
    """Name the documents on which somebody was trained, of one agency or of any."""
    session, today = current.session(), current.now().date()
    runs = reach.standing(reach.counted(session), today, current.shelf().keys)
    return trained(runs, receipts.read(session).each, agency)


def _may_ask_about() -> frozenset[str]:
    """Give the agencies of which whoever is looking sees what they confirmed."""
    reader = current.reader()
    if reader.can(Can.TRACK):
        return frozenset(current.settings().agencies)
    return frozenset({reader.agency} if reader.agency else ())


def _chosen() -> Chosen:
    shelf = current.shelf()
    known = {
        "theme": shelf.vocabulary.concepts,
        "agency": shelf.settings.readers,
        "urgency": set(Urgency),
    }
    given = {
        "theme": request.args.get("theme", ""),
        "agency": request.args.get("agency", ""),
        "urgency": request.args.get("urgency", ""),
    }
    kept = {name: one for name, one in given.items() if one in known[name]}
    chosen = Chosen(**kept)
    one = request.args.get("reached") == ONE_AGENCY
    about_one = one and chosen.agency in _may_ask_about()
    return Chosen(**kept, reached=ONE_AGENCY if about_one else "")
