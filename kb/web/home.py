"""The front page: a search box, and under it what cannot wait."""

from __future__ import annotations

from flask import Blueprint, render_template

from kb.access import Can
from kb.web import current
from kb.web.guard import needs
from kb.web.present import lists, themes
from kb.web.present.whole import whole_thread

pages = Blueprint("home", __name__)
EXAMPLES = ("bed sharing", "was not brought", "professional curiosity")


@pages.get("/")
@needs(Can.READ)
def show() -> str:
    """Show the search box, act-now lessons, what is new, and the themes."""
    shelf = current.shelf()
    return render_template(
        "home/show.html",
        act_now=lists.act_now(shelf),
        newest=lists.newest(shelf),
        themes=themes.most(shelf),
        covered=themes.covered(shelf),
        thread=whole_thread(shelf),
        examples=EXAMPLES,
    )
