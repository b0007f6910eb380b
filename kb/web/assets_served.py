"""Style sheets, the script and the icon; nothing of what the library holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, send_from_directory

from kb.access import Can
from kb.web import current
from kb.web.guard import Audience, Cache, needs
from kb.web.present import colours

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("assets", __name__)
STATIC = Path(__file__).parent / "static"


@pages.get("/static/<path:file>")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.ASSET)
def static(file: str) -> ResponseReturnValue:
    """Send a file of the program's own."""
    return send_from_directory(STATIC, file)


@pages.get("/brand.css")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.ASSET)
def brand() -> Response:
    """Send the board's colour as a style sheet."""
    css = colours.style_sheet(current.settings().brand_colour)
    return Response(css, mimetype="text/css")
