"""The pages on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.web.chromium import HOUSE

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_every_lesson_prints_on_one_page(tab: Page) -> None:
    longest = sorted(
        (HOUSE / "content" / "lessons").glob("*.md"),
        key=lambda one: -one.stat().st_size,
    )[:12]
    known = HOUSE / "content" / "lessons" / "ask-where-the-baby-sleeps.md"
    for lesson in {*longest, known}:
        tab.goto(f"/lessons/{lesson.stem}")
        paper = tab.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1, lesson.stem


def test_paper_has_no_menu_and_gives_the_address_of_sources(tab: Page) -> None:
    tab.goto("/reviews/climbie-inquiry-2003")
    tab.emulate_media(media="print")
    for gone in (".kb-nav", ".kb-search", ".kb-foot", ".kb-trail"):
        assert not tab.locator(gone).first.is_visible()
    after = tab.evaluate(
        "getComputedStyle(document.querySelector('.kb-source'), '::after').content"
    )
    assert "https://" in after
