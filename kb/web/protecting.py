"""What every write must carry, how often somebody may try, and how cookies are set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from kb.board.evidence_files import MIB
from kb.board.plans import sheets
from kb.web import current
from kb.web.guard import door_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from kb.config import Config

#: How often one address, and one account from anywhere, may try to come in. The
#: account itself also rests after five mistakes (`kb.accounts.signing_in`).
PER_ADDRESS, PER_ACCOUNT = "60/minute;600/hour", "20/minute"
#: How many letters somebody can have sent to one address.
LETTERS = "6/hour"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OWN = {"same-origin", "none"}
#: The pages that take a file from whoever has signed in, and how large it may be.
TAKE_FILES: dict[str, Callable[[], int]] = {
    "evidence.add": lambda: current.settings().tracking.evidence_most_mb * MIB,
    "plans.take": lambda: sheets.MOST_BYTES,
}
FOUR_HOURS = 4 * 3600

csrf = CSRFProtect()
#: In memory: `kb serve` is one process (docs/decisions/0011).
limiter = Limiter(get_remote_address, storage_uri="memory://")


def account_named() -> str:
    """Name the account that somebody tries to get into."""
    return f"account {request.form.get('email', '').strip().lower()[:254]}"


def register(app: Flask, config: Config) -> None:
    """Set cookies up, and let nothing be written from another site."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-kb" if config.is_encrypted else "kb",
        SESSION_COOKIE_SECURE=config.is_encrypted,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=FOUR_HOURS * 6,
        WTF_CSRF_SSL_STRICT=False,
        RATELIMIT_HEADERS_ENABLED=False,
    )
    app.before_request(refuse_what_is_no_text)
    app.before_request(let_a_file_in)
    app.before_request(refuse_too_many_inputs)
    csrf.init_app(app)
    limiter.init_app(app)
    app.before_request(refuse_other_sites)


def refuse_what_is_no_text() -> None:
    """Refuse an address whose question is not in UTF-8, which no browser sends."""
    try:
        request.query_string.decode()
    except UnicodeDecodeError as error:
        raise BadRequest from error


def let_a_file_in() -> None:
    """Let a page that takes a file take a body as large as the file may be.

    Twice that, so that who sends too large a file is told so beside the form.
    """
    most = TAKE_FILES.get(request.endpoint or "")
    if most and request.mimetype == "multipart/form-data" and current.who():
        request.max_content_length = 2 * most() + MIB


def refuse_too_many_inputs() -> None:
    """Refuse a form with more inputs than any page has, before it is taken apart.

    Flask counts the parts of the other kind of form (MAX_FORM_PARTS), and not of this.
    """
    if request.mimetype == "application/x-www-form-urlencoded":
        most = current_app.config["MAX_FORM_PARTS"]
        if request.get_data().count(b"&") >= most:
            raise RequestEntityTooLarge


def refuse_other_sites() -> None:
    """Refuse a write that a page of another site makes this browser send."""
    if request.method in SAFE:
        return
    origin = request.headers.get("Origin", "")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    own = {request.host_url.rstrip("/"), current_app.extensions["kb"].config.address}
    # With `Referrer-Policy: no-referrer` a browser says "null" of our own pages too;
    # it is then Sec-Fetch-Site, or the token in the form, that tells.
    if site not in OWN or origin not in {"", "null", *own}:
        raise CSRFError("This was sent from another site")


def typed() -> list[tuple[str, str]]:
    """Give what somebody typed into a form, so that it can be copied; no secrets."""
    door = door_of(current_app, request.endpoint or "")
    if door is None or request.method in SAFE:
        return []
    form: Any = request.form
    return [
        (name, value)
        for name, value in form.items(multi=True)
        if value.strip() and name not in HIDDEN
    ]


#: Names of inputs that are never shown again.
HIDDEN = {
    "csrf_token", "password", "again", "old", "new", "code", "do", "whole", "theirs",
    "next",
}  # fmt: skip
