from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import write_lesson, write_review
from tests.web.site import links, open_site, page, words

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


@pytest.fixture
def larger(content: Path) -> FlaskClient:
    """A site with a dozen lessons more, on two themes and for two agencies."""
    for number in range(12):
        write_lesson(
            content,
            f"lesson-{number}",
            f"## What to do\n\nLook at the cot number {number}.",
            title=f"Look at cot {number}",
            themes=["neglect" if number % 2 else "co-sleeping"],
            for_=["police" if number % 3 else "health-visiting"],
        )
    return open_site(content).test_client()


def test_a_hit_shows_kind_title_passage_and_what_it_means(client: FlaskClient) -> None:
    hit = words(page(client, "/search?q=baby"), ".kb-hit")
    assert hit.startswith("Lesson Act now Ask where the baby sleeps")
    assert "1 review · 2019 · now: Safer sleep (2020)" in hit
    assert "Themes: Neglect" in hit


def test_found_words_are_marked_and_the_link_goes_to_the_section(
    client: FlaskClient,
) -> None:
    soup = page(client, "/search?q=nobody+asked&kind=review")
    assert [one.get_text() for one in soup.select(".kb-hit mark")] == [
        "Nobody",
        "asked",
    ]
    title = soup.select_one(".kb-hit__title a")
    assert title is not None
    assert title["href"] == "/reviews/child-a#findings"


def test_the_words_typed_stay_in_the_box(client: FlaskClient) -> None:
    box = page(client, "/search?q=%22bed+sharing%22+<b>").select_one("input[name=q]")
    assert box is not None
    assert box["value"] == '"bed sharing" <b>'


def test_other_words_searched_for_can_be_switched_off(content: Path) -> None:
    write_lesson(content, "sleep", "## What to do\n\nTalk about co-sleeping.")
    client = open_site(content).test_client()
    soup = page(client, "/search?q=bed+sharing")
    assert "Also searched for co-sleeping" in words(soup)
    narrow = page(client, links(soup)["Search only my words"])
    assert "Searched only for your words." in words(narrow)
    assert (
        links(narrow)["Search for other words with the same meaning too"]
        == "/search?q=bed+sharing"
    )


def test_a_misspelt_word_is_put_right(client: FlaskClient) -> None:
    assert "neglect" in links(page(client, "/search?q=neglct"))


def test_filters_add_up_and_each_can_be_taken_away(larger: FlaskClient) -> None:
    first = links(page(larger, "/search?q=cot"), ".kb-filters")["Co-sleeping"]
    both = links(page(larger, first), ".kb-filters")["Police"]
    assert parse_qs(urlsplit(both).query) == {
        "q": ["cot"],
        "theme": ["co-sleeping"],
        "agency": ["police"],
    }
    chips = links(page(larger, both), ".kb-chips")
    assert chips["Remove Theme: Co-sleeping"] == "/search?q=cot&agency=police"
    assert chips["Remove For or about: Police"] == "/search?q=cot&theme=co-sleeping"
    assert chips["Remove all"] == "/search?q=cot"


def test_two_values_of_one_filter_widen_it(larger: FlaskClient) -> None:
    soup = page(larger, "/search?q=cot&theme=co-sleeping&theme=neglect")
    assert words(soup, "h1") == "12 results for “cot”"


def test_counts_stand_beside_the_values(larger: FlaskClient) -> None:
    facet = words(page(larger, "/search?q=cot"), "[aria-labelledby=facet-theme]")
    assert facet == "Theme Co-sleeping 6 found Neglect 6 found"


def test_an_address_is_the_same_however_it_was_come_by(larger: FlaskClient) -> None:
    ways = ("/search?theme=neglect&q=cot", "/search?q=cot&theme=neglect&page=1&junk=1")
    found = {links(page(larger, way), ".kb-filters")["Police"] for way in ways}
    assert found == {"/search?q=cot&theme=neglect&agency=police"}


def test_pages_of_results_follow_each_other(larger: FlaskClient) -> None:
    soup = page(larger, "/search?q=cot")
    assert len(soup.select(".kb-hit")) == 10
    onwards = links(soup, ".govuk-pagination")["Next page"]
    assert onwards == "/search?q=cot&page=2"
    assert len(page(larger, onwards).select(".kb-hit")) == 2


def test_results_can_be_sorted_by_date(content: Path) -> None:
    write_review(
        content, "older", title="An older review of sleep and sleep", published="2001"
    )
    write_review(content, "newer", title="Newer sleep", published="2024")
    client = open_site(content).test_client()
    newest = links(page(client, "/search?q=sleep&kind=review"))["newest first"]
    titles = [one.get_text() for one in page(client, newest).select(".kb-hit__title")]
    assert titles == ["Newer sleep", "An older review of sleep and sleep"]


def test_years_narrow_a_search_and_keep_what_was_chosen(content: Path) -> None:
    write_review(content, "older", title="Older neglect", published="2001")
    client = open_site(content).test_client()
    soup = page(client, "/search?q=neglect&kind=review&from=2000&to=2005")
    assert words(soup, "h1") == "1 result for “neglect”"
    kept = {
        str(i["name"]): str(i["value"])
        for i in soup.select(".kb-dates input[type=hidden]")
    }
    assert kept == {"q": "neglect", "kind": "review"}
    assert (
        links(soup, ".kb-chips")["Remove From: 2000"]
        == "/search?q=neglect&kind=review&to=2005"
    )


def test_a_date_that_is_none_is_said_beside_its_box(client: FlaskClient) -> None:
    soup = page(client, "/search?q=baby&from=last+year")
    box = soup.select_one("#date-from")
    assert box is not None
    assert box["aria-describedby"] == "date-from-error"
    assert "must be a year or a month, such as 2015" in words(soup, "#date-from-error")
    assert words(soup, "title").startswith("Error: ")


def test_the_words_of_a_search_go_with_its_years(client: FlaskClient) -> None:
    form = page(client, "/search?q=baby").select_one("form.kb-dates")
    assert form is not None
    assert form.select_one("input[name=q][value=baby]")


def test_an_empty_result_says_what_to_try(client: FlaskClient) -> None:
    soup = page(client, "/search?q=zzzz&kind=policy")
    assert words(soup, "h1") == "No results for “zzzz”"
    assert (
        links(soup)["the same words, without what narrows the search"]
        == "/search?q=zzzz"
    )
    assert links(soup)["Neglect"] == "/themes/neglect"


@pytest.mark.parametrize(
    "query",
    [
        "a" * 50_000,
        "(" * 3_000,
        "a* b* c*",
        "%00%00",
        "%ff%fe",
        "NOT NOT a",
        '"',
        "OR OR",
        "-",
    ],
)
def test_nothing_typed_is_ever_an_error(client: FlaskClient, query: str) -> None:
    with client.get(f"/search?q={query}") as response:
        assert response.status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/search?page=0", "/search?page=-1", "/search?page=999999999", "/search?page=x",
     "/search?theme=../../etc", "/search?year=abcd", "/search?kind=" + "x" * 5000,
     "/search?from=9999-99", "/search?from=0000", "/search?sort=up&exact=2"],
)  # fmt: skip
def test_no_address_of_a_search_is_ever_an_error(
    client: FlaskClient, address: str
) -> None:
    with client.get(address) as response:
        assert response.status_code == 200
