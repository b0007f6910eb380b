"""Telling people what went wrong, once, in words that help and give nothing away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template
from werkzeug.exceptions import HTTPException

from kb.errors import NotAllowedError, NotFoundError, WithdrawnError
from kb.web import current
from kb.web.present import themes
from kb.web.present.words import day

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

#: What is said, by status.
WORDS = {
    400: ("We could not read that address", "Something in it is not as it should be."),
    403: ("This part is closed", "You would need to be allowed to do this."),
    405: ("This page cannot do that", "It can only be read."),
    413: ("That was too much at once", "Send less."),
    414: ("That address is too long", "Search for fewer words."),
}


def register(app: Flask) -> None:
    """Give each thing that can go wrong its page."""
    app.register_error_handler(NotFoundError, not_found)
    app.register_error_handler(404, not_found)
    app.register_error_handler(WithdrawnError, withdrawn)
    app.register_error_handler(NotAllowedError, lambda _: _page(403))
    app.register_error_handler(HTTPException, other)
    app.register_error_handler(500, broken)


def not_found(_: Exception) -> ResponseReturnValue:
    """Say the same whether there is nothing, or nothing that this reader may see."""
    popular = themes.most(current.shelf())
    return render_template("errors/not_found.html", themes=popular), 404


def withdrawn(error: WithdrawnError) -> ResponseReturnValue:
    """Put up a tombstone: that something stood here, when and why it went."""
    return render_template(
        "errors/withdrawn.html", on=day(error.on), reason=error.reason
    ), 410


def other(error: HTTPException) -> ResponseReturnValue:
    """Say what was wrong with a request; let redirects through."""
    if error.code not in WORDS:
        return error
    methods = getattr(error, "valid_methods", None)
    headers = [("Allow", ", ".join(sorted(methods)))] if methods else []
    return (*_page(error.code), headers)


def broken(_: Exception) -> ResponseReturnValue:
    """Own up. Uses nothing of the library, since that may be what broke."""
    return render_template("errors/broken.html"), 500


def _page(status: int) -> tuple[str, int]:
    heading, words = WORDS[status]
    return render_template("errors/error.html", heading=heading, words=words), status
