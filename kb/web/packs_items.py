"""Writing in a pack: beside a document, or notes, exercises and questions of one's own.

Whoever saves what somebody else has changed since is shown both texts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request

from kb.access import Can
from kb.errors import ConflictError, InvalidInputError, NotFoundError
from kb.training import moves
from kb.training.pack import Item, Kind
from kb.training.seen_before import digest
from kb.web import current
from kb.web.guard import Cache, needs
from kb.web.packs_forms import DocumentForm, ExerciseForm, NoteForm, QuestionForm
from kb.web.packs_parts import building
from kb.web.present.packs import item_shown
from kb.web.present.packs_meanwhile import of_items, own_questions

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.training.pack import Pack
    from kb.training.packs import Held
    from kb.web.packs_forms import PackForm
    from kb.web.present.differences import Change

pages = Blueprint("packs_items", __name__)
SEE_OTHER, OVERTAKEN, UNFIT = 303, 409, 422
FORMS: dict[Kind, type[PackForm]] = {
    Kind.DOCUMENT: DocumentForm,
    Kind.NOTE: NoteForm,
    Kind.EXERCISE: ExerciseForm,
    Kind.QUESTION: QuestionForm,
}
HEADINGS = {
    Kind.NOTE: "Write a note",
    Kind.EXERCISE: "Write an exercise",
    Kind.QUESTION: "Write a question to discuss",
}
WRITTEN = "any(note, exercise, question)"


@dataclass(frozen=True, slots=True)
class Failed:
    """A form that was sent and could not be done."""

    form: PackForm
    status: int
    changes: tuple[Change, ...] = ()


@pages.get("/training/packs/<uid>/items/<item>")
@needs(Can.TRAIN, cache=Cache.NEVER)
def show(uid: str, item: str) -> str:
    """Show the form of an item, with what its document offers."""
    held = building(uid)
    found = _item(held.pack, item)
    current.documents_shown([found.key])
    return _page(held, found, _form(found))


@pages.post("/training/packs/<uid>/items/<item>")
@needs(Can.TRAIN, cache=Cache.NEVER)
def write(uid: str, item: str) -> ResponseReturnValue:
    """Keep what was written, unless somebody else wrote something else meanwhile."""
    held = building(uid)
    try:
        found = _item(held.pack, item)
        form = _form(found, sent=True)
        failed = _kept(held, found, form)
    except NotFoundError:
        return _gone(held), OVERTAKEN
    if failed is None:
        flash("Saved.", f"item-{item}")
        return redirect(f"/training/packs/{uid}#item-{item}", SEE_OTHER)
    return _page(held, found, form, failed.changes), failed.status


@pages.get(f"/training/packs/<uid>/new/<{WRITTEN}:kind>")
@needs(Can.TRAIN, cache=Cache.NEVER)
def blank(uid: str, kind: str) -> str:
    """Show an empty form for a note, an exercise or a question."""
    held = building(uid)
    return _new_page(held, Kind(kind), FORMS[Kind(kind)](formdata=None))


@pages.post(f"/training/packs/<uid>/new/<{WRITTEN}:kind>")
@needs(Can.TRAIN, cache=Cache.NEVER)
def begin(uid: str, kind: str) -> ResponseReturnValue:
    """Put a note, an exercise or a question into a part."""
    held, form = building(uid), FORMS[Kind(kind)]()
    part = request.form.get("part", "")
    if form.validate():
        item = Item("", Kind(kind), **_typed(form))
        try:
            after = current.packs().apply(uid, lambda pack: moves.add(pack, item, part))
        except InvalidInputError as error:
            form.refuse(error.problems)
        else:
            new = {one.uid for one in after.pack.items}
            new -= {one.uid for one in held.pack.items}
            flash("Added.")
            return redirect(f"/training/packs/{uid}#item-{min(new)}", SEE_OTHER)
    return _new_page(held, Kind(kind), form), UNFIT


def _kept(held: Held, found: Item, form: PackForm) -> Failed | None:
    """Keep an item; say what is in the way."""
    if not form.validate():
        return Failed(form, UNFIT)
    seen, fields = request.form.get("seen", ""), _typed(form)
    change = partial(moves.edit, uid=found.uid, seen=seen, **fields)
    try:
        current.packs().apply(held.uid, change)
    except InvalidInputError as error:
        form.refuse(error.problems)
        return Failed(form, UNFIT)
    except ConflictError:
        theirs = _item(current.packs().one(held.uid).pack, found.uid)
        return Failed(form, OVERTAKEN, of_items(theirs, replace(theirs, **fields)))
    return None


def _item(pack: Pack, uid: str) -> Item:
    found = next((one for one in pack.items if one.uid == uid), None)
    if found is None:
        raise NotFoundError
    return found


def _typed(form: PackForm) -> dict[str, Any]:
    """Give what was typed, by the names of an item."""
    found: dict[str, Any] = {"text": form.typed("words")}
    found["minutes"] = form.number("minutes")
    if "title" in form:
        found["title"] = form.typed("title")
    if "questions" in form:
        asked = (*form.lines("questions"), *form.chosen("offered"))
        found["questions"] = tuple(dict.fromkeys(asked))
    return found


def _form(item: Item, *, sent: bool = False) -> PackForm:
    """Fill the form of an item: with what stands there, or with what was sent."""
    given = {
        "words": item.text,
        "minutes": item.minutes or "",
        "title": item.title,
        "questions": "\n".join(item.questions),
    }
    form = FORMS[item.kind]() if sent else FORMS[item.kind](formdata=None, **given)
    if "offered" in form:
        offered = own_questions(current.shelf(), item.key)
        left = [one for one in offered if one not in item.questions]
        form["offered"].choices = [(one, one) for one in left]
    return form


def _page(
    held: Held, item: Item, form: PackForm, changes: tuple[Change, ...] = ()
) -> str:
    now = _item(current.packs().one(held.uid).pack, item.uid) if changes else item
    return render_template(
        "training/item.html",
        held=held,
        shown=item_shown(current.shelf(), item),
        form=form,
        seen=digest(now),
        changes=changes,
        parts=[(one.uid, one.title) for one in held.pack.parts],
        here=next(one.uid for one in held.pack.parts if item in one.items),
    )


def _gone(held: Held) -> str:
    """Give back what was written beside something that is not there any more."""
    sent = (request.form.get(name, "") for name in ("title", "words", "questions"))
    typed = "\n\n".join(words for words in sent if words.strip())
    return render_template("training/gone.html", held=held, typed=typed)


def _new_page(held: Held, kind: Kind, form: PackForm) -> str:
    parts = [(one.uid, one.title) for one in held.pack.parts]
    asked = request.form.get("part") or request.args.get("part", "")
    return render_template(
        "training/written.html",
        held=held,
        kind=kind,
        heading=HEADINGS[kind],
        form=form,
        parts=parts,
        here=asked if asked in dict(parts) else parts[-1][0],
    )
