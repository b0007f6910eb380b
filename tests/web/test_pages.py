from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.factories import write_lesson, write_policy, write_review
from tests.web.site import links, open_site, page, words

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup
    from flask.testing import FlaskClient

ADDRESSES = (
    "/",
    "/search?q=neglect",
    "/search?q=zzzz",
    "/lessons/",
    "/lessons/ask-again",
    "/reviews/",
    "/reviews/child-a",
    "/policies/",
    "/policies/safer-sleep",
    "/themes/",
    "/themes/neglect",
    "/about",
    "/accessibility",
    "/support",
    "/trust",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_one_title_and_headings_in_order(
    client: FlaskClient, address: str
) -> None:
    soup = page(client, address)
    levels = [int(one.name[1]) for one in soup.select("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert soup.title is not None
    assert soup.title.get_text().strip()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_whole_without_script_and_without_inline_style(
    client: FlaskClient, address: str
) -> None:
    soup = page(client, address)
    assert [one["src"] for one in soup.select("script")] == ["/static/suggest.js"]
    assert not soup.select("[style], style, [onclick], [onload]")
    assert not soup.select('img, link[href^="http"], script[src^="http"]')


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_id_stands_twice_and_every_label_has_its_place(
    client: FlaskClient, address: str
) -> None:
    soup = page(client, address)
    ids = [str(one["id"]) for one in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    named = _named(soup)
    assert named <= set(ids), named - set(ids)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_inside_the_site_leads_somewhere(
    client: FlaskClient, address: str
) -> None:
    for link in {str(a["href"]) for a in page(client, address).select('a[href^="/"]')}:
        with client.get(link) as response:
            assert response.status_code == 200, link


def test_the_front_page_shows_what_cannot_wait_and_what_is_new(
    client: FlaskClient,
) -> None:
    soup = page(client, "/")
    assert words(soup, "h1") == "What have reviews taught us?"
    assert "Ask where the baby sleeps" in words(soup, "[aria-labelledby=act-now]")
    assert "Leeds, Child A Review, May 2019" in words(soup, "[aria-labelledby=newest]")
    assert "Neglect 1 lesson, 1 review" in words(soup, "[aria-labelledby=themes]")
    assert "1 policy update 1 lesson led to one" in words(soup, ".kb-whole")


def test_a_theme_says_what_it_means_and_what_else_it_is_called(content: Path) -> None:
    write_lesson(content, "sleep", themes=["co-sleeping"])
    soup = page(open_site(content).test_client(), "/themes/co-sleeping")
    said = words(soup)
    assert "Sleeping beside a baby." in said
    assert "Also called bed sharing, overlay" in said
    assert "lying over" not in said  # historic terms find and are never shown
    assert links(soup)["Neglect"] == "/themes/neglect"


def test_a_theme_shows_reviews_and_policies_on_one_line_of_years(content: Path) -> None:
    write_review(content, "child-b", title="Child B", published="2015")
    write_policy(content, "more", title="More")
    soup = page(open_site(content).test_client(), "/themes/neglect")
    said = words(soup, ".kb-picture")
    assert "2 reviews: 2015 1 and 2019 1. 2 policy updates: 2020 2." in said
    assert len(soup.select(".kb-picture circle")) == 2
    assert len(soup.select(".kb-picture rect")) == 2
    rows = [
        one.get_text(" ", strip=True) for one in soup.select(".kb-picture tbody tr")
    ]
    assert rows == ["2015 1 0", "2019 1 0", "2020 0 2"]


def test_a_theme_that_nobody_defined_is_not_there(client: FlaskClient) -> None:
    page(client, "/themes/unheard-of", status=404)


def test_about_gives_each_verification_link_and_status_its_meaning(
    client: FlaskClient,
) -> None:
    said = words(page(client, "/about"))
    for expected in (
        "Whole report read From the report.",
        "Documented A source says",
        "Same events",
        "Inferred An editor judged",
        "No link found",
        "In force It holds now.",
        "Being explored",
    ):
        assert expected in said


def test_support_gives_the_helplines(client: FlaskClient) -> None:
    assert "Childline 0800 1111 For children." in words(page(client, "/support"))


def test_the_menu_says_where_one_is(client: FlaskClient) -> None:
    here = page(client, "/lessons/ask-again").select(".kb-nav [aria-current]")
    assert [one.get_text() for one in here] == ["Lessons"]


def _named(soup: BeautifulSoup) -> set[str]:
    found: set[str] = {str(one["for"]) for one in soup.select("label[for]")}
    for name in ("aria-labelledby", "aria-describedby"):
        for one in soup.select(f"[{name}]"):
            found |= set(str(one[name]).split())
    return found | {str(a["href"])[1:] for a in soup.select('a[href^="#"]')}
