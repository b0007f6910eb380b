"""Sign-off: asking for it, and what a second editor sees and decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request

from kb.access import Can
from kb.content.documents import KINDS
from kb.errors import (
    ConflictError,
    InvalidContentError,
    InvalidInputError,
    NotFoundError,
)
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.present import form_choices, proposing
from kb.web.present.proposal import proposal_page
from kb.web.previews import preview_page
from kb.web.saving import all_wrong, conflict_page, serious
from kb.web.writing import form_page, work

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.publishing.desk import Desk
    from kb.web.writing import Work

pages = Blueprint("proposals", __name__)
SEE_OTHER = 303
OVERTAKEN = "Not signed: somebody saved another text of it meanwhile."


@pages.get("/drafts/<uid>/propose")
@needs(Can.EDIT, cache=Cache.NEVER)
def ask(uid: str) -> ResponseReturnValue:
    """Show what the identifier check found, and ask what a second person must know."""
    draft = work(uid)
    wrong = all_wrong(draft)
    if serious(wrong):
        return form_page(draft, wrong), 422
    return _asking(draft, {})


@pages.post("/drafts/<uid>/propose")
@needs(Can.EDIT, cache=Cache.NEVER)
def propose(uid: str) -> ResponseReturnValue:
    """Keep what was typed, then hand the text to a second person."""
    draft = work(uid)
    beside = proposing.received(request.form.to_dict(flat=False))
    draft = draft.keep({**proposing.without(draft.writing.typed), **beside})
    writing = draft.writing
    said = proposing.said(writing.typed)
    if said.to_mend:
        flash("Kept. Mend what you chose to mend, then ask for sign-off again.")
        return redirect(draft.home, SEE_OTHER)
    try:
        proposal = draft.desk.propose(
            writing.key,
            writing.source,
            draft.base,
            note=said.note,
            kept=said.kept,
            clearance=said.clearance,
            closes_old=said.closes_old,
        )
    except InvalidInputError as error:
        return _asking(draft, error.problems), 422
    except InvalidContentError as error:
        return form_page(draft, writing.wrong(error.problems)), 422
    except ConflictError as error:
        return conflict_page(draft, error.theirs_source), 409
    draft.desk.discard(draft.uid)
    flash("Asked for sign-off. Another editor can now read it and sign.")
    return redirect(f"/proposals/{proposal}", SEE_OTHER)


@pages.get("/proposals/<uid>")
@needs(Can.EDIT, cache=Cache.NEVER)
def show(uid: str) -> str:
    """Show a text that waits: as it will look, what is different, and the reasons."""
    return _proposal(uid, {})


@pages.post("/proposals/<uid>")
@needs(Can.EDIT, cache=Cache.NEVER)
def decide(uid: str) -> ResponseReturnValue:
    """Sign, send back or take back."""
    desk = current.desk()
    proposal = desk.proposal(uid)
    note = request.form.get("note", "").strip()
    button = request.form.get("do", "")
    if button == "send-back" and not note:
        return _proposal(uid, {"note": "Say what should be different"}), 422
    if button == "sign":
        desk.sign(uid, note)
        signed = desk.proposal(uid).state == "signed"
        flash(f"Signed and saved: {proposal.title}" if signed else OVERTAKEN)
    elif button == "send-back":
        desk.send_back(uid, note)
        flash("Sent back with your note.")
    elif button == "take-back":
        desk.take_back(uid)
        flash("Taken back. It no longer waits for sign-off.")
    return redirect(f"/proposals/{uid}", SEE_OTHER)


def _asking(draft: Work, problems: dict[str, str]) -> str:
    writing = draft.writing
    found = draft.desk.findings(writing.folder, writing.identifier, writing.source)
    questions = proposing.questions(found, writing, problems)
    return render_template(
        "proposals/ask.html",
        draft=draft,
        said=proposing.said(writing.typed),
        questions=questions,
        wrong=proposing.wrong(questions, problems),
        problems=problems,
    )


def _proposal(uid: str, problems: dict[str, str]) -> str:
    """Show a proposal on the page that its text will have, or without that page."""
    desk = current.desk()
    proposal = desk.proposal(uid)
    folder, slug = proposal.key.split("/")
    kind = KINDS[folder]
    now, labels = _now(desk, proposal.key), form_choices.labels(current.shelf())
    shown = proposal_page(proposal, now, current.who(), labels)
    more = {"proposal": shown, "problems": problems}
    try:
        return preview_page(kind, slug, proposal.source, "proposals/show.html", **more)
    except InvalidContentError:
        return render_template("proposals/alone.html", **more)


def _now(desk: Desk, key: str) -> str:
    """Give the text that the document has now; "" when there is none."""
    try:
        return desk.sheet(key).source
    except NotFoundError:
        return ""
