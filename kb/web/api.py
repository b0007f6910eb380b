"""What programs ask for: a search, and completions for the search box."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from flask import Blueprint, jsonify, request

from kb.access import Can
from kb.search.answers import answer
from kb.web import asking, current
from kb.web.guard import needs
from kb.web.present import addresses, names

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("api", __name__)
LONGEST_PREFIX = 80


class Suggested(TypedDict):
    """Something that can be chosen in the search box."""

    label: str
    kind: str
    url: str


class Refused(TypedDict):
    """What was expected of each parameter that could not be used."""

    errors: dict[str, str]


@pages.get("/api/search")
@needs(Can.READ)
def search() -> ResponseReturnValue:
    """Answer a search: the best documents first, and counts of what was found."""
    shelf = current.shelf()
    arguments = request.args.to_dict(flat=False)
    asked = asking.read_strictly(arguments, shelf.vocabulary.concepts)
    if asked.problems:
        return jsonify(Refused(errors=dict(asked.problems))), 400
    return jsonify(answer(current.search(asked.query), shelf))


@pages.get("/suggest")
@needs(Can.READ)
def suggest() -> ResponseReturnValue:
    """Complete what somebody types with themes and titles."""
    prefix = request.args.get("q", "")[:LONGEST_PREFIX]
    return jsonify(
        [
            Suggested(
                label=one.label,
                kind=names.KINDS.get(one.kind, "Theme"),
                url=addresses.of(one.key),
            )
            for one in current.suggest(prefix)
        ]
    )
