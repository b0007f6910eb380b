from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from flask import Blueprint

from kb.access import Can
from kb.errors import SettingError
from kb.web import guard, routes
from tests.web.site import open_site

if TYPE_CHECKING:
    from types import ModuleType

LIST = Path(__file__).parents[2] / "docs" / "routes.csv"


def test_the_list_of_pages_is_the_pages_there_are(content: Path) -> None:
    made = routes.as_csv(open_site(content))
    assert made == LIST.read_text("utf-8"), (
        f"if this is meant, write to {LIST}:\n{made}"
    )


def test_what_takes_a_write_takes_nothing_else_and_is_kept_nowhere(
    content: Path,
) -> None:
    app = open_site(content)
    for rule in app.url_map.iter_rules():
        methods, door = rule.methods or set(), guard.door_of(app, rule.endpoint)
        assert methods in ({"POST", "OPTIONS"}, {"GET", "HEAD", "OPTIONS"}), rule
        if "POST" in methods:
            assert door is not None
            assert door.cache is guard.Cache.NEVER, rule


def test_a_page_that_says_nothing_keeps_the_site_shut(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = Blueprint("silent", __name__)
    silent.add_url_rule("/silent", "show", lambda: "secret")
    monkeypatch.setattr("kb.app.PAGES", (_module(silent),))
    with pytest.raises(SettingError, match="/silent"):
        open_site(content)


def test_a_page_that_slips_in_later_stays_shut(content: Path) -> None:
    app = open_site(content)
    app.add_url_rule("/late", "late", lambda: "secret")
    with app.test_client().get("/late") as response:
        assert response.status_code == 403
        assert "secret" not in response.get_data(as_text=True)


def test_needing_an_ability_is_written_on_the_page() -> None:
    @guard.needs(Can.TRACK, cache=guard.Cache.NEVER)
    def view() -> str:
        return ""

    assert view.door == guard.Door(Can.TRACK, guard.Audience.SHELF, guard.Cache.NEVER)  # type: ignore[attr-defined]


def _module(pages: Blueprint) -> ModuleType:
    return cast("ModuleType", SimpleNamespace(pages=pages))
