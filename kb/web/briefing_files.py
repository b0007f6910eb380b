"""Seven-minute briefings of lessons, reviews and policies: as a page and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from kb.access import Can
from kb.errors import NotFoundError
from kb.training.exports import file_names, outputs, own_files
from kb.training.exports.briefing import briefing
from kb.web import current, taking_away
from kb.web.guard import Audience, Cache, needs
from kb.web.present import addresses
from kb.web.present import paper as set_out
from kb.web.present.thread import Step
from kb.web.protecting import limiter

if TYPE_CHECKING:
    from kb.papers.model import Paper

pages = Blueprint("briefing_files", __name__)
PLACE = "/<any(lessons, reviews, policies):folder>/<slug:identifier>/briefing"


@pages.get(f"{PLACE}.html")
@needs(Can.READ)
def show(folder: str, identifier: str) -> str:
    """Show a briefing as a page that prints on two sheets."""
    paper, key = _made(folder, identifier)
    taking_away.log(paper)
    back = addresses.of(key)
    address = f"{current.config().address}{back}"
    return render_template(
        "training/paper.html",
        paper=paper,
        back=back,
        parts=set_out.parts(paper, address),
        files=[
            Step(name, addresses.of_briefing(key, form), "")
            for form, name in addresses.BRIEFINGS
            if form != "html"
        ],
    )


@pages.get(f"{PLACE}.<any(docx, pdf, pptx, md):form>")
@needs(Can.READ)
@limiter.limit(taking_away.FILES, deduct_when=taking_away.was_given)
def download(folder: str, identifier: str, form: str) -> Response:
    """Give a briefing as a file; a restricted one is written down first."""
    paper, _ = _made(folder, identifier)
    taking_away.log(paper)
    shelf, now = current.shelf(), current.now()
    content = taking_away.written(lambda: outputs.written(paper, form, shelf, now))
    name = file_names.named(paper.title, "briefing", form, now)
    return taking_away.attached(content, form, name)


@pages.get("/logo")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.PUBLIC)
def logo() -> Response:
    """Send the partnership's logo."""
    content = own_files.logo(current.shelf())
    if not content:
        raise NotFoundError
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
    return Response(content, mimetype=f"image/{kind}")


def _made(folder: str, identifier: str) -> tuple[Paper, str]:
    shelf = current.shelf()
    document = shelf.get(folder, identifier)
    address = current.config().address
    return briefing(shelf, document, address, current.now()), document.key
