"""The pages in a real browser, over the starter library that ships with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.chromium import HOUSE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KINDS_OF_PAGE = {
    "home": "/",
    "results": "/search?q=bed+sharing",
    "narrowed": "/search?q=neglect&kind=lesson&agency=police",
    "nothing": "/search?q=zzzzqqq",
    "wrong date": "/search?q=neglect&from=last+year",
    "lessons": "/lessons/",
    "reviews": "/reviews/",
    "policies": "/policies/",
    "themes": "/themes/",
    "lesson": "/lessons/ask-where-the-baby-sleeps",
    "review": "/reviews/leeds-child-deaths-2013",
    "long review": "/reviews/climbie-inquiry-2003",
    "policy": "/policies/leeds-cosleeping-campaign-2013",
    "theme": "/themes/co-sleeping",
    "about": "/about",
    "accessibility": "/accessibility",
    "support": "/support",
    "trust": "/trust",
    "missing": "/reviews/no-such-review",
}
#: A screen on a desk, and the narrowest phone of WCAG 2.2, 1.4.10.
WIDTHS = (1280, 320)
MOST_TABS = 60


@pytest.mark.parametrize("address", KINDS_OF_PAGE.values(), ids=KINDS_OF_PAGE)
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(
    tab: Page, address: str
) -> None:
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.goto(address)
        found = Axe().run(
            tab,
            options={
                "runOnly": [
                    "wcag2a",
                    "wcag2aa",
                    "wcag21aa",
                    "wcag22aa",
                    "best-practice",
                ]
            },
        )
        assert found.violations_count == 0, found.generate_report()
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_is_refused_by_the_content_security_policy(tab: Page) -> None:
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto("/lessons/ask-where-the-baby-sleeps")
    tab.goto("/search?q=bed+sharing")
    assert said == []


def test_the_thread_is_walked_with_a_keyboard_alone(tab: Page) -> None:
    tab.goto("/")
    _tab_to(tab, "[name=q]")
    tab.keyboard.type("bed sharing", delay=5)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search?q=bed+sharing")
    _follow(
        tab,
        "Ask where the baby sleeps, look, and plan for the nights that"
        " are out of routine",
    )
    assert "/lessons/ask-where-the-baby-sleeps" in tab.url
    _follow(
        tab, "Support for public health campaigns such as the dangers of co-sleeping"
    )
    assert tab.url.endswith("/policies/leeds-cosleeping-campaign-2013")
    _follow(tab, "Leeds child death findings reported for 2012/13")
    assert tab.url.endswith("/reviews/leeds-child-deaths-2013")


def test_focus_is_always_seen(tab: Page) -> None:
    tab.goto("/search?q=bed+sharing")
    for _ in range(25):
        tab.keyboard.press("Tab")
        seen = tab.evaluate(
            """() => { const s = getComputedStyle(document.activeElement);
            return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"""
        )
        assert seen, tab.evaluate("document.activeElement.outerHTML")


def test_the_first_stop_skips_to_the_content(tab: Page) -> None:
    tab.goto("/lessons/ask-where-the-baby-sleeps")
    tab.keyboard.press("Tab")
    assert (
        tab.evaluate("document.activeElement.textContent").strip()
        == "Skip to main content"
    )
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


def test_what_can_be_pressed_is_large_enough(tab: Page) -> None:
    """Links in a sentence are exempt (WCAG 2.2, 2.5.8); all others have 24 pixels."""
    tab.set_viewport_size({"width": 320, "height": 900})
    for address in ("/", "/search?q=bed+sharing", "/lessons/"):
        tab.goto(address)
        small = tab.evaluate(
            """() => [...document.querySelectorAll(
              'button, input:not([type=hidden]), summary,' +
              '.kb-nav a, .kb-chip, .kb-jump a')]
              .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24)
              .map(e => e.outerHTML)"""
        )
        assert small == []


def test_suggestions_can_be_chosen_with_the_keyboard(tab: Page) -> None:
    tab.goto("/")
    _tab_to(tab, "[name=q]")
    tab.keyboard.type("co-slee", delay=20)
    tab.wait_for_selector(".kb-suggest:not([hidden]) [role=option]")
    box = tab.locator("#q")
    assert box.get_attribute("aria-expanded") == "true"
    assert Axe().run(tab).violations_count == 0
    tab.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "q-suggestions-0"
    tab.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "co-slee"
    tab.keyboard.type("p", delay=20)
    tab.wait_for_selector(".kb-suggest:not([hidden]) [role=option]")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/themes/co-sleeping")


def test_everything_is_there_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    tab = context.new_page()
    tab.goto("/")
    tab.fill("#q", "bed sharing")
    tab.click(".kb-hero button")
    tab.click("text=Ask where the baby sleeps, look")
    assert tab.locator("h1").inner_text().startswith("Ask where the baby sleeps")
    context.close()


def test_filters_are_open_on_a_desk_and_folded_on_a_phone(tab: Page) -> None:
    tab.goto("/search?q=neglect")
    theme = tab.locator("#facet-theme")
    assert theme.is_visible()
    tab.set_viewport_size({"width": 320, "height": 900})
    assert not theme.is_visible()
    tab.click(".kb-filters__summary")
    assert theme.is_visible()


def test_in_forced_colours_the_thread_is_still_drawn(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(base_url=site, forced_colors="active")
    tab = context.new_page()
    tab.goto("/lessons/ask-where-the-baby-sleeps")
    strokes = tab.evaluate(
        """() => [...document.querySelectorAll('.kb-thread__line, .kb-thread__bead')]
        .map(e => getComputedStyle(e).stroke)"""
    )
    assert strokes
    assert "none" not in strokes
    assert Axe().run(tab).violations_count == 0
    context.close()


def test_a_picture_for_the_readme_is_taken_when_there_is_none(tab: Page) -> None:
    """Delete docs/screenshot.png to have it taken again."""
    tab.set_viewport_size({"width": 1280, "height": 1000})
    tab.goto("/lessons/ask-where-the-baby-sleeps")
    kept = HOUSE / "docs" / "screenshot.png"
    if not kept.exists():
        tab.screenshot(path=kept)
    start = kept.read_bytes()[:24]
    assert start.startswith(b"\x89PNG")
    assert int.from_bytes(start[16:20]) == 1280


def _tab_to(tab: Page, selector: str) -> None:
    for _ in range(MOST_TABS):
        tab.keyboard.press("Tab")
        if tab.evaluate(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"no way to {selector} with the Tab key")


def _follow(tab: Page, words: str) -> None:
    """Press Tab until a link with these words has the focus, then Enter."""
    for _ in range(MOST_TABS):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.textContent").strip() == words:
            with tab.expect_navigation():
                tab.keyboard.press("Enter")
            return
    raise AssertionError(f"no way to {words!r} with the Tab key")
