from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import PARTNERS
from tests.web.site import open_site

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

EVERYWHERE = (
    "/",
    "/search?q=baby",
    "/api/search?q=baby",
    "/api/search?size=x",
    "/suggest?q=ba",
    "/lessons/ask-again",
    "/lessons",
    "/lessons/nowhere",
    "/reports/child-a",
    "/healthz",
    "/brand.css",
    "/static/app.css",
    "/nowhere",
)
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("method", ["get", "head", "post", "options"])
@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_answer_carries_the_headers(
    client: FlaskClient, address: str, method: str
) -> None:
    with getattr(client, method)(address) as response:
        assert EXPECTED.items() <= dict(response.headers).items()
        policy = response.headers["Content-Security-Policy"]
        assert "camera=()" in response.headers["Permissions-Policy"]
        assert "Set-Cookie" not in response.headers
        assert "Cookie" in response.headers["Vary"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("default-src") == "'none'"
    assert rules.pop("base-uri") == rules.pop("frame-ancestors") == "'none'"
    assert set(rules.values()) == {"'self'"}
    assert {"script-src", "style-src", "img-src", "form-action"} <= set(rules)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/", "public, max-age=60"),
        ("/lessons/ask-again", "public, max-age=60"),
        ("/api/search?q=baby", "public, max-age=60"),
        ("/static/app.css", "public, max-age=300"),
        ("/brand.css", "public, max-age=300"),
        ("/healthz", "private, no-store"),
        ("/lessons/nowhere", "private, no-store"),
        ("/api/search?size=x", "private, no-store"),
    ],
)
def test_what_anyone_may_see_is_kept_five_minutes_at_most(
    client: FlaskClient, address: str, kept: str
) -> None:
    with client.get(address) as response:
        assert response.headers["Cache-Control"] == kept


@pytest.mark.parametrize(
    "address", ["/", "/lessons/ask-again", "/search?q=baby", "/suggest?q=ba"]
)
def test_what_a_reader_with_more_sees_is_kept_nowhere(
    content: Path, address: str
) -> None:
    with open_site(content, PARTNERS).test_client().get(address) as response:
        assert response.headers["Cache-Control"] == "private, no-store"


def test_a_read_changes_nothing_on_disk(content: Path, client: FlaskClient) -> None:
    before = {path: path.stat().st_mtime_ns for path in content.rglob("*")}
    for address in EVERYWHERE:
        client.get(address).close()
    assert before == {path: path.stat().st_mtime_ns for path in content.rglob("*")}
