"""Finding documents."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from kb.access import Can
from kb.web import asking, current, packs_collect
from kb.web.guard import needs
from kb.web.present import facets, paging, results, themes

pages = Blueprint("search", __name__)


@pages.get("/search")
@needs(Can.READ)
def show() -> str:
    """Show what was found."""
    shelf = current.shelf()
    asked = asking.read(request.args.to_dict(flat=False))
    found = current.search(asked.query)
    return render_template(
        "search/show.html",
        asked=asked,
        page=results.results_page(shelf, asked, found),
        filters=facets.filters(shelf, asked, found),
        chips=facets.chips(shelf, asked),
        pagination=paging.pagination(asked, found.total),
        themes=() if found.hits else themes.most(shelf),
        collect=packs_collect.of_list(),
    )
