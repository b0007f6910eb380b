"""A picture comes to those who may read its document, and says nothing to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import BOARD, EDITORS, PUBLIC
from kb.accounts import reads
from kb.web.headers import ALWAYS, POLICY
from tests.factories import write_lesson, write_report
from tests.pictures import photograph, png, put
from tests.web.site import open_site, page

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

OPEN = "/lessons/ask-again/timeline.png"
CLOSED = "/reports/child-a/timeline.png"
TOLD = "fifty-three degrees north"


@pytest.fixture
def pictured(content: Path) -> Path:
    """Let a lesson for everyone and a report for the board show a picture each."""
    for address in (OPEN, CLOSED):
        put(content, address[1:], photograph("JPEG", TOLD))
    write_lesson(content, "ask-again", f"## Why\n\n![Who knew what]({OPEN})")
    write_report(content, "child-a", f"## What\n\n![Who was there]({CLOSED})")
    return content


@pytest.fixture
def client(pictured: Path) -> FlaskClient:
    return open_site(pictured).test_client()


def of_board(pictured: Path) -> FlaskClient:
    return open_site(pictured, BOARD).test_client()


def given(client: FlaskClient, address: str) -> tuple[int, bytes, dict[str, str]]:
    with client.get(address) as response:
        passing = {"Date", "Set-Cookie"}
        headers = {k: v for k, v in response.headers if k not in passing}
        return response.status_code, response.data, headers


def read_log(site: Flask) -> list[tuple[str, str]]:
    with site.extensions["kb"].sessions() as session:
        return [(one.how, one.document) for one in reads.recorded(session)]


def test_a_page_shows_the_picture_and_the_picture_is_there(client: FlaskClient) -> None:
    image = page(client, "/lessons/ask-again").select_one(".kb-prose img")
    assert image
    assert (image["src"], image["alt"]) == (OPEN, "Who knew what")
    status, content, headers = given(client, str(image["src"]))
    assert (status, headers["Content-Type"]) == (200, "image/jpeg")
    assert content.startswith(b"\xff\xd8")
    assert content.endswith(b"\xff\xd9")
    assert TOLD.encode() not in content


def test_the_kind_of_a_picture_is_what_is_in_it(pictured: Path) -> None:
    put(pictured, OPEN[1:], png())
    assert given(of_board(pictured), OPEN)[2]["Content-Type"] == "image/png"


def test_a_picture_runs_nothing_and_is_not_guessed_at(client: FlaskClient) -> None:
    headers = given(client, OPEN)[2]
    assert headers[POLICY] == f"sandbox; {ALWAYS[POLICY]}"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_picture_is_kept_as_the_page_is(pictured: Path) -> None:
    for level, address in ((PUBLIC, OPEN), (BOARD, OPEN), (BOARD, CLOSED)):
        client = open_site(pictured, level).test_client()
        document = address.rpartition("/")[0]
        kept = given(client, address)[2]["Cache-Control"]
        assert kept == given(client, document)[2]["Cache-Control"]


def test_reading_a_restricted_picture_is_written_down(pictured: Path) -> None:
    site = open_site(pictured, BOARD)
    for address in (OPEN, CLOSED, CLOSED.replace("timeline", "no-such")):
        given(site.test_client(), address)
    assert read_log(site) == [("show", "reports/child-a")]


@pytest.mark.parametrize(
    "address",
    [
        CLOSED,
        "/reports/child-a/no-such.png",
        "/lessons/ask-again/no-such.png",
        "/lessons/no-such/timeline.png",
        "/lessons/ask-again/timeline.svg",
        "/lessons/ask-again/timeline.png%0A",
        "/lessons/ask-again/..%2f..%2flibrary.yaml",
        "/lessons/ask-again/../ask-again/%2e%2e/timeline.png",
        "/lessons/ask-again/TIMELINE.png",
    ],
)
def test_not_there_and_not_for_you_are_one_answer(
    client: FlaskClient, address: str
) -> None:
    folder = address.split("/")[1]
    nowhere = given(client, f"/{folder}/no-such/no-such.png")
    assert nowhere[0] == 404
    assert given(client, address) == nowhere


@pytest.mark.parametrize("level", [PUBLIC, BOARD, EDITORS])
def test_a_withdrawn_document_has_no_picture_and_does_not_say_that_it_had(
    pictured: Path, level: str
) -> None:
    gone = {"status": "withdrawn", "withdrawn_on": "2026-02-01"}
    why = "Its time had ended."
    text = f"![Who knew what]({OPEN})"
    write_lesson(pictured, "ask-again", text, withdrawn_reason=why, **gone)
    client = open_site(pictured, level).test_client()
    there = given(client, OPEN)
    assert there[0] == 404
    assert there == given(client, "/lessons/ask-again/no-such.png")


def test_the_history_of_a_document_shows_no_picture(pictured: Path) -> None:
    client = open_site(pictured, EDITORS).test_client()
    write_lesson(pictured, "ask-again", "## Why\n\nIn words.")
    assert not page(client, "/lessons/ask-again/history").select("main img")
