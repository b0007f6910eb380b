from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kb.web import promises, trust
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


def fields(client: FlaskClient) -> dict[str, str]:
    with client.get("/.well-known/security.txt") as response:
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        lines = response.get_data(as_text=True).splitlines()
    pairs = [line.split(": ", 1) for line in lines]
    assert len({name for name, _ in pairs}) == len(pairs)
    return dict(pairs)


def test_programs_are_told_where_to_report_a_hole(content: Path) -> None:
    with (content / "library.yaml").open("a", encoding="utf-8") as out:
        out.write("security_contact: mailto:safe@example.org\n")
    said = fields(open_site(content).test_client())
    assert said["Contact"] == "mailto:safe@example.org"
    assert said["Policy"].endswith("/trust")


def test_without_a_contact_programs_are_sent_to_the_page(client: FlaskClient) -> None:
    assert fields(client)["Contact"].endswith("/trust#tell-us")
    assert page(client, "/trust").select_one("#tell-us") is not None


def test_the_file_runs_out_within_a_year_of_whenever_it_is_read(
    client: FlaskClient,
) -> None:
    expires = datetime.strptime(fields(client)["Expires"], "%Y-%m-%dT%H:%M:%S%z")
    left = expires - datetime.now(UTC)
    assert timedelta(days=363) < left <= timedelta(days=365)


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2026, 12, 31)])
def test_any_day_gives_a_day_next_year(day: date) -> None:
    text = trust.written("https://kb.example.org", "", day)
    assert f"Expires: {day.year + 1}-" in text
    assert "Canonical: https://kb.example.org/.well-known/security.txt\n" in text
    assert "Contact: https://kb.example.org/trust#tell-us\n" in text


def test_the_address_is_the_sites_own_whatever_a_request_says(
    client: FlaskClient,
) -> None:
    with client.get(
        "/.well-known/security.txt", headers={"Host": "evil.example"}
    ) as response:
        assert "evil.example" not in response.get_data(as_text=True)
