"""Coming in, one's account, people and the log in a real browser."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from waitress import create_server

from kb.accounts import reads
from tests.factories import a_small_library
from tests.web.house import PASSWORD, House, open_house

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

WIDTHS = (1280, 320)
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = open_house(a_small_library(tmp_path_factory.mktemp("site") / "content"))
    house.account("Ada Keeper", "administrator")
    house.account("Bo Board", "board-member")
    with house.works.sessions() as session:
        for key in ("reports/child-a", "reviews/other"):
            reads.record(
                session, "os:jane", "show", {key: "editors"}, datetime.now(UTC)
            )
    return house


@pytest.fixture(scope="module")
def address(house: House) -> Iterator[str]:
    server = create_server(house.app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=5)


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """Open a browser without scripts: all of this has to work so too."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def looked_at(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address)
    yield context.new_page()
    context.close()


def test_the_keyboard_is_at_what_is_wrong_and_goes_on_to_the_field(tab: Page) -> None:
    tab.goto("/sign-in")
    tab.click("main button:has-text('Sign in')")
    assert tab.locator(":focus").get_attribute("class") == "govuk-error-summary"
    tab.keyboard.press("Tab")
    assert tab.locator(":focus").get_attribute("href") == "#f-email"
    tab.keyboard.press("Enter")
    assert tab.locator(":focus").get_attribute("name") == "email"


def test_somebody_comes_in_sets_codes_up_and_goes_out_again(tab: Page) -> None:
    _sign_in(tab, "bo@example.org")
    assert tab.locator(".kb-who").inner_text().startswith("Bo Board")
    tab.goto("/account/second-factor")
    letters = tab.locator(".kb-secret span").all_inner_texts()
    code = pyotp.TOTP("".join(letters)).now()
    tab.fill("main [name=code]", code)
    tab.fill("main [name=password]", PASSWORD)
    tab.click("main button:has-text('Set up')")
    spare = tab.locator(".kb-codes code").all_inner_texts()
    assert len(spare) == 10
    tab.click(".kb-who button")
    _sign_in(tab, "bo@example.org")
    tab.fill("main [name=code]", spare[0])
    tab.click("main button")
    tab.goto("/log")
    assert tab.inner_text("h1") == "Who read what"


def test_axe_finds_no_violation_and_nothing_scrolls_sideways(
    looked_at: Page, house: House
) -> None:
    for path in ("/sign-in", "/forgotten", "/reset/over"):
        _look(looked_at, path)
    looked_at.goto("/sign-in")
    looked_at.click("main button")
    _check(looked_at)
    _sign_in(looked_at, "ada@example.org")
    uid = house.account("Pat Reader").uid
    for path in ("/people", f"/people/{uid}", "/account", "/account/second-factor"):
        _look(looked_at, path)
    looked_at.goto("/people")
    looked_at.click("button:has-text('Invite')")
    _check(looked_at)


def test_axe_finds_no_violation_on_the_log(looked_at: Page, house: House) -> None:
    house.account("Cy Council", "board-approver")
    _sign_in(looked_at, "cy@example.org")
    for path in ("/log", "/log?from=last+year"):
        _look(looked_at, path)


def _sign_in(tab: Page, email: str) -> None:
    tab.goto("/sign-in")
    tab.fill("main [name=email]", email)
    tab.fill("main [name=password]", PASSWORD)
    tab.click("main button")


def _look(tab: Page, path: str) -> None:
    tab.goto(path)
    _check(tab)


def _check(tab: Page) -> None:
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(tab, options={"runOnly": RULES})
        assert found.violations_count == 0, found.generate_report()
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
