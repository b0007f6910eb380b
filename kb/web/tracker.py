"""The list of actions, on a page and as a file to take away."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from kb.access import BOARD, Can, strictest
from kb.board.plans import files
from kb.board.plans.exporting import Taken
from kb.publishing import names
from kb.web import actions_asked, current
from kb.web.guard import Cache, needs
from kb.web.present import paging
from kb.web.present import tracker as set_out
from kb.web.present import tracker_filters as filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from kb.board.seen import Item
    from kb.web.actions_asked import Asked

pages = Blueprint("tracker", __name__)
PAGE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/board/actions")
@needs(Can.TRACK, cache=Cache.NEVER)
def show() -> ResponseReturnValue:
    """List actions, narrowed and ordered as the address says."""
    asked = actions_asked.read(request.args.to_dict())
    return _page(asked), 422 if asked.problems else 200


@pages.get("/board/actions.csv")
@needs(Can.TRACK, cache=Cache.NEVER)
def as_csv() -> ResponseReturnValue:
    """Give the list as CSV; that it was taken is written down."""
    asked = actions_asked.read(request.args.to_dict())
    if asked.problems:
        return _page(asked), 422
    return _file(files.csv_of(_taken(asked)).encode(), "text/csv", "csv", asked)


@pages.get("/board/actions.xlsx")
@needs(Can.TRACK, cache=Cache.NEVER)
def as_xlsx() -> ResponseReturnValue:
    """Give the list as an Excel workbook; that it was taken is written down."""
    asked = actions_asked.read(request.args.to_dict())
    if asked.problems:
        return _page(asked), 422
    return _file(files.xlsx_of(_taken(asked)), EXCEL, "xlsx", asked)


def _page(asked: Asked) -> str:
    everything = actions_asked.everything(asked)
    listed = actions_asked.listed(asked, everything)
    first = (asked.page - 1) * PAGE
    here = listed[first : first + PAGE]
    current.shown(here, "list")
    shelf = current.shelf()
    looking = set_out.Looking(shelf, asked.day, names.people(current.session()))
    return render_template(
        "board/actions.html",
        asked=asked,
        rows=looking.rows(here),
        total=set_out.total(listed, asked.day),
        selects=filters.selects(shelf, asked, everything),
        kept=filters.kept(asked),
        chips=filters.chips(shelf, asked),
        sorting=filters.sorting(asked),
        nothing_yet=not everything,
        asked_for=urlencode(asked.parameters),
        pagination=paging.of_list(
            "/board/actions", asked.parameters, asked.page, len(listed), PAGE
        ),
    )


def _taken(asked: Asked) -> Taken:
    """Put the list together to be taken away, and write down that it was."""
    listed = actions_asked.listed(asked, actions_asked.everything(asked))
    current.shown(listed, "export")
    narrowed = filters.narrowed(current.shelf(), asked)
    return Taken(
        items=tuple(listed),
        day=asked.day,
        tracking=current.settings().tracking,
        mark=_mark(listed),
        filters=tuple((head, label) for name, head, label in narrowed if name != "on"),
        people=names.people(current.session()),
        address=f"{current.config().address}/board/actions/",
    )


def _mark(listed: Sequence[Item]) -> str:
    """Say whom a file is for: whoever may see the narrowest document in it.

    Of a document that is not open to who takes it there is nothing in it.
    """
    shelf = current.shelf()
    keys = {one.action.of.document for one in listed} & shelf.keys
    audience = reduce(strictest, map(shelf.audience, keys), BOARD)
    name = current.settings().audiences.get(audience, audience)
    illustrative = f"{demo}. " if (demo := current.demo()) else ""
    return (
        f"{illustrative}For {name[:1].lower()}{name[1:]} only. Keep this file where"
        " nobody else can open it, and delete it when it has done its work."
    )


def _file(content: bytes, media: str, kind: str, asked: Asked) -> Response:
    name = f"actions-{asked.day.isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=media, headers=headers)
