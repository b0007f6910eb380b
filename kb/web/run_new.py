"""Recording that a course is given, or was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from kb.access import PUBLIC, Can
from kb.errors import InvalidInputError
from kb.training import runs
from kb.training.held import Why
from kb.training.runs import Recorded
from kb.web import current
from kb.web.action_forms import line, right_day
from kb.web.guard import Cache, needs
from kb.web.packs_forms import PackForm, lines
from kb.web.packs_parts import building
from kb.web.present import addresses
from kb.web.present.days import day_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.training.packs import Held

pages = Blueprint("run_new", __name__)
SEE_OTHER, UNFIT = 303, 422
WHAT = (
    "People say before the course, just after it and some weeks later how confident"
    " they are in each of these. One on each line; empty to ask nothing."
)
TELLS = "Nothing in these lines tells what only some may read"
SEEN = "Anybody who has the link to the form sees them."


class RunForm(PackForm):
    """When, where and by whom, and what people are asked about it."""

    day = StringField(
        "Day",
        [InputRequired("Say on which day it is"), Length(max=40), right_day],
        description="Such as 31/3/2026. It may be past or still to come.",
    )
    place = line("Place", "Leave it empty for a course online.", runs.LONGEST)
    trainer = line("Who gives the course", "As the record should say.", runs.LONGEST)
    outcomes = lines("Learning outcomes that people are asked about", WHAT)
    tells = BooleanField(TELLS, [InputRequired(TELLS)], description=SEEN)


@pages.get("/training/packs/<uid>/runs/new")
@needs(Can.TRAIN, cache=Cache.NEVER)
def ask(uid: str) -> str:
    """Show the form, with the learning outcomes of the pack."""
    held = building(uid)
    start = {
        "trainer": current.me().name,
        "outcomes": "\n".join(held.pack.outcomes),
    }
    return _page(held, _fitted(RunForm(formdata=None, data=start), held))


@pages.post("/training/packs/<uid>/runs/new")
@needs(Can.TRAIN, cache=Cache.NEVER)
def record(uid: str) -> ResponseReturnValue:
    """Keep the pack as it is given, and record the run."""
    held = building(uid)
    form = _fitted(RunForm(), held)
    if form.validate():
        try:
            run = _record(held, form)
        except InvalidInputError as error:
            form.refuse(error.problems)
        else:
            flash("The run is recorded. Here are the links to its feedback.")
            return redirect(addresses.of_run(run), SEE_OTHER)
    return _page(held, form), UNFIT


def _fitted(form: RunForm, held: Held) -> RunForm:
    """Ask about what the lines tell where a pack is not for everybody."""
    if held.audience == PUBLIC:
        del form["tells"]
    return form


def _record(held: Held, form: RunForm) -> str:
    session, now, settings = current.session(), current.now(), current.settings()
    given = Recorded(
        pack=held.uid,
        number=0,
        day=day_of(form.typed("day")) or now.date(),
        place=form.typed("place"),
        trainer=form.typed("trainer"),
        outcomes=form.lines("outcomes"),
    )
    # Only a run that can be recorded counts as a use of the pack.
    runs.fitting(given, settings.training, now.date())
    given = replace(given, number=current.packs().keep(held.uid, Why.RUN))
    return runs.record(
        session,
        current.parts().seal,
        now,
        (current.who(), current.me().agency),
        given,
        training=settings.training,
    )


def _page(held: Held, form: RunForm) -> str:
    return render_template("training/run_new.html", held=held, form=form)
