"""Taking a course pack out: as a page to print, and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from kb.access import Can
from kb.errors import NotFoundError
from kb.training.exports import file_names, outputs
from kb.training.exports.course import Taken
from kb.training.packs import Why
from kb.web import current, taking_away
from kb.web.guard import Cache, needs
from kb.web.packs import FOR_READERS
from kb.web.present import paper as set_out
from kb.web.present.thread import Step
from kb.web.protecting import limiter

if TYPE_CHECKING:
    from flask import Response

    from kb.training.packs import Held

pages = Blueprint("pack_files", __name__)
PLACE = "/training/packs/<uid>/<any(briefing, slides, handout, guide, pack):output>"


@pages.get(f"{PLACE}.html")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
def show(uid: str, output: str) -> str:
    """Show what a pack is taken out as, as a page to print."""
    held, taken = _taken(uid, output, "html")
    shelf, address = current.shelf(), current.config().address
    paper = outputs.OUTPUTS[output].write(shelf, taken, address, current.now())
    taking_away.log(paper, _own(held))
    return render_template(
        "training/paper.html",
        paper=paper,
        back=f"/{taken.page}",
        parts=set_out.parts(paper, f"{address}/{taken.page}"),
        files=[
            Step(outputs.MEDIA[form][0], f"/{taken.page}/{output}.{form}", "")
            for form in outputs.OUTPUTS[output].forms
            if form != "html"
        ],
    )


@pages.get(f"{PLACE}.<any(docx, pdf, pptx, zip):form>")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
@limiter.limit(taking_away.FILES, deduct_when=taking_away.was_given)
def download(uid: str, output: str, form: str) -> Response:
    """Give a pack as a file, and keep it as it was taken out."""
    held, taken = _taken(uid, output, form)
    shelf, now = current.shelf(), current.now()
    address = current.config().address
    paper = outputs.OUTPUTS[output].write(shelf, taken, address, now)
    taking_away.log(paper, _own(held))
    content = taking_away.written(
        lambda: outputs.file(paper, form, shelf, taken, address=address, now=now)
    )
    if held.may_change and request.method == "GET":
        current.packs().keep(uid, Why.TAKEN_OUT)
    name = file_names.named(taken.pack.title, output, form, now)
    return taking_away.attached(content, form, name)


def _taken(uid: str, output: str, form: str) -> tuple[Held, Taken]:
    """Find a pack that its reader may take out so: notes are for facilitators."""
    offered = outputs.OUTPUTS if current.reader().can(Can.TRAIN) else FOR_READERS
    if output not in offered or form not in offered[output].forms:
        raise NotFoundError
    held = current.packs().one(uid)
    page = f"training/packs/{held.uid}"
    return held, Taken(held.pack, page, held.audience)


def _own(held: Held) -> dict[str, str]:
    """Name the pack itself for the record: its own words may be restricted too."""
    return {f"packs/{held.uid}": held.audience}
