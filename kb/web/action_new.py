"""Asking one or more agencies to act on a recommendation or a lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request

from kb.access import Can
from kb.board import hints as hinting
from kb.board.actions import Asked
from kb.content.documents import Lesson, Review
from kb.db import saving
from kb.errors import InvalidInputError, NotFoundError
from kb.web import ask_form, beside, current, named
from kb.web.ask_form import AskForm
from kb.web.guard import Cache, needs
from kb.web.present import addresses
from kb.web.present.days import day_of
from kb.web.present.plan_choices import brief
from kb.web.present.words import listed

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.board.hints import Hint

    Asking = Review | Lesson

pages = Blueprint("action_new", __name__)
SEE_OTHER, UNFIT = 303, 422


@pages.get("/board/actions/new")
@needs(Can.TRACK, cache=Cache.NEVER)
def ask() -> str:
    """Show the form, with those chosen whom the document asks itself."""
    key = request.args.get("document", "")
    if not key:
        return render_template("board/action_new_which.html")
    document, shelf = _document(key), current.shelf()
    asked = request.args.get("recommendation", "")
    start = {
        "recommendation": asked,
        "agencies": ask_form.addressees(document, asked, shelf),
    }
    form = ask_form.fitted(AskForm(formdata=None, data=start), document, shelf)
    return _page(document, form)


@pages.post("/board/actions/new")
@needs(Can.TRACK, cache=Cache.NEVER)
def add() -> ResponseReturnValue:
    """Ask, or look first at what there is to think about."""
    document = _document(request.form.get("document", ""))
    form = ask_form.fitted(AskForm(), document, current.shelf())
    if not form.validate() or _lacks_words(document, form):
        return _page(document, form), UNFIT
    if request.form.get("do") == "check":
        return _page(document, form, _hints(document, form))
    try:
        uids = _add(document, form)
    except InvalidInputError as error:
        form.refuse(error.problems)
        return _page(document, form), UNFIT
    whom = listed(ask_form.named(form["agencies"].data, current.shelf()))
    flash(f"Asked of {whom}.")
    return redirect(addresses.of_action(uids[0]), SEE_OTHER)


def _document(key: str) -> Asking:
    """Read the review or lesson that asks."""
    folder, _, slug = key.partition("/")
    if folder not in {Review.folder, Lesson.folder}:
        raise NotFoundError
    document = current.read(folder, slug)
    if not isinstance(document, Review | Lesson):
        raise NotFoundError
    return document


def _lacks_words(document: Asking, form: AskForm) -> bool:
    """Say that words of its own are needed, and are not there.

    An agency that acts early must not read those of a review that it may not see.
    """
    given = "" if form["early"].data else _words(document, form.typed("recommendation"))
    if form.typed("what") or given:
        return False
    form.refuse({"what": "Say in words of your own what the agency will do."})
    return True


def _add(document: Asking, form: AskForm) -> list[str]:
    """Ask every agency or none."""
    tracker = current.tracker()
    with saving(current.session()):
        return [
            tracker.add_within(_asked(document, form, agency))
            for agency in form["agencies"].data
        ]


def _asked(document: Asking, form: AskForm, agency: str) -> Asked:
    day, recommendation = day_of(form.typed("due")), form.typed("recommendation")
    values = {
        "text": form.typed("what"),
        "owner": named.meant(form.typed("owner"), agency),
        "lead": named.meant(form.typed("lead"), agency),
        "due": day.isoformat() if day else "",
        "measure": form.typed("measure"),
        "early": "yes" if form["early"].data else "",
    }
    return Asked(document.key, agency, recommendation, values=values)


def _words(document: Asking, recommendation: str) -> str:
    """Give the words of what is asked."""
    if isinstance(document, Lesson):
        return document.statement
    asked = {one.id: one.text for one in document.recommendations}
    return asked.get(recommendation, "")


def _hints(document: Asking, form: AskForm) -> tuple[Hint, ...]:
    recommendation = form.typed("recommendation")
    plan = hinting.Plan(
        asked=_words(document, recommendation),
        text=form.typed("what"),
        owner=form.typed("owner"),
        due=form.typed("due"),
        measure=form.typed("measure"),
        recommendations=len(getattr(document, "recommendations", ())),
        place=(document.key, recommendation),
    )
    return hinting.hints(plan, current.items(), current.settings().tracking)


def _page(
    document: Asking, form: AskForm, hints: tuple[Hint, ...] | None = None
) -> str:
    shelf = current.shelf()
    return render_template(
        "board/action_new.html",
        document=document,
        form=form,
        asked=_words(document, form.typed("recommendation")),
        hints=hints or (),
        checked=hints is not None,
        before=[
            (addresses.of_action(one.action.uid), brief(one, shelf))
            for one in beside.items_about(document.key)
        ],
        people=named.offered(frozenset(shelf.settings.readers)),
    )
