"""Each answer says what kind of content it is, and in which letters."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.web.site import open_site

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

HTML = "text/html; charset=utf-8"
KINDS = {
    "/": HTML,
    "/lessons/ask-again": HTML,
    "/search?q=neglect": HTML,
    "/trust": HTML,
    "/no-such-page": HTML,
    "/themes/no-such-theme": HTML,
    "/api/search?q=neglect": "application/json",
    "/api/search?size=x": "application/json",
    "/suggest?q=neg": "application/json",
    "/healthz": "application/json",
    "/brand.css": "text/css; charset=utf-8",
    "/static/app.css": "text/css; charset=utf-8",
    "/static/suggest.js": "text/javascript; charset=utf-8",
    "/static/icon.svg": "image/svg+xml; charset=utf-8",
}


@pytest.mark.parametrize(("address", "kind"), KINDS.items())
def test_each_answer_says_what_it_is(
    client: FlaskClient, address: str, kind: str
) -> None:
    with client.get(address) as response:
        assert response.headers["Content-Type"] == kind
        assert response.data.decode("utf-8")
        if kind == "application/json":
            json.loads(response.data)


def test_a_header_that_a_proxy_would_set_changes_nothing(content: Path) -> None:
    app = open_site(content)
    forged = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Prefix": "/evil",
        "X-Original-URL": "/healthz",
        "X-Rewrite-URL": "/healthz",
        "X-HTTP-Method-Override": "DELETE",
        "Forwarded": "for=203.0.113.9;host=evil.example",
    }
    for address in KINDS:
        client = app.test_client()
        with client.get(address) as plain, client.get(address, headers=forged) as told:
            assert (plain.status, plain.data) == (told.status, told.data)
            assert "evil.example" not in str(told.headers)
