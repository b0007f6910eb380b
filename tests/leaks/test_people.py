"""Everybody at every address: what each may not read comes out nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import Role
from tests.leaks.acted import PLACES
from tests.leaks.people import EVERYBODY, Somebody, come
from tests.leaks.records import record
from tests.leaks.signs import hidden_from
from tests.leaks.site import index, open_real_site
from tests.leaks.taught import COURSES
from tests.leaks.walk import addresses, addresses_of, ask, leaks
from tests.leaks.world import Secret, World, build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


@pytest.fixture(scope="module")
def world() -> World:
    return build()


@pytest.fixture(scope="module")
def site(world: World, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    root = tmp_path_factory.mktemp("records")
    content = world.write(root / "content")
    index(content, root / "index")
    app = open_real_site(content, root)
    record(world, app)
    return app


def walked(site: Flask, world: World, somebody: Somebody) -> Iterator[str]:
    """List all addresses; those who lost their session share them between them.

    Each of them comes to every page, and together they come to every address.
    """
    if not somebody.fate:
        yield from addresses(site, world)
        return
    lost = [one for one in EVERYBODY if one.fate]
    for rule in site.url_map.iter_rules():
        for number, address in enumerate(addresses_of(rule, world)):
            if number == 0 or lost[number % len(lost)] is somebody:
                yield address


@pytest.mark.parametrize("somebody", EVERYBODY, ids=str)
def test_nobody_meets_a_secret_at_any_address(
    world: World, site: Flask, somebody: Somebody
) -> None:
    client, hidden = come(site, somebody), hidden_from(world, somebody)
    met = []
    for address in walked(site, world, somebody):
        answer = ask(client, address)
        met += leaks(answer, address, hidden)
        met += [f"{answer.status} at {address}"] if answer.status > 499 else []
    assert met == []


def test_editors_meet_the_secrets_of_records(world: World, site: Flask) -> None:
    editor = next(one for one in EVERYBODY if one.who == "editor")
    client = come(site, Somebody("another editor", Role.EDITOR, editor.audiences))
    asked = [a for a in addresses(site, world) if _of_records(a)]
    met = "".join(ask(client, address).body.decode() for address in asked)
    unseen = [s.where for s in world.secrets if _recorded(s) and s.word not in met]
    # Drafts are their writer's own; what is being written is nobody else's yet.
    assert {where for where in unseen if "draft" not in where} == set()


@pytest.mark.parametrize(
    "who", ["agency lead", "agency lead elsewhere", "board member", "editor"]
)
def test_whose_business_it_is_meets_all_that_is_said_of_an_action(
    world: World, site: Flask, who: str
) -> None:
    somebody = next(one for one in EVERYBODY if one.who == who)
    rest = (somebody.role, somebody.audiences, somebody.agency)
    client = come(site, Somebody(f"second {who}", *rest))
    asked = [a for a in addresses(site, world) if a.startswith("/board/")]
    met = " ".join(str(ask(client, address)) for address in asked)
    mine = {one.whose for one in PLACES if one.is_for(somebody)}
    assert mine
    unseen = [
        s.where for s in world.secrets if s.audience in mine and s.word not in met
    ]
    assert unseen == []


@pytest.mark.parametrize("who", ["anonymous", "trainer", "board member", "editor"])
def test_whose_business_it_is_meets_all_that_is_said_of_a_course(
    world: World, site: Flask, who: str
) -> None:
    somebody = next(one for one in EVERYBODY if one.who == who)
    rest = (somebody.role, somebody.audiences, somebody.agency)
    client = come(site, Somebody(f"third {who}", *rest))
    places = ("/training/runs/", "/feedback/", "/lessons/", "/policies/")
    asked = [a for a in addresses(site, world) if a.startswith(places)]
    met = " ".join(str(ask(client, address)) for address in asked)
    mine = {*somebody.audiences}
    mine |= {whose for one in COURSES for whose in one.shown_to(somebody)}
    said = [s for s in world.secrets if s.where.startswith("course for ")]
    unseen = [s.where for s in said if s.audience in mine and s.word not in met]
    assert unseen == []
    assert [s for s in said if s.word in met]


def _of_records(address: str) -> bool:
    return address.startswith("/proposals/") or "/history" in address


def _recorded(secret: Secret) -> bool:
    return "that waits" in secret.where or "taken out" in secret.where
