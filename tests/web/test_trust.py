from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.web import promises
from tests.web.site import open_site, page, words

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


def test_every_promise_is_shown_with_its_tests(client: FlaskClient) -> None:
    shown = words(page(client, "/trust"))
    for promise in promises.read().promises:
        assert promise.heading in shown
        assert promise.words in shown
        for sentence, file in promise.shown:
            assert f"{sentence} ({file})" in shown


def test_what_is_not_promised_and_not_there_is_said_too(client: FlaskClient) -> None:
    shown = words(page(client, "/trust"))
    said = promises.read()
    assert said.not_promised
    assert said.not_there_yet
    for one in (*said.not_promised, *said.not_there_yet):
        assert one in shown


def test_each_promise_has_a_place_to_link_to(client: FlaskClient) -> None:
    soup = page(client, "/trust")
    for promise in promises.read().promises:
        heading = soup.select_one(f"#{promise.number.lower()}")
        assert heading is not None
        assert heading.get_text() == promise.heading


def test_the_page_says_whom_to_tell(content: Path) -> None:
    with (content / "library.yaml").open("a", encoding="utf-8") as out:
        out.write("contact: Ask the business unit.\n")
    client = open_site(content).test_client()
    assert "Ask the business unit." in words(page(client, "/trust"))


@pytest.mark.parametrize("address", ["/", "/about", "/lessons/ask-again"])
def test_every_page_leads_to_it(client: FlaskClient, address: str) -> None:
    assert page(client, address).select_one('footer a[href="/trust"]') is not None
