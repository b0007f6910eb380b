"""The first page of training: one's own packs, those of others, and what is missing."""

from __future__ import annotations

from flask import Blueprint, render_template

from kb.access import Can
from kb.publishing import names
from kb.training.told import told as warned
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.packs import told
from kb.web.present import packs_home as set_out

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
        told=told(),
    )
