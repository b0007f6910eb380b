"""The board asks agencies to brief their staff, and sees who has not confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, redirect, render_template, request

from kb.access import Can, agencies_read
from kb.accounts import reads
from kb.errors import InvalidInputError, NotFoundError
from kb.training import receipts
from kb.training.briefed import State
from kb.training.receipts import By
from kb.web import current
from kb.web.briefing_forms import AskBriefingForm, ask_form, named, suggested
from kb.web.guard import Cache, needs
from kb.web.present import addresses
from kb.web.present import briefings as set_out
from kb.web.present.briefings import Chosen
from kb.web.present.briefings_file import csv_of
from kb.web.present.days import day_of
from kb.web.present.words import listed

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.content.documents import Document
    from kb.content.shelf import Shelf

pages = Blueprint("briefings", __name__)
SEE_OTHER, UNFIT = 303, 422
PLACE = "/board/briefings"
FOLDERS = ("lessons", "reviews", "policies")


@pages.get(PLACE)
@needs(Can.TRACK, cache=Cache.NEVER)
def show() -> str:
    """Show who has not confirmed, and how every briefing stands."""
    shelf, today = both_read(), current.now().date()
    found = receipts.read(current.session())
    page = set_out.briefings_page(shelf, found, _chosen(shelf), today)
    current.documents_shown(key for key, _ in found.each)
    return render_template("training/briefings.html", page=page)


@pages.get(f"{PLACE}.csv")
@needs(Can.TRACK, cache=Cache.NEVER)
def as_csv() -> Response:
    """Give every briefing as CSV; that it was taken is written down."""
    shelf, today, session = both_read(), current.now().date(), current.session()
    each = receipts.read(session).each
    keys = {key for key, _ in each} & shelf.keys
    taken = {key: shelf.audience(key) for key in keys}
    reads.record(session, current.who(), "export", taken, current.now())
    text = csv_of(shelf, each, current.parts().seal, today, current.demo())
    name = f"briefings-{today.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode(), mimetype="text/csv", headers=headers)


@pages.get(f"{PLACE}/new")
@needs(Can.TRACK, cache=Cache.NEVER)
def ask() -> str:
    """Show the form, with those agencies chosen for which the document is."""
    key, shelf = request.args.get("document", ""), both_read()
    if not key:
        return render_template("training/briefing_which.html", shelf=shelf)
    document = document_of(key)
    start = {"agencies": suggested(document, shelf)}
    return _form(document, AskBriefingForm(formdata=None, data=start))


@pages.post(f"{PLACE}/new")
@needs(Can.TRACK, cache=Cache.NEVER)
def add() -> ResponseReturnValue:
    """Ask every chosen agency, or none of them."""
    document, shelf = document_of(request.form.get("document", "")), both_read()
    form = _fitted(document, AskBriefingForm())
    if not form.validate():
        return _form(document, form), UNFIT
    chosen, due = form["agencies"].data, day_of(form.typed("due"))
    agencies = dict(zip(chosen, named(chosen, shelf), strict=True))
    try:
        receipts.ask(current.session(), by(), document.key, agencies, due)
    except InvalidInputError as error:
        form.refuse(error.problems)
        return _form(document, form), UNFIT
    flash(f"Asked: {listed(agencies.values())}.")
    return redirect(PLACE, SEE_OTHER)


@pages.post(f"{PLACE}/<uid>/take-back")
@needs(Can.TRACK, cache=Cache.NEVER)
def take_back(uid: str) -> ResponseReturnValue:
    """Take back what was asked of an agency."""
    shelf = both_read()
    asked = receipts.take_back(current.session(), by(), uid, shelf.keys)
    flash(f"Taken back: {listed(named([asked.agency], shelf))} is not asked any more.")
    return redirect(PLACE, SEE_OTHER)


def both_read() -> Shelf:
    """Give what whoever is looking may read, and who answers for an agency too."""
    return current.shelf().narrowed_to(agencies_read())


def document_of(key: str) -> Document:
    """Read the lesson, review or policy of which staff are briefed."""
    folder, _, slug = key.partition("/")
    if folder not in FOLDERS or key not in both_read().keys:
        raise NotFoundError
    return current.read(folder, slug)


def by() -> By:
    """Name whoever is looking, with what they may do, for the record."""
    return By(current.who(), current.reader(), current.now())


def _chosen(shelf: Shelf) -> Chosen:
    agency, state = request.args.get("agency", ""), request.args.get("state", "")
    return Chosen(
        agency if agency in shelf.settings.agencies else "",
        state if state in set(State) else "",
    )


def _fitted(document: Document, form: AskBriefingForm) -> AskBriefingForm:
    shelf, key, today = both_read(), document.key, current.now().date()
    each = receipts.read(current.session(), [key]).each
    return ask_form(form, shelf, each, key, today)


def _form(document: Document, form: AskBriefingForm) -> str:
    return render_template(
        "training/briefing_ask.html",
        document=document,
        url=addresses.of(document.key),
        form=_fitted(document, form),
    )
