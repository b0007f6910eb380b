"""Searching for what to put into a pack."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from kb.access import Can
from kb.search.engine import Query
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.packs import told
from kb.web.packs_parts import building
from kb.web.present.packs_suggest import MANY, found, suggestions
from kb.web.present.words import plural

pages = Blueprint("packs_find", __name__)
LONGEST = 300


@pages.get("/training/packs/<uid>/find")
@needs(Can.TRAIN, cache=Cache.NEVER)
def show(uid: str) -> str:
    """Show what was found, each with a button that puts it into the pack."""
    held, shelf = building(uid), current.shelf()
    words = request.args.get("q", "")[:LONGEST].strip()
    results = current.search(Query(words=words, size=MANY)) if words else None
    documents = found(shelf, held.pack, results) if results else ()
    parts = {part.uid: part.title for part in held.pack.parts}
    part = request.args.get("part", "")
    return render_template(
        "training/find.html",
        held=held,
        told=told(),
        words=words,
        heading=f"{plural(results.total, 'result')} for “{words}”" if results else "",
        documents=documents,
        within=len(results.hits) - len(documents) if results else 0,
        suggestions=() if words else suggestions(shelf, held.pack, current.search),
        part=part if part in parts else "",
        into=parts.get(part, ""),
        back=request.full_path.rstrip("?"),
    )
