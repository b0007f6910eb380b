"""What everybody may see of actions: how far they are, and what waits for too long."""

from __future__ import annotations

from flask import Blueprint, render_template

from kb.access import Can
from kb.web import current
from kb.web.guard import needs
from kb.web.present.progress import shown

pages = Blueprint("progress", __name__)


@pages.get("/progress")
@needs(Can.READ)
def show() -> str:
    """Show what public reviews and lessons led to, in numbers, and what is overdue."""
    return render_template(
        "progress/show.html", shown=shown(current.progress(), current.shelf())
    )
