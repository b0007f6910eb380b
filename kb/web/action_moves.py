"""Doing something to an action: each move is sent to an address of its own.

What the rules forbid comes back with everything that was typed. So does what somebody
else has overtaken, with what they changed meanwhile.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request

from kb.access import Can
from kb.board import past, records
from kb.board.rules import Wanted
from kb.board.seen import reviews_now
from kb.board.states import Closure, Response
from kb.errors import ChangedMeanwhileError, InvalidInputError, NotFoundError
from kb.web import action_page, current, moves, named
from kb.web.action_page import Failed
from kb.web.guard import Cache, needs
from kb.web.moves import MOVES, Offered
from kb.web.present import addresses, plan_choices
from kb.web.present.days import day_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from kb.board.seen import Item
    from kb.web.action_forms import MoveForm

    Doing = Callable[[MoveForm, Item], str]

pages = Blueprint("action_moves", __name__)
SEE_OTHER, UNFIT, OVERTAKEN = 303, 422, 409
_TOO_LONG = 9
_UID = re.compile(r"[0-9a-f]{16}")
NOTHING = "Nothing is different. To keep these words, add them as a note on progress."


@pages.post("/board/actions/<uid>/change")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
def change(uid: str) -> ResponseReturnValue:
    """Change what stands there: an answer, delivery, the plan, assurance, closure."""
    name = request.form.get("part", "")
    if name not in _WANTED:
        raise NotFoundError
    return do(uid, name, _change)


@pages.post("/board/actions/<uid>/note")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
def note(uid: str) -> ResponseReturnValue:
    """Keep a note on progress."""
    return do(uid, "note", _note)


@pages.post("/board/actions/<uid>/challenge")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
def challenge(uid: str) -> ResponseReturnValue:
    """Keep a challenge of the board."""
    return do(uid, "challenge", _challenge)


@pages.post("/board/actions/<uid>/answer")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
def answer(uid: str) -> ResponseReturnValue:
    """Keep the agency's answer to a challenge."""
    return do(uid, "answer", _answer)


@pages.post("/board/actions/<uid>/look-again")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
def look_again(uid: str) -> ResponseReturnValue:
    """Keep that the board looked again at what has come back, or open it again."""
    return do(uid, "again", _look_again)


def do(uid: str, name: str, doing: Doing) -> ResponseReturnValue:
    """Make a move, or show the page again with what was typed and what is wrong."""
    item = current.item(uid)
    about, seen = _about(), _seen()
    form = moves.filled(name, item, about, sent=True)
    status, meanwhile = UNFIT, None
    if form.validate():
        try:
            flash(doing(form, item))
        except InvalidInputError as error:
            form.refuse(error.problems)
        except ChangedMeanwhileError:
            status, meanwhile = OVERTAKEN, max(seen, 0)
            item, form = _again(item, name, about, meanwhile)
            seen = item.action.version
        else:
            return redirect(addresses.of_action(uid), SEE_OTHER)
    _ask_for_the_file_again(form)
    hidden = moves.hidden_in(name, seen, about)
    sent = Offered(MOVES[name], form, hidden, opened=True)
    failed = Failed(moves.key_of(name, about), sent, meanwhile)
    return action_page.shown(item, failed), status


def _again(item: Item, name: str, about: str, seen: int) -> tuple[Item, MoveForm]:
    """Give an action as it is by now, and what was typed for as it was when seen."""
    session, uid = current.session(), item.action.uid
    session.expire_all()
    now = current.item(uid)
    changes = records.history(session, uid)[:seen]
    before = replace(now, action=past.after(now.action, changes))
    form = moves.filled(name, now, about, sent=True)
    moves.carried_over(form, name, before, now)
    return now, form


def _about() -> str:
    """Give the uid of the challenge or the evidence that a form is about."""
    sent = request.form.get("to", "")
    return sent if _UID.fullmatch(sent) else ""


def _seen() -> int:
    """Give the version of the action that the sender of a form saw."""
    typed = request.form.get("seen", "")
    return int(typed) if typed.isdecimal() and len(typed) < _TOO_LONG else -1


def _ask_for_the_file_again(form: MoveForm) -> None:
    """Say that a file has to be chosen again: no browser fills it in."""
    file = next((one for one in form if one.type == "FileField"), None)
    if file is not None and file.data and file.data.filename and not file.errors:
        form.refuse({"file": f"Choose {file.data.filename} again."})


def _change(form: MoveForm, item: Item) -> str:
    name = request.form.get("part", "")
    values = _WANTED[name](form, item)
    wanted = Wanted(values, form.typed("words"), form.typed("minute"))
    reviews = reviews_now(item.action, current.shelf())
    seen = _seen()
    after = current.tracker().change(item.action.uid, seen, wanted, reviews)
    if after.version == seen:
        if wanted.words:
            raise InvalidInputError({"words": NOTHING})
        return "Nothing was different, so nothing was changed."
    return "Saved. The change is in the history below."


def _response(form: MoveForm, _: Item) -> dict[str, str]:
    said = form.typed("response")
    body = form.typed("passed_to") if said == Response.ANOTHER_BODY else ""
    return {"response": said, **({"passed_to": body} if body else {})}


def _alone(name: str) -> Callable[[MoveForm, Item], dict[str, str]]:
    return lambda form, _: {name: form.typed(name)}


def _closure(form: MoveForm, _: Item) -> dict[str, str]:
    said = form.typed("closure")
    given = {"successor": form.typed("successor")} if said == Closure.SUPERSEDED else {}
    return {"closure": said, **given}


def _plan(form: MoveForm, item: Item) -> dict[str, str]:
    """Give the plan as a change writes it, as far as this person may change it."""
    agency, action = item.action.of.agency, item.action
    asked = {"text": "what", "measure": "measure"}
    values = {one: form.typed(at) for one, at in asked.items() if _sent(form, at)}
    for name in ("owner", "lead"):
        if _sent(form, name):
            before = getattr(action, name)
            values[name] = named.meant(form.typed(name), agency, before)
    if _sent(form, "due"):
        day = day_of(form.typed("due"))
        values["due"] = day.isoformat() if day else ""
    if "early" in form:
        values["early"] = "yes" if form["early"].data else ""
    if _sent(form, "policy") and form.typed("policy") != plan_choices.HIDDEN:
        values["policy"] = form.typed("policy")
    return values


def _sent(form: MoveForm, name: str) -> bool:
    return name in form and bool(form[name].raw_data)


_WANTED: dict[str, Callable[[MoveForm, Item], dict[str, str]]] = {
    "response": _response,
    "plan": _plan,
    "closure": _closure,
    **{name: _alone(name) for name in ("delivery", "assurance", "sustained")},
}


def _note(form: MoveForm, item: Item) -> str:
    current.tracker().note(item.action.uid, form.typed("words"))
    return "The note is kept."


def _challenge(form: MoveForm, item: Item) -> str:
    current.tracker().challenge(item.action.uid, form.typed("words"))
    return "The challenge is kept, and waits for the agency’s answer."


def _answer(form: MoveForm, item: Item) -> str:
    to = request.form.get("to", "")
    current.tracker().answer(item.action.uid, form.typed("words"), to=to)
    return "The answer is kept."


def _look_again(form: MoveForm, item: Item) -> str:
    words, minute, uid = form.typed("words"), form.typed("minute"), item.action.uid
    reviews = {*item.action.known_reviews, *reviews_now(item.action, current.shelf())}
    if request.form.get("do") == "reopen":
        wanted = Wanted({"closure": Closure.OPEN.value}, words, minute)
        current.tracker().change(uid, _seen(), wanted)
        return "It is open again."
    current.tracker().look_again(uid, reviews, words=words, minute=minute)
    return "Kept: the board looked at it again, and it stands."
