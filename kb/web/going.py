"""Where to go after signing in: only to a page of this site."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException

HOME = "/"
_LONGEST = 500


def onward(wanted: str) -> str:
    """Give the path that was asked for, if it is a page here that can be read."""
    path = urlsplit(wanted).path if _is_own(wanted) else ""
    adapter = current_app.url_map.bind(request.host)
    try:
        adapter.match(path, method="GET")
    except HTTPException:
        return HOME
    return wanted


def _is_own(wanted: str) -> bool:
    """Refuse whatever a browser could take for another site."""
    plain = wanted.isprintable() and "\\" not in wanted and len(wanted) <= _LONGEST
    return plain and wanted.startswith("/") and not wanted.startswith("//")
