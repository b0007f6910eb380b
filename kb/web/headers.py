"""What every answer carries: nothing foreign runs, little is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, request

from kb.access import ANYONE
from kb.web import current
from kb.web.guard import Cache, door_of

if TYPE_CHECKING:
    from flask import Response

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
SWITCHED_OFF = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope",
    "magnetometer", "microphone", "payment", "usb",
)  # fmt: skip
POLICY = "Content-Security-Policy"
ALWAYS = {
    POLICY: "; ".join(
        f"{what} {where}" for what, where in CONTENT_SECURITY_POLICY.items()
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in SWITCHED_OFF),
    "X-Robots-Tag": "noarchive",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"
#: What a browser is told when somebody signs out. Our cookie is taken back by name:
#: `"cookies"` would take those of every other site of the board's domain too.
FORGET = {"Clear-Site-Data": '"cache"'}
#: A page that went well, a redirect, and "not changed since you asked".
KEPT = frozenset({200, 301, 304, 308})


def add(response: Response) -> Response:
    """Put the headers on an answer, whichever way it came about."""
    own = response.headers.get(POLICY)
    response.headers.update(ALWAYS)
    if own:
        # A page adds to what all are held to, and takes nothing away.
        response.headers[POLICY] = f"{own}; {ALWAYS[POLICY]}"
    if current.config().is_encrypted:
        response.headers["Strict-Transport-Security"] = TWO_YEARS
    response.headers["Cache-Control"] = _kept(response.status_code)
    response.vary.add("Cookie")
    return response


def _kept(status: int) -> Cache:
    """Say how an answer may be kept: openly only if it is what anyone would see."""
    door = door_of(current_app, request.endpoint or "")
    if door is None or status not in KEPT:
        return Cache.NEVER
    if door.cache is Cache.ASSET or current.reader() == ANYONE:
        return door.cache
    return Cache.NEVER
