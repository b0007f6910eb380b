"""What the library is, how its facts are verified, who can help, and its own health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, render_template

from kb.access import Can
from kb.web import current
from kb.web.guard import Audience, Cache, needs
from kb.web.present import lists, names

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("about", __name__)


@pages.get("/about")
@needs(Can.READ)
def show() -> str:
    """Say what the library is and is not, and how its facts are verified."""
    shelf = current.shelf()
    return render_template(
        "about/show.html",
        counts=lists.counts(shelf),
        verification=[
            (v.label, v.meaning) for v in shelf.settings.verification.values()
        ],
        known=[(names.KNOWN[one], names.KNOWN_MEANING[one]) for one in names.KNOWN],
        statuses=[
            (names.STATUSES[one], names.STATUS_MEANING[one]) for one in names.STATUSES
        ],
    )


@pages.get("/accessibility")
@needs(Can.READ, audience=Audience.ANYONE)
def accessibility() -> str:
    """Show the accessibility statement."""
    return render_template("about/accessibility.html")


@pages.get("/support")
@needs(Can.READ, audience=Audience.ANYONE)
def support() -> str:
    """Say who to talk to after reading something distressing."""
    return render_template("about/support.html", helplines=current.settings().helplines)


@pages.get("/healthz")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
def health() -> ResponseReturnValue:
    """Say that the program answers."""
    return jsonify(status="ok")
