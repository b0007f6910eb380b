from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import abort

from kb.access import BOARD, Can
from kb.web.guard import needs
from tests.factories import write_review
from tests.web.site import links, open_site, page, words

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


def test_a_missing_page_helps(client: FlaskClient) -> None:
    soup = page(client, "/reviews/no-such-thing", status=404)
    assert soup.select_one("main form[action='/search'] input[name=q]")
    assert links(soup)["Neglect"] == "/themes/neglect"


@pytest.mark.parametrize("status", ["embargoed", "draft", "commissioned", "stopped"])
def test_not_there_and_not_for_you_are_one_and_the_same(
    content: Path, status: str
) -> None:
    write_review(content, "secret-a", status=status)
    write_review(content, "secret-b", audience=BOARD)
    client = open_site(content).test_client()
    answers = [
        (r.status_code, r.data, sorted(r.headers.items()))
        for r in (
            client.get(f"/reviews/{slug}")
            for slug in ("secret-a", "secret-b", "secret-c")
        )
    ]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 404


@pytest.mark.parametrize(
    "slug",
    [
        "..%2fetc",
        "Ask-Again",
        "ask-again%0a",
        "a" * 81,
        "ask%20again",
        "ask-again%00",
        "%ff",
    ],
)
def test_a_name_that_is_none_is_not_there(client: FlaskClient, slug: str) -> None:
    page(client, f"/lessons/{slug}", status=404)


@pytest.mark.parametrize(
    "file", ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "govuk", ".", "x%00"]
)
def test_only_the_programs_own_files_are_sent(client: FlaskClient, file: str) -> None:
    with client.get(f"/static/{file}") as response:
        assert response.status_code == 404


def test_a_withdrawn_review_leaves_a_tombstone_without_its_title(content: Path) -> None:
    write_review(
        content,
        "gone",
        title="Zebedee",
        status="withdrawn",
        withdrawn_on="2026-03-01",
        withdrawn_reason="The publisher asked for it.",
    )
    soup = page(open_site(content).test_client(), "/reviews/gone", status=410)
    assert "withdrawn" in words(soup)
    assert "on 1 March 2026" in words(soup)
    assert "The publisher asked for it." in words(soup)
    assert "Zebedee" not in str(soup)


def test_a_page_takes_no_other_method(client: FlaskClient) -> None:
    for method in ("post", "put", "delete", "patch"):
        with getattr(client, method)("/lessons/ask-again") as response:
            assert response.status_code == 405
            assert "GET" in response.headers["Allow"]
            assert "Go back to the page" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("status", "said"), [(400, "could not read"), (413, "too much"), (403, "closed")]
)
def test_what_is_wrong_with_a_request_is_said_in_words(
    content: Path, status: int, said: str
) -> None:
    app = open_site(content)

    @app.get("/wrong")
    @needs(Can.READ)
    def wrong() -> str:
        abort(status)

    assert said in words(page(app.test_client(), "/wrong", status=status))


def test_an_error_of_ours_says_nothing_of_what_broke(content: Path) -> None:
    app = open_site(content)

    @app.get("/breaks")
    @needs(Can.READ)
    def breaks() -> str:
        raise RuntimeError("zebedee")

    with app.test_client().get("/breaks") as response:
        assert response.status_code == 500
        assert "Something went wrong on our side" in response.get_data(as_text=True)
        assert "zebedee" not in response.get_data(as_text=True)
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "Content-Security-Policy" in response.headers


def test_a_reader_who_may_not_read_at_all_gets_nowhere(content: Path) -> None:
    app = open_site(content)

    @app.get("/track")
    @needs(Can.TRACK)
    def track() -> str:
        return "secret"

    with app.test_client().get("/track") as response:
        assert response.status_code == 303
        assert response.headers["Location"] == "/sign-in?next=/track"
        assert "secret" not in response.get_data(as_text=True)


@pytest.mark.parametrize("address", ["/", "/search", "/board", "/nowhere"])
def test_a_question_that_is_no_text_is_refused_in_words(
    client: FlaskClient, address: str
) -> None:
    answer = client.open(address, environ_overrides={"QUERY_STRING": "q=\xff"})
    assert answer.status_code == 400
    assert "We could not read that" in answer.get_data(as_text=True)
