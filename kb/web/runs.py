"""The page of a run: who came, the links to its feedback, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from kb.access import Can
from kb.errors import NotFoundError
from kb.publishing import names
from kb.training import effect, links, said
from kb.training.steps import Standing, Step
from kb.web import current, run_forms, run_seen
from kb.web.guard import Cache, needs
from kb.web.present import qr
from kb.web.present.run import run_shown
from kb.web.present.run_effect import changes
from kb.web.present.run_steps import HEADINGS, answered, step_shown

if TYPE_CHECKING:
    from kb.training.run import Run
    from kb.training.said import Read
    from kb.web.present.run_steps import StepShown
    from kb.web.run_forms import Typed
    from kb.web.run_seen import Seen

pages = Blueprint("runs", __name__)


@pages.get("/training/runs/<uid>")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
def show(uid: str) -> str:
    """Show a run of a course."""
    found = run_seen.seen(uid)
    current.documents_shown(found.run.keys)
    return shown(found)


@pages.get("/training/runs/<uid>/room/<any(before, after, later):step>")
@needs(Can.TRAIN, cache=Cache.NEVER)
def room(uid: str, step: str) -> str:
    """Show the link and its code so that a room can see them, on a wall or on paper."""
    run = run_seen.changing(uid).run
    if Step(step) not in run.steps:
        raise NotFoundError
    return render_template(
        "training/room.html",
        run=run,
        step=_step(run, Step(step)),
        heading=HEADINGS[Step(step)],
        helplines=current.settings().helplines,
    )


def shown(found: Seen, typed: Typed | None = None) -> str:
    """Show a run, and what was typed about who came when it could not be taken."""
    run, training = found.run, current.settings().training
    called = names.people(current.session())
    today = current.now().date()
    given = current.session(), training, today
    tally = effect.tallies(*given, [run.uid]).get(run.uid, {})
    pack_agencies = found.held.pack.agencies if found.held else ()
    return render_template(
        "training/run.html",
        seen=found,
        run=run,
        shown=run_shown(current.shelf(), found, names.called(called, run.who)),
        steps=[_step(run, step) for step in Step if step in run.steps],
        changes=changes(run, tally, training),
        read=_read(run) if found.may_change else {},
        form=typed or run_forms.start(run.attendance, pack_agencies),
        sent=typed is not None,
        is_over=today >= run.day,
    )


def _step(run: Run, step: Step) -> StepShown:
    """Set a step out with its link, and how many answered at least."""
    today, training = current.now().date(), current.settings().training
    link = ""
    if run.step(step, today) in {Standing.OPEN, Standing.TO_COME}:
        link = links.address(current.config(), run.uid, step)
    fewest = training.fewest
    count = effect.at_least(current.session(), run.uid, step, fewest)
    code = qr.svg(link) if link else None
    return step_shown(run, step, today, answered(count, fewest), (link, code))


def _read(run: Run) -> dict[Step, Read]:
    """Give what people wrote, where it can be read."""
    training, today = current.settings().training, current.now().date()
    given = current.session(), current.parts().seal
    return {
        step: said.read(*given, (run, step), training, today)
        for step in run.steps
        if run.asked.words_of(step)
    }
