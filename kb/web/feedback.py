"""The form of feedback, for anybody who has its link. Nobody signs in to it.

It reads no account and keeps no address: what comes in are numbers, a few words, and
a number that the form drew when it was opened.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request

from kb.access import PUBLIC, Can
from kb.errors import InvalidInputError, NotFoundError
from kb.training import feedback, links
from kb.training import run as running
from kb.training import title as titles
from kb.training.feedback import Given
from kb.training.steps import Standing
from kb.web import current
from kb.web.guard import Audience, Cache, needs
from kb.web.present.feedback import CHOICES, Form, form_of
from kb.web.present.run_steps import HEADINGS
from kb.web.protecting import limiter

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.training.run import Run
    from kb.training.steps import Step

pages = Blueprint("feedback", __name__)
SEE_OTHER, GONE, UNFIT = 303, 410, 422
#: A room of people sends from one address at once; how many answers there can be at
#: all, the run says.
FROM_ONE_ROOM = "200/minute;1000/hour"


@pages.get("/feedback/<token>")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
def ask(token: str) -> ResponseReturnValue:
    """Show the form of a step."""
    found = _opened(token)
    if found is None:
        return _over()
    run, step = found
    if run.step(step, current.now().date()) is not Standing.OPEN:
        return _closed(run, step)
    return _page(run, step, form_of(run, step, drawn=secrets.token_hex(16)))


@pages.post("/feedback/<token>")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
@limiter.limit(FROM_ONE_ROOM)
def answer(token: str) -> ResponseReturnValue:
    """Keep an answer, or show the form again with what was typed."""
    found = _opened(token)
    if found is None:
        return _over()
    run, step = found
    sent = request.form
    form = form_of(run, step, sent)
    if not form.wrong:
        try:
            _keep(run, step, form)
        except InvalidInputError as error:
            form = form.refused(error.problems)
        else:
            return redirect(f"/feedback/{token}/thanks", SEE_OTHER)
    return _page(run, step, form), UNFIT


@pages.get("/feedback/<token>/thanks")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
def thanks(token: str) -> ResponseReturnValue:
    """Thank who answered, and say whom one can talk to."""
    if _opened(token) is None:
        return _over()
    helplines = current.settings().helplines
    return render_template("feedback/thanks.html", token=token, helplines=helplines)


def _keep(run: Run, step: Step, form: Form) -> None:
    given = Given(form.confidence, form.words, form.drawn)
    feedback.answer(
        current.session(),
        current.parts().seal,
        (run.uid, step),
        given,
        current.now().date(),
    )


def _opened(token: str) -> tuple[Run, Step] | None:
    """Find the run and step of a link; None when it leads nowhere, for any reason."""
    named = links.opened(current.config().signing_key(), token)
    if named is None:
        return None
    try:
        run = running.run(current.session(), current.parts().seal, named[0])
    except NotFoundError:
        return None
    return None if run.struck or named[1] not in run.steps else (run, named[1])


def _page(run: Run, step: Step, form: Form) -> str:
    return render_template(
        "feedback/ask.html",
        run=run,
        step=step,
        form=form,
        choices=CHOICES,
        heading=HEADINGS[step],
        title=_title(run),
        question=run.asked.words_of(step),
        fewest=current.settings().training.fewest,
    )


def _title(run: Run) -> str:
    """Give the title of a pack that is for everybody, as all it teaches still is."""
    public = current.shelf().narrowed_to(frozenset({PUBLIC}))
    if run.audience != PUBLIC or not public.keys.issuperset(run.keys):
        return ""
    return titles.of_run(current.session(), current.parts().seal, run)


def _closed(run: Run, step: Step) -> ResponseReturnValue:
    """Say when a step opens, or that it is over."""
    window, today = run.steps[step], current.now().date()
    is_over = window.standing(today) is Standing.CLOSED
    status = GONE if is_over else 200
    given = {"opens": window.opens, "is_over": is_over}
    return render_template("feedback/closed.html", **given), status


def _over() -> ResponseReturnValue:
    return render_template("feedback/over.html"), GONE
