"""What is done to a run: who came, closing a step, what people wrote, striking out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request

from kb.access import Can
from kb.errors import InvalidInputError, NotFoundError
from kb.training import runs as recording
from kb.training import said
from kb.training.steps import Step
from kb.web import current, run_forms, run_seen, runs
from kb.web.guard import Cache, needs
from kb.web.present import addresses

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("run_moves", __name__)
SEE_OTHER, UNFIT = 303, 422
_LONGEST = 17
RELEASED = "It is shown beside the lessons of this course from now on."
HELD_BACK = "It is shown nowhere any more."


@pages.post("/training/runs/<uid>/attendance")
@needs(Can.TRAIN, cache=Cache.NEVER)
def attendance(uid: str) -> ResponseReturnValue:
    """Say how many came, or put it right."""
    found = run_seen.changing(uid)
    sent = request.form
    typed = run_forms.read(sent)
    if request.form.get("do") == "more":
        return runs.shown(found, typed)
    if typed.wrong:
        return runs.shown(found, typed), UNFIT
    try:
        recording.count(
            current.session(), current.now(), uid, typed.came, current.settings()
        )
    except InvalidInputError as error:
        said_wrong = [
            {"input": "count-0", "text": words} for words in error.problems.values()
        ]
        return runs.shown(found, replace(typed, wrong=said_wrong)), UNFIT
    total = sum(one.count for one in typed.came)
    return _again(uid, f"Saved: {total:,} came.")


@pages.post("/training/runs/<uid>/close")
@needs(Can.TRAIN, cache=Cache.NEVER)
def close(uid: str) -> ResponseReturnValue:
    """Close a step of the feedback before its last day."""
    run = run_seen.changing(uid).run
    step = request.form.get("step", "")
    if step not in {one.value for one in run.steps}:
        raise NotFoundError
    try:
        recording.close(current.session(), current.now(), uid, Step(step))
    except InvalidInputError:
        return _again(uid, "It was closed already.")
    return _again(uid, "Closed. Nobody can answer it any more.")


@pages.post("/training/runs/<uid>/release")
@needs(Can.TRAIN, cache=Cache.NEVER)
def release(uid: str) -> ResponseReturnValue:
    """Let an example be shown beside the lessons, or hold it back again."""
    run = run_seen.changing(uid).run
    named = request.form.get("number", "")
    if not (named.isascii() and named.isdecimal() and len(named) < _LONGEST):
        raise NotFoundError
    if request.form.get("do") == "hold-back":
        said.hold_back(current.session(), run, int(named))
        return _again(uid, HELD_BACK)
    said.release(current.session(), current.who(), run, int(named))
    return _again(uid, RELEASED)


@pages.post("/training/runs/<uid>/strike")
@needs(Can.TRAIN, cache=Cache.NEVER)
def strike(uid: str) -> ResponseReturnValue:
    """Strike a run out as a mistake."""
    run_seen.changing(uid)
    recording.strike(current.session(), current.now(), uid)
    return _again(uid, "Struck out. It counts nowhere, and its links have ended.")


def _again(uid: str, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(addresses.of_run(uid), SEE_OTHER)
