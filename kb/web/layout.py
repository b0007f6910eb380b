"""What every template may use: the library's names, the menu, how dates are said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from kb.access import Can
from kb.web import current
from kb.web.present.words import capital, day

if TYPE_CHECKING:
    from flask import Flask

MENU = (
    ("/lessons/", "Lessons"),
    ("/reviews/", "Reviews"),
    ("/policies/", "Policy updates"),
    ("/themes/", "Themes"),
    ("/about", "About"),
)
#: The page of an agency; the board's own staff have none.
AGENCY = "/agency"
#: What people have beside the library, by what they may do.
OWN = (
    (Can.TRACK, "/board", "Board"),
    (Can.ANSWER, AGENCY, "Our actions"),
    (Can.READ, "/training", "Training"),
    (Can.EDIT, "/desk", "Desk"),
    (Can.OVERSEE, "/log", "Who read what"),
    (Can.MANAGE, "/people", "People"),
    (Can.READ, "/account", "Account"),
)
MACROS = "govuk_frontend_jinja"


def register(app: Flask) -> None:
    """Let templates find GOV.UK Frontend's macros, and what stands on every page."""
    own = app.jinja_loader
    macros = PrefixLoader({MACROS: PackageLoader(MACROS)})
    app.jinja_env.loader = ChoiceLoader([one for one in (own, macros) if one])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(day=day, capital=capital)
    app.context_processor(_everywhere)


def _everywhere() -> dict[str, Any]:
    section = f"/{request.path.split('/')[1]}"
    reader = current.reader()
    return {
        "me": current.person(),
        "demo": current.demo,
        "own_pages": [
            (url, name, url == section)
            for ability, url, name in OWN
            if reader.can(ability) and (reader.agency or url != AGENCY)
        ],
        "site": current.settings,
        "menu": [(url, name, url.rstrip("/") == section) for url, name in MENU],
    }
