"""From a draft to the document: saving it, and what can stand in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request

from kb.access import Can
from kb.errors import ConflictError, InvalidContentError, NeedsSignOffError
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.present import differences, form_choices, merging
from kb.web.writing import form_page, work

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.web.present.form_problems import Wrong
    from kb.web.writing import Work

pages = Blueprint("saving", __name__)
SEE_OTHER = 303


def all_wrong(draft: Work) -> tuple[Wrong, ...]:
    """List all that is wrong with a draft, each at its input."""
    writing = draft.writing
    problems = draft.desk.check(writing.folder, writing.identifier, writing.source)
    return writing.wrong(problems)


def serious(wrong: tuple[Wrong, ...]) -> bool:
    """Say whether something must be mended before it is saved."""
    return any(one.serious for one in wrong)


def save(draft: Work, _: str = "") -> ResponseReturnValue:
    """Put the draft in the place of the document, or say what is in the way."""
    writing = draft.writing
    wrong = all_wrong(draft)
    if serious(wrong):
        return form_page(draft, wrong), 422
    try:
        draft.desk.save(writing.key, writing.source, draft.base)
    except InvalidContentError as error:
        return form_page(draft, writing.wrong(error.problems)), 422
    except ConflictError as error:
        return conflict_page(draft, error.theirs_source), 409
    except NeedsSignOffError:
        return redirect(f"{draft.home}/propose", SEE_OTHER)
    draft.desk.discard(draft.uid)
    flash(f"Saved: {writing.title}")
    return redirect("/desk", SEE_OTHER)


def propose(draft: Work, _: str = "") -> ResponseReturnValue:
    """Lead to sign-off when nothing is wrong with the text."""
    wrong = all_wrong(draft)
    if serious(wrong):
        return form_page(draft, wrong), 422
    return redirect(f"{draft.home}/propose", SEE_OTHER)


@pages.get("/drafts/<uid>/conflict")
@needs(Can.EDIT, cache=Cache.NEVER)
def conflict(uid: str) -> ResponseReturnValue:
    """Show the text that somebody else saved beside one's own."""
    draft = work(uid)
    if draft.now == draft.base:
        return redirect(draft.home, SEE_OTHER)
    return conflict_page(draft, draft.desk.sheet(draft.writing.key).source)


@pages.post("/drafts/<uid>/conflict")
@needs(Can.EDIT, cache=Cache.NEVER)
def merge(uid: str) -> ResponseReturnValue:
    """Put the two texts together, field by field, and go on writing from theirs."""
    draft = work(uid)
    sheet = draft.desk.sheet(draft.writing.key)
    if request.form.get("theirs") != sheet.fingerprint:
        # Somebody saved a third text while this page was being read.
        return conflict_page(draft, sheet.source), 409
    taken = {
        name.removeprefix(merging.TAKE)
        for name, choice in request.form.items()
        if name.startswith(merging.TAKE) and choice == merging.THEIRS
    }
    draft.keep(merging.merged(draft.writing, sheet.source, taken), sheet.fingerprint)
    flash("Put together. Read it through, then save it.")
    return redirect(draft.home, SEE_OTHER)


def conflict_page(draft: Work, theirs: str) -> str:
    """Show two texts side by side, with what is different marked."""
    writing = draft.writing
    labels = form_choices.labels(current.shelf())
    changes = differences.between(writing.kind, theirs, writing.source, labels)
    return render_template(
        "edit/conflict.html",
        draft=draft,
        theirs=draft.now,
        changes=changes,
        mine=_touched(draft) or {one.field for one in changes},
    )


def _touched(draft: Work) -> set[str]:
    """Name the fields that the writer changed; nothing when that is not known.

    What one left alone is theirs: an old audience must not undo what they narrowed.
    """
    writing = draft.writing
    before = draft.desk.began_from(writing.key, draft.base)
    if not before:
        return set()
    own = differences.between(writing.kind, before, writing.source)
    return {one.field for one in own}
