""" "Not there" and "not for you" take the same work, measured and not guessed."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

import pytest
from flask import render_template, request

from kb.access import PUBLIC
from tests.leaks.site import build_site
from tests.leaks.world import World, build

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

#: How often each page is asked for, and how much longer one may take than the other.
ROUNDS, MOST = 60, 1.6
PLACES = ("", "/history")


@pytest.fixture(scope="module")
def world() -> World:
    return build()


def ratio(site: Flask, hidden: str, missing: str) -> float:
    """Say how much more work one page is than another, in processor time.

    They take turns, and the middle of many is compared, so that what else the machine
    does meanwhile falls on both.
    """
    client = site.test_client()
    taken: dict[str, list[float]] = {hidden: [], missing: []}
    for _ in range(ROUNDS):
        for address, times in taken.items():
            began = time.process_time()
            assert client.get(address).status_code == 404
            times.append(time.process_time() - began)
    longer, shorter = median(taken[hidden]), median(taken[missing])
    return max(longer, shorter) / min(longer, shorter)


@pytest.mark.parametrize("place", PLACES)
def test_what_is_hidden_takes_as_long_as_what_is_not_there(
    world: World, tmp_path: Path, place: str
) -> None:
    site = build_site(world, tmp_path, PUBLIC)
    assert ratio(site, *addresses(world, place)) < MOST


def test_three_times_the_work_for_what_is_hidden_is_seen(
    world: World, tmp_path: Path
) -> None:
    site = build_site(world, tmp_path, PUBLIC)
    documents = site.extensions["kb"].library.snapshot().documents

    @site.before_request
    def look_harder() -> None:
        if request.path.strip("/") in documents:
            for _ in range(2):
                render_template("errors/not_found.html", themes=())
                site.extensions["kb"].library.refresh()

    assert ratio(site, *addresses(world, "")) > MOST


def addresses(world: World, place: str) -> tuple[str, str]:
    """Give the address of a hidden review, and one of none that is as long."""
    one = next(f for f in world.files if f.folder == "reviews" and f.audience != PUBLIC)
    return (
        f"/reviews/{one.id}{place}",
        f"/reviews/{'zu' + 'x' * (len(one.id) - 2)}{place}",
    )
