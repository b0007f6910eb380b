"""Reading lessons, reviews, policies and restricted reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template

from kb.access import Can
from kb.web import current, packs_collect, where_used
from kb.web.guard import Cache, needs
from kb.web.present import lists
from kb.web.present.followed import Followed, followed, with_thread
from kb.web.present.lesson import lesson_page
from kb.web.present.page import page
from kb.web.present.policy import policy_page
from kb.web.present.review import review_page
from kb.web.present.tracker import Looking

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.content.documents import Document

pages = Blueprint("documents", __name__)

PAGES: dict[str, Callable[..., Any]] = {
    "lessons": lesson_page,
    "reviews": review_page,
    "policies": policy_page,
}


@pages.get("/<any(lessons, reviews, policies):folder>/")
@needs(Can.READ)
def listing(folder: str) -> str:
    """List what is open to whoever is looking."""
    return render_template(
        "documents/list.html",
        folder=folder,
        list=lists.listing(current.shelf(), folder),
    )


@pages.get("/<any(lessons, reviews, policies):folder>/<slug:identifier>")
@needs(Can.READ)
def show(folder: str, identifier: str) -> str:
    """Show one document, and where it stands in the chain."""
    document = current.read(folder, identifier)
    shown = PAGES[folder](current.shelf(), document)
    found = _followed(document) if current.reader().can(Can.TRACK) else None
    if found is not None:
        shown = with_thread(shown, found)
    template = f"{folder}/show.html"
    return render_template(
        template,
        folder=folder,
        shown=shown,
        followed=found,
        used=where_used.of_document(document.key),
        collect=packs_collect.of_document(document, shown.page.body),
    )


def _followed(document: Document) -> Followed:
    """Give what was done because of a document, for those who follow it up."""
    look = Looking(current.shelf(), current.now().date(), {})
    found = followed(look, document, current.items())
    current.shown(found.items, "track")
    return found


@pages.get("/reports/<slug:identifier>")
@needs(Can.READ, cache=Cache.NEVER)
def report(identifier: str) -> str:
    """Show the restricted report of a review to those who may read it."""
    shelf = current.shelf()
    document = current.read("reports", identifier)
    found = page(shelf, document)
    return render_template(
        "reports/show.html",
        folder="reviews",
        page=found,
        collect=packs_collect.of_document(document, found.body),
    )
