"""Beginning a course pack: what for, how long, and with which lessons."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request

from kb.access import Can
from kb.content.documents import Lesson, Urgency
from kb.errors import InvalidInputError
from kb.training import moves
from kb.training.pack import Item, Kind
from kb.training.templates import BLANK, begun, templates
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.packs_forms import NewPackForm
from kb.web.present import names
from kb.web.present import themes as set_out
from kb.web.present.packs import lasts

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.training.pack import Pack

pages = Blueprint("packs_new", __name__)
SEE_OTHER, UNFIT = 303, 422
LESSONS_OF_A_THEME = 3
#: Where lessons go in a template that has a part for them.
FOR_LESSONS = ("learn", "lesson")


@pages.get("/training/packs/new")
@needs(Can.TRAIN, cache=Cache.NEVER)
def show() -> str:
    """Show the form; an address can name a theme to begin with."""
    theme = request.args.get("theme", "")
    return _page(_form(NewPackForm(formdata=None, template=BLANK, themes=[theme])))


@pages.post("/training/packs/new")
@needs(Can.TRAIN, cache=Cache.NEVER)
def begin() -> ResponseReturnValue:
    """Begin a pack, and lead to it."""
    form = _form(NewPackForm())
    if form.validate():
        pack = _begun(form)
        try:
            held = current.packs().create(pack)
        except InvalidInputError as error:
            form.refuse(error.problems)
        else:
            current.packs().collect_into(held.uid)
            flash("Begun. What you collect in the library goes into this pack.")
            return redirect(f"/training/packs/{held.uid}", SEE_OTHER)
    return _page(form), UNFIT


def _begun(form: NewPackForm) -> Pack:
    """Give a pack with the parts of its template, and the lessons to begin with."""
    training = current.settings().training
    pack = begun(training, form.typed("template"), form.typed("title"))
    titled = [
        part.uid
        for part in pack.parts
        if any(word in part.title.lower() for word in FOR_LESSONS)
    ]
    into = (titled or [pack.parts[0].uid])[0]
    items = (Item("", Kind.DOCUMENT, key) for key in _keys(form.chosen("themes")))
    return reduce(lambda made, item: moves.add(made, item, into), items, pack)


def _keys(themes: tuple[str, ...]) -> tuple[str, ...]:
    """Choose the most urgent lessons of each theme, each lesson once."""
    shelf = current.shelf()
    order = list(Urgency)
    found: list[str] = []
    for theme in themes:
        lessons = [
            one
            for one in shelf.with_theme(theme, Lesson.folder)
            if isinstance(one, Lesson)
        ]
        lessons.sort(key=lambda one: (order.index(one.urgency), one.title))
        found += [one.key for one in lessons[:LESSONS_OF_A_THEME]]
    return tuple(dict.fromkeys(found))


def _form(form: NewPackForm) -> NewPackForm:
    """Give a form the templates and the themes of the library."""
    known = templates(current.settings().training)
    form["template"].choices = [(name, one.name) for name, one in known.items()]
    groups = set_out.overview(current.shelf())
    topics = (
        (line.url.rpartition("/")[2], line.label)
        for group in groups
        if group.anchor not in names.NOT_TOPICS
        for line in group.lines
    )
    ticked = set(form["themes"].data or ())
    order = sorted(topics, key=lambda pair: (pair[0] not in ticked, pair[1]))
    form["themes"].choices = order
    return form


def _page(form: NewPackForm) -> str:
    known = templates(current.settings().training)
    hints = {
        name: ". ".join(filter(None, (one.purpose.rstrip("."), lasts(one.minutes))))
        for name, one in known.items()
    }
    return render_template("training/new.html", form=form, hints=hints)
