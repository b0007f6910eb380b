"""Telling people what went wrong, once, in words that help and give nothing away."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import current_app, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from kb.errors import (
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    SignInError,
    WithdrawnError,
)
from kb.web import current
from kb.web.present import themes
from kb.web.present.words import day
from kb.web.protecting import SAFE, typed

if TYPE_CHECKING:
    from types import TracebackType

    from flask import Flask
    from flask.typing import ResponseReturnValue

    Raised = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]

#: What is said, by status.
WORDS = {
    400: ("We could not read that", "Something in it is not as it should be."),
    403: ("This part is closed", "You would need to be allowed to do this."),
    405: ("This page cannot do that", "Go back to the page and use its buttons."),
    413: ("That was too much at once", "Send less."),
    414: ("That address is too long", "Search for fewer words."),
    415: ("That is of a kind we do not take", "Use the form on the page."),
    429: (
        "Too many tries in a short time",
        "Wait a minute, then try again. It says nothing about who has an account.",
    ),
    503: ("Many files are being written just now", "Wait a minute, then try again."),
}
UNCHANGED = " No text was changed; what was to be hidden may be hidden already."
SEE_OTHER = 303
OUT = 401
HERE = Path(__file__).parents[1]


def register(app: Flask) -> None:
    """Give each thing that can go wrong its page."""
    app.register_error_handler(NotFoundError, not_found)
    app.register_error_handler(404, not_found)
    app.register_error_handler(WithdrawnError, withdrawn)
    app.register_error_handler(SignInError, sign_in_first)
    app.register_error_handler(CSRFError, not_from_here)
    app.register_error_handler(InvalidInputError, not_so)
    app.register_error_handler(NotAllowedError, lambda _: _page(403))
    app.register_error_handler(HTTPException, other)
    app.register_error_handler(SQLAlchemyError, busy)
    app.register_error_handler(OSError, busy)
    app.register_error_handler(500, broken)
    app.log_exception = _log  # type: ignore[assignment]


def not_found(_: Exception) -> ResponseReturnValue:
    """Say the same whether there is nothing, or nothing that this reader may see."""
    popular = themes.most(current.shelf())
    return render_template("errors/not_found.html", themes=popular), 404


def withdrawn(error: WithdrawnError) -> ResponseReturnValue:
    """Put up a tombstone: that something stood here, when and why it went."""
    return render_template(
        "errors/withdrawn.html", on=day(error.on), reason=error.reason
    ), 410


def sign_in_first(_: Exception) -> ResponseReturnValue:
    """Lead to the sign-in page and back; show what was typed so that it can be kept."""
    if request.method in SAFE:
        asked = request.query_string.decode("utf-8", "replace")
        here = f"{request.path}?{asked}".rstrip("?")
        return redirect(f"/sign-in?next={quote(here)}", SEE_OTHER)
    return _kept(
        OUT,
        "You are signed out",
        "Your session has ended, so this was not saved."
        f" {'Copy what you typed, then sign' if typed() else 'Sign'} in again.",
    )


def not_from_here(_: Exception) -> ResponseReturnValue:
    """Refuse a write that did not come from a page of ours, or came too late."""
    return _kept(
        400,
        "This page was open for too long",
        "Nothing was changed. Go back, load the page again, and send it once more.",
    )


def not_so(error: InvalidInputError) -> ResponseReturnValue:
    """Say what cannot be used, where a page did not say it beside its field."""
    return _kept(422, "That cannot be used", f"{error}.")


def busy(error: Exception) -> ResponseReturnValue:
    """Say that the disk or the records did not take it, and that nothing is lost."""
    _log((type(error), error, error.__traceback__))
    read = request.method in SAFE
    return _kept(
        503,
        "This cannot be shown just now" if read else "This could not be kept just now",
        "The disk is full or read-only, or the records are busy."
        f"{'' if read else UNCHANGED} Try again in a minute; if it stays so, tell"
        " whoever runs the library.",
    )


def other(error: HTTPException) -> ResponseReturnValue:
    """Say what was wrong with a request; let redirects through."""
    if error.code not in WORDS:
        return error
    methods = getattr(error, "valid_methods", None)
    headers = [("Allow", ", ".join(sorted(methods)))] if methods else []
    return (*_page(error.code), headers)


def broken(_: Exception) -> ResponseReturnValue:
    """Own up. Uses nothing of the library, since that may be what broke."""
    return _alone("errors/broken.html"), 500


def _page(status: int) -> tuple[str, int]:
    heading, words = WORDS[status]
    return render_template("errors/error.html", heading=heading, words=words), status


def _kept(status: int, heading: str, words: str) -> tuple[str, int]:
    """Show what was typed. Uses nothing of the library or the records."""
    given = {"heading": heading, "words": words, "typed": typed()}
    return _alone("errors/kept.html", sign_in=status == OUT, **given), status


def _alone(template: str, **given: object) -> str:
    """Fill in a template that asks for nothing: neither the library nor the reader."""
    return current_app.jinja_env.get_template(template).render(given)


def _log(found: Raised) -> None:
    """Write down what broke and where in the code, and not the message.

    A message can hold words of a document, and a log is read in more places.
    """
    kind, _, place = found
    frames = traceback.extract_tb(place)
    ours = [frame for frame in frames if frame.filename.startswith(str(HERE))]
    where = " < ".join(
        f"{Path(frame.filename).relative_to(HERE.parent)}:{frame.lineno}"
        for frame in reversed(ours[-8:])
    )
    current_app.logger.error(
        "%s %s: %s at %s",
        request.method,
        request.endpoint,
        kind.__name__ if kind else "",
        where,
    )
