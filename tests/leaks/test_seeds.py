"""Every leak that is put in on purpose is seen by one of the detectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from flask import request
from werkzeug.exceptions import HTTPException

from kb.access import PARTNERS, Can
from kb.web import current
from kb.web.guard import Audience, door_of
from tests.leaks.seeds import SPECIAL, all_of_it
from tests.leaks.site import (
    canaries_met,
    differences,
    everything,
    hidden_from,
    index,
    open_site,
    open_to_caches,
)
from tests.leaks.walk import PARAMETERS, Walker
from tests.leaks.world import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask

    Sow = Callable[[Flask], None]

WORLD = build()


@dataclass(frozen=True)
class Made:
    """A library and its indexes, made before anybody makes a mistake."""

    content: Path
    fresh: Path
    stale: Path
    """As it was when everything was open."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("made")
    content = WORLD.write(root / "content")
    index(content, root / "fresh")
    index(WORLD.write(root / "opened", opened=True), root / "stale")
    return Made(content, root / "fresh", root / "stale")


def first_sign(sow: Sow, made: Made, folder: Path, endpoint: str = "") -> str:
    """Sow a leak and name the first detector that sees it, or give "".

    What `endpoint` answers, if one is named, is asked for first.
    """
    app = open_site(made.content, made.fresh, PARTNERS)
    sow(app)
    asked = everything(WORLD, app, hidden_from(WORLD, PARTNERS)[::40])
    asked.sort(key=lambda address: answers(app, address) != endpoint)
    site = Walker(app)
    if any(canaries_met(WORLD, site, PARTNERS, asked)):
        return "canary"
    if any(open_to_caches(site, asked)):
        return "header"
    twin = WORLD.write(folder / "twin", level=PARTNERS)
    index(twin, folder / "twin index")
    other = open_site(twin, folder / "twin index", PARTNERS)
    sow(other)
    if any(differences(site, Walker(other), asked)):
        return "twin"
    opened = open_site(made.content, made.stale, PARTNERS)
    sow(opened)
    stale = Walker(opened)
    met = any(canaries_met(WORLD, stale, PARTNERS, asked))
    return "stale" if met or any(differences(stale, site, asked)) else ""


def answers(app: Flask, address: str) -> str:
    """Name the endpoint that answers an address; "" when none does."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(urlsplit(address).path)
    except HTTPException:
        return ""
    return str(endpoint)


def test_without_a_leak_no_detector_says_anything(made: Made, tmp_path: Path) -> None:
    assert first_sign(lambda _: None, made, tmp_path) == ""


@pytest.mark.parametrize("name", SPECIAL)
def test_a_leak_is_seen(
    name: str, made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sow(app: Flask) -> None:
        SPECIAL[name](app, monkeypatch)

    assert first_sign(sow, made, tmp_path) != ""


#: Pages that show something of the shelf, each of which could take the wrong shelf.
PAGES = (
    "home.show", "search.show", "api.search", "api.suggest", "documents.listing",
    "documents.show", "documents.report", "themes.listing", "themes.show", "about.show",
    "history.show", "briefing_files.show", "briefing_files.download",
    "pictures.show", "pictures.of_report",
)  # fmt: skip
#: Pages that have something to show once there are records; see test_record_seeds.py.
OF_RECORDS = {"history.version", "log.show", "log.export"}
#: Pages of the board; see test_board_seeds.py.
OF_THE_BOARD = {
    "action.show", "action_new.ask", "agency.show", "dashboard.show", "evidence.fetch",
    "tracker.as_csv", "tracker.as_xlsx", "tracker.show", "runs.show", "untrained.show",
}  # fmt: skip
#: Pages of course packs; see test_training_seeds.py.
OF_TRAINING = {
    "packs_home.show", "packs_new.show", "packs.show", "packs_find.show",
    "packs_items.show", "packs_versions.show", "pack_files.show", "pack_files.download",
}  # fmt: skip
#: Asks for a file, when a course is given or for words of one's own, and shows nothing;
#: or narrows whatever shelf it is given: to that of the public, of all of the board, or
#: of all agencies.
WITHOUT_A_SHELF = {
    "plans.ask", "progress.show", "annual_report.download", "annual_report.show",
    "briefings.show", "briefings.as_csv", "briefings.ask", "receipts.show",
    "run_new.ask", "runs.room", "packs_about.show", "packs_items.blank",
    "packs_parts.show",
}  # fmt: skip


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page_that_takes_the_shelf_of_editors_is_seen(
    endpoint: str, made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = current.shelf

    def sow(_: Flask) -> None:
        monkeypatch.setattr(
            current,
            "shelf",
            lambda: all_of_it() if request.endpoint == endpoint else real(),
        )

    assert first_sign(sow, made, tmp_path, endpoint) != ""


def test_every_page_that_shows_the_shelf_has_its_seed(tmp_path: Path) -> None:
    site = open_site(WORLD.write(tmp_path / "content"), tmp_path / "index", PARTNERS)
    # Editors read everything, so that their pages have no wrong shelf to take. What
    # is sent gets its answer from the page that it was sent from.
    asked = {
        r.endpoint for r in site.url_map.iter_rules() if "GET" in (r.methods or ())
    }
    shows = {
        endpoint
        for endpoint in asked
        if (door := door_of(site, endpoint))
        and door.audience is Audience.SHELF
        and door.needs is not Can.EDIT
    }
    assert set(PARAMETERS) - {"sign_in.show"} <= shows
    assert shows == {
        *PAGES, *OF_RECORDS, *OF_THE_BOARD, *OF_TRAINING, *WITHOUT_A_SHELF
    }  # fmt: skip
