"""What the library is about, and how often each theme has come up."""

from __future__ import annotations

from flask import Blueprint, render_template

from kb.access import Can
from kb.web import current, packs_collect, where_used
from kb.web.guard import needs
from kb.web.present import themes

pages = Blueprint("themes", __name__)


@pages.get("/themes/")
@needs(Can.READ)
def listing() -> str:
    """List the themes, grouped."""
    groups = themes.overview(current.shelf())
    covered = themes.covered(current.shelf())
    return render_template("themes/list.html", groups=groups, covered=covered)


@pages.get("/themes/<slug:identifier>")
@needs(Can.READ)
def show(identifier: str) -> str:
    """Show one theme: its meaning, its lessons, and the years it came up in."""
    shown = themes.theme_page(current.shelf(), identifier)
    used = where_used.of_theme(identifier)
    return render_template(
        "themes/show.html", shown=shown, used=used, collect=packs_collect.of_list()
    )
