"""The first page of training: one's own packs, those of others, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from kb.access import Can
from kb.publishing import names
from kb.training import run
from kb.training.told import told as warned
from kb.web import current, run_seen
from kb.web.guard import Cache, needs
from kb.web.packs import told
from kb.web.present import packs_home as set_out
from kb.web.present.packs_runs import coming_and_due

if TYPE_CHECKING:
    from kb.training.packs import Held
    from kb.web.present.packs_runs import Runs

pages = Blueprint("packs_home", __name__)


@pages.get("/training")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
def show() -> str:
    """Show trainers their packs, and everybody what is shared with them."""
    packs, shelf = current.packs(), current.shelf()
    held = packs.all()
    people = names.people(current.session())
    if not current.reader().can(Can.TRAIN):
        shared = set_out.lines(held, {}, people)
        return render_template("training/shared.html", shared=shared, told=told())
    into = packs.collecting()
    uid = into.uid if into else ""
    counts = {name: len(found) for name, found in warned(packs).items()}
    own, others = (
        set_out.lines(
            (one for one in held if one.own is whose), counts, people, into=uid
        )
        for whose in (True, False)
    )
    return render_template(
        "training/home.html",
        own=own,
        others=others,
        left=packs.left(),
        missing=set_out.missing(shelf, held),
        runs=_runs(held),
        told=told(),
    )


def _runs(held: tuple[Held, ...]) -> Runs:
    """Give the runs that whoever is looking recorded, coming and due."""
    recorded = run.recorded_by(current.session(), current.parts().seal, current.who())
    return coming_and_due(run_seen.among(recorded, held), current.now().date())
