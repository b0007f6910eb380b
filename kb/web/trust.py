"""What is promised and which test shows it."""

from __future__ import annotations

from flask import Blueprint, render_template

from kb.access import Can
from kb.web import promises
from kb.web.guard import Audience, needs

pages = Blueprint("trust", __name__)


@pages.get("/trust")
@needs(Can.READ, audience=Audience.ANYONE)
def show() -> str:
    """Say what is promised, what shows it, and what is not promised."""
    return render_template("trust/show.html", said=promises.read())
