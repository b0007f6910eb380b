"""A page of course packs that took the shelf of editors would be seen by the walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import request

from kb.web import current
from tests.leaks.people import EVERYBODY, Somebody, come
from tests.leaks.records import record
from tests.leaks.seeds import all_of_it
from tests.leaks.site import index, open_real_site
from tests.leaks.test_board_seeds import is_at, met
from tests.leaks.test_seeds import OF_TRAINING
from tests.leaks.walk import Answer, addresses, ask
from tests.leaks.world import World, build

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

#: Pages that name themes and count, and so would show no word of a document.
COUNTS = {"packs_home.show", "packs_new.show"}


@pytest.fixture(scope="module")
def world() -> World:
    return build()


@pytest.fixture(scope="module")
def site(world: World, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    root = tmp_path_factory.mktemp("training")
    index(world.write(root / "content"), root / "index")
    app = open_real_site(root / "content", root)
    record(world, app)
    return app


def trainer(endpoint: str) -> Somebody:
    one = next(one for one in EVERYBODY if one.who == "trainer")
    return Somebody(f"{endpoint} trainer", one.role, one.audiences, one.agency)


def shown(
    world: World, site: Flask, client: FlaskClient, endpoint: str
) -> list[Answer]:
    return [
        ask(client, address)
        for address in addresses(site, world)
        if is_at(site, address, endpoint)
    ]


@pytest.mark.parametrize("endpoint", sorted(OF_TRAINING))
def test_a_page_of_packs_that_takes_the_shelf_of_editors_is_seen(
    world: World, site: Flask, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody = trainer(endpoint)
    client = come(site, somebody)
    assert met(world, site, client, endpoint, somebody) == []
    before = shown(world, site, client, endpoint)
    assert {answer.status for answer in before} >= {200}
    real = current.shelf
    monkeypatch.setattr(
        current,
        "shelf",
        lambda: all_of_it() if request.endpoint == endpoint else real(),
    )
    seen = met(world, site, client, endpoint, somebody)
    if endpoint in COUNTS:
        assert shown(world, site, client, endpoint) != before
    else:
        assert seen != []
