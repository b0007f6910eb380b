"""The board's dashboard: has the learning been acted on?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from kb.access import Can
from kb.board.choosing import Choice
from kb.board.figures import Standing
from kb.training.stamp import stamp
from kb.web import board_scope, board_training, current
from kb.web.guard import Cache, needs
from kb.web.present.board_choices import choices
from kb.web.present.board_timeline import lanes
from kb.web.present.board_training import training
from kb.web.present.children import children
from kb.web.present.dashboard import dashboard

if TYPE_CHECKING:
    from datetime import date

    from flask.typing import ResponseReturnValue

    from kb.board.seen import Item
    from kb.publishing.trained import Figures
    from kb.web.board_scope import Asked
    from kb.web.present.board_choices import Choices
    from kb.web.present.board_timeline import Lanes
    from kb.web.present.board_training import TrainingShown
    from kb.web.present.children import Children
    from kb.web.present.dashboard import Dashboard

pages = Blueprint("dashboard", __name__)


@dataclass(frozen=True, slots=True)
class _Page:
    """What is worked out once for everybody who sees the same."""

    form: Choices
    shown: Dashboard
    lanes: Lanes | None
    children: Children | None
    drawn: tuple[Item, ...]
    """The actions that the picture and its table name."""


@pages.get("/board")
@needs(Can.TRACK, cache=Cache.NEVER)
def show() -> ResponseReturnValue:
    """Show how far the learning was acted on, as of a day beside an earlier one."""
    shelf, today = current.shelf(), current.now().date()
    asked = board_scope.read(request.args, today, shelf)
    items = current.items(asked.day)
    if asked.wrong or not items:
        form = choices(shelf, items, asked)
        first = min((i.action.of.created for i in current.items()), default=None)
        found = render_template(
            "board/dashboard.html", form=form, begins=first, training=_training(asked)
        )
        return found, 422 if asked.wrong else 200
    state = stamp(current.session())
    name = ("dashboard", asked.scope, asked.on, state, *asked.typed.values())
    recall = current.recall()
    page = recall.once(name, lambda: _page(asked), asked.day, asked.beside)
    current.shown(page.drawn, "track")
    return render_template(
        "board/dashboard.html",
        form=page.form,
        shown=page.shown,
        lanes=page.lanes,
        children=page.children,
        links=asked.links,
        training=_training(asked),
    )


def _page(asked: Asked) -> _Page:
    shelf = current.shelf()
    now = _whole(asked.on, asked.day)
    before = _whole(asked.beside, asked.beside).part(asked.scope)
    here = now.part(asked.scope)
    drawn = lanes(shelf, here)
    items = current.items(asked.day)
    is_whole = asked.scope == Choice()
    return _Page(
        form=choices(shelf, items, asked),
        shown=dashboard(shelf, here, before, asked.links, _figures(asked).trained),
        lanes=drawn,
        children=children(shelf, items, asked.on, asked.beside) if is_whole else None,
        drawn=tuple(on.item for on in here.ons) if drawn else (),
    )


def _training(asked: Asked) -> TrainingShown:
    fewest = current.settings().training.fewest
    return training(current.shelf(), _figures(asked), fewest)


def _figures(asked: Asked) -> Figures:
    return board_training.figures(asked.scope, asked.on)


def _whole(on: date, day: date | None) -> Standing:
    """Look at all actions on a day; `day` is None for the records as they are now."""

    def make() -> Standing:
        tracking = current.settings().tracking
        return Standing.of(current.items(day), on, tracking, Choice())

    return current.recall().once(("standing", on), make, day)
