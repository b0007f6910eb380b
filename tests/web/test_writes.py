"""Nothing is written without a token, from another site, or by a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.web.house import PASSWORD, House, open_house
from tests.web.site import open_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

HTTPS = "https://library.example.org"
SAFE = {"GET", "HEAD", "OPTIONS"}
BOXES = "[name=password], [name=old], [name=new]"
GIVEN = {"folder": "lessons", "identifier": "ask-again", "kind": "note"}


@pytest.fixture
def house(content: Path) -> House:
    return open_house(content)


@pytest.fixture
def encrypted(content: Path) -> Flask:
    return open_house(content, address=HTTPS).app


def writes(app: Flask) -> Iterator[tuple[str, str]]:
    """List each method and address that writes, with something in each place."""
    places = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
    for rule in app.url_map.iter_rules():
        address = places.sub(lambda at: GIVEN.get(at[1], "1"), rule.rule)
        yield from (
            (method, address) for method in sorted((rule.methods or SAFE) - SAFE)
        )


def test_there_are_writes_and_all_are_posts(content: Path) -> None:
    found = list(writes(open_site(content)))
    assert len(found) > 15
    assert {method for method, _ in found} == {"POST"}


def test_no_write_is_taken_without_a_token(house: House) -> None:
    jane = house.account("Jane Editor", "editor").signed_in()
    jane.get("/account")
    for method, address in writes(house.app):
        answer = jane.client.open(address, method=method)
        assert answer.status_code == 400, address
        wrong = {"csrf_token": "x"}
        answer = jane.client.open(address, method=method, data=wrong)
        assert answer.status_code == 400, address


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_write_from_another_site_is_refused_even_with_a_token(
    house: House, headers: dict[str, str]
) -> None:
    account, browser = house.account("Pat Reader"), house.visitor()
    typed = browser.get("/sign-in").typed("main form")
    data = typed | {"email": [account.email], "password": [PASSWORD]}
    refused = browser.client.post("/sign-in", data=data, headers=headers)
    assert refused.status_code == 400
    assert browser.client.post("/sign-in", data=data).status_code == 303


def test_the_cookie_goes_over_https_only_and_to_no_script_or_other_site(
    encrypted: Flask,
) -> None:
    client = encrypted.test_client()
    with client.get("/sign-in", base_url=HTTPS) as answer:
        cookies = answer.headers.getlist("Set-Cookie")
    assert cookies
    for cookie in cookies:
        name, *rest = (part.strip() for part in cookie.split(";"))
        assert name.startswith("__Host-kb=")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(rest)
        assert not any(part.startswith("Domain") for part in rest)


@pytest.mark.parametrize(
    "address", ["/", "/sign-in", "/nowhere", "/static/app.css", "/account", "/trust"]
)
def test_over_https_every_answer_asks_for_https_for_two_years(
    encrypted: Flask, address: str
) -> None:
    with encrypted.test_client().get(address, base_url=HTTPS) as answer:
        asked = answer.headers["Strict-Transport-Security"]
    assert asked == "max-age=63072000; includeSubDomains"


def test_reading_a_page_sets_no_cookie(encrypted: Flask) -> None:
    for address in ("/", "/lessons/ask-again", "/search?q=neglect", "/trust"):
        with encrypted.test_client().get(address, base_url=HTTPS) as answer:
            assert answer.headers.getlist("Set-Cookie") == []


def test_boxes_for_passwords_hide_them_and_let_them_be_pasted(house: House) -> None:
    browser = house.account("Pat Reader").signed_in()
    pages = [house.visitor().get("/sign-in"), browser.get("/account")]
    boxes = [box for page in pages for box in page.soup.select(BOXES)]
    assert len(boxes) >= 3
    for box in boxes:
        assert box["type"] == "password"
        assert box["autocomplete"] in {"current-password", "new-password"}
        assert not {"onpaste", "readonly", "maxlength"} & set(box.attrs)


def test_every_page_of_who_has_signed_in_lets_them_out(house: House) -> None:
    browser = house.account("Jane Editor", "editor").signed_in()
    for address in ("/", "/lessons/ask-again", "/desk", "/account", "/trust"):
        form = browser.get(address).soup.select_one('form[action="/sign-out"]')
        assert form is not None, address
        assert form["method"] == "post"
    assert browser.get("/nowhere", 404).soup.select_one('form[action="/sign-out"]')
