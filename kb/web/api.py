"""What programs ask for: a search, and completions for the search box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify, request

from kb.access import Can
from kb.web import asking, current
from kb.web.guard import needs
from kb.web.present import addresses, names

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.content.library import Shelf
    from kb.search.engine import Hit

pages = Blueprint("api", __name__)
LONGEST_PREFIX = 80


@pages.get("/api/search")
@needs(Can.READ)
def search() -> ResponseReturnValue:
    """Answer a search: the best documents first, and counts of what was found."""
    shelf = current.shelf()
    arguments = request.args.to_dict(flat=False)
    asked = asking.read_strictly(arguments, shelf.vocabulary.concepts)
    if asked.problems:
        return jsonify(errors=asked.problems), 400
    found = current.search(asked.query)
    return jsonify(
        total=found.total,
        facets={name: dict(values) for name, values in found.facets.items()},
        hits=[one for hit in found.hits if (one := _hit(shelf, hit))],
    )


@pages.get("/suggest")
@needs(Can.READ)
def suggest() -> ResponseReturnValue:
    """Complete what somebody types with themes and titles."""
    prefix = request.args.get("q", "")[:LONGEST_PREFIX]
    return jsonify(
        [
            {
                "label": one.label,
                "kind": names.KINDS.get(one.kind, "Theme"),
                "url": addresses.of(one.key),
            }
            for one in current.suggest(prefix)
        ]
    )


def _hit(shelf: Shelf, hit: Hit) -> dict[str, Any] | None:
    document = shelf.find(hit.key)
    if document is None:
        return None
    return {
        "kind": document.kind,
        "id": document.id,
        "title": document.title,
        "url": addresses.of(hit.key),
        "score": hit.score,
        "snippet": hit.passages[0].text if hit.passages else "",
    }
