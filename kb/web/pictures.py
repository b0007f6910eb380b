"""The pictures of documents, each to those who may read the document itself."""

from __future__ import annotations

from flask import Blueprint, Response

from kb.access import Can
from kb.content.picture_formats import media_of
from kb.content.picture_places import Place
from kb.errors import NotFoundError
from kb.web import current
from kb.web.guard import Cache, needs

pages = Blueprint("pictures", __name__)


@pages.get("/<any(lessons, reviews, policies):folder>/<slug:identifier>/<picture:name>")
@needs(Can.READ)
def show(folder: str, identifier: str, name: str) -> Response:
    """Give a picture that a document shows."""
    return _picture(folder, identifier, name)


@pages.get("/reports/<slug:identifier>/<picture:name>")
@needs(Can.READ, cache=Cache.NEVER)
def of_report(identifier: str, name: str) -> Response:
    """Give a picture that a restricted report shows."""
    return _picture("reports", identifier, name)


def _picture(folder: str, identifier: str, name: str) -> Response:
    """Give a picture; whatever stands in the way, it is not there."""
    content = current.shelf().picture(Place(f"{folder}/{identifier}", name).address)
    if content is None:
        raise NotFoundError
    current.read(folder, identifier)
    answer = Response(content, mimetype=media_of(content))
    answer.headers["Content-Security-Policy"] = "sandbox"
    return answer
