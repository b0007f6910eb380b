"""A page of the board that took the shelf of editors would be seen by the walk."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from flask import request
from werkzeug.exceptions import HTTPException

from kb.web import current
from tests.leaks.people import EVERYBODY, Somebody, come
from tests.leaks.records import record
from tests.leaks.seeds import all_of_it
from tests.leaks.signs import hidden_from
from tests.leaks.site import index, open_real_site
from tests.leaks.test_seeds import OF_THE_BOARD
from tests.leaks.walk import addresses, ask, leaks
from tests.leaks.world import World, build

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

#: Whose page it is, where it is not a board member's.
WHO = {"agency.show": "agency lead"}


@pytest.fixture(scope="module")
def world() -> World:
    return build()


@pytest.fixture(scope="module")
def site(world: World, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    root = tmp_path_factory.mktemp("board")
    index(world.write(root / "content"), root / "index")
    app = open_real_site(root / "content", root)
    record(world, app)
    return app


def somebody_for(endpoint: str) -> Somebody:
    """Give who looks at a page."""
    who = WHO.get(endpoint, "board member")
    one = next(one for one in EVERYBODY if one.who == who)
    return Somebody(f"{endpoint} {who}", one.role, one.audiences, one.agency)


def met(
    world: World, site: Flask, client: FlaskClient, endpoint: str, somebody: Somebody
) -> list[str]:
    """List the secrets that somebody meets on one page, however it is asked for."""
    hidden = hidden_from(world, somebody)
    return [
        leak
        for address in addresses(site, world)
        if is_at(site, address, endpoint)
        for leak in leaks(ask(client, address), address, hidden)
    ]


def is_at(site: Flask, address: str, endpoint: str) -> bool:
    try:
        found, _ = site.url_map.bind("").match(urlsplit(address).path)
    except HTTPException:
        return False
    return bool(found == endpoint)


@pytest.mark.parametrize("endpoint", sorted(OF_THE_BOARD))
def test_a_page_of_the_board_that_takes_the_shelf_of_editors_is_seen(
    world: World, site: Flask, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody = somebody_for(endpoint)
    client = come(site, somebody)
    assert met(world, site, client, endpoint, somebody) == []
    real = current.shelf
    monkeypatch.setattr(
        current,
        "shelf",
        lambda: all_of_it() if request.endpoint == endpoint else real(),
    )
    assert met(world, site, client, endpoint, somebody) != []
