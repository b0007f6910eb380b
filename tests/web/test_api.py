from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import write_lesson
from tests.web.site import open_site

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


def test_hits_are_documents_best_first(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=baby+sleeps").get_json()
    assert answer["total"] == len(answer["hits"])
    first = answer["hits"][0]
    assert set(first) == {"kind", "id", "title", "url", "score", "snippet"}
    assert (first["kind"], first["id"]) == ("lesson", "ask-again")
    assert first["url"] == "/lessons/ask-again"
    assert "baby" in first["snippet"].lower()
    scores = [hit["score"] for hit in answer["hits"]]
    assert scores == sorted(scores, reverse=True)
    urls = [hit["url"] for hit in answer["hits"]]
    assert len(urls) == len(set(urls))


def test_facets_count_what_was_found(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=neglect").get_json()
    assert answer["facets"]["kind"] == {"lesson": 1, "policy": 1, "review": 1}


def test_kind_and_theme_narrow_it(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=&kind=review&theme=neglect").get_json()
    assert [hit["id"] for hit in answer["hits"]] == ["child-a"]


def test_size_says_how_many_hits(content: Path) -> None:
    for number in range(15):
        write_lesson(content, f"lesson-{number}", title=f"Cot {number}")
    client = open_site(content).test_client()
    sizes = {asked: _hits(client, asked) for asked in ("", "&size=1", "&size=100")}
    assert sizes == {"": 10, "&size=1": 1, "&size=100": 15}


def _hits(client: FlaskClient, asked: str) -> int:
    return len(client.get(f"/api/search?q=cot{asked}").get_json()["hits"])


@pytest.mark.parametrize(
    ("parameters", "wrong"),
    [
        ("kind=book", {"kind"}),
        ("theme=unheard-of", {"theme"}),
        ("size=", {"size"}),
        ("size=0", {"size"}),
        ("size=101", {"size"}),
        ("size=many", {"size"}),
        ("size=-1&kind=&theme=x", {"size", "kind", "theme"}),
    ],
)
def test_a_bad_value_is_named_with_what_was_expected(
    client: FlaskClient, parameters: str, wrong: set[str]
) -> None:
    with client.get(f"/api/search?q=baby&{parameters}") as response:
        assert response.status_code == 400
        errors = response.get_json()["errors"]
    assert set(errors) == wrong
    assert all(one.startswith("expected ") for one in errors.values())


def test_suggestions_are_themes_and_titles(content: Path) -> None:
    write_lesson(content, "sleep", themes=["co-sleeping"])
    client = open_site(content).test_client()
    assert {"label": "co-sleeping", "kind": "Theme", "url": "/themes/co-sleeping"} in (
        client.get("/suggest?q=bed+sh").get_json()
    )
    titles = client.get("/suggest?q=safer").get_json()
    assert titles == [
        {"label": "Safer sleep", "kind": "Policy", "url": "/policies/safer-sleep"}
    ]


def test_nothing_is_suggested_for_nothing(client: FlaskClient) -> None:
    assert client.get("/suggest").get_json() == []
    assert client.get("/suggest?q=" + "x" * 5000).get_json() == []
