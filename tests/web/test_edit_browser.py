"""The pages for editors in a real browser, over a copy of the starter library."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from waitress import create_server

from tests.web.editing import open_editing_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

HOUSE = Path(__file__).parents[2]
LESSON = "/edit/lessons/assess-afresh"
REVIEW = "/edit/reviews/coventry-daniel-pelka-2013"
POLICY = "/edit/policies/pan-lancashire-safer-sleep-2015"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str]]:
    """Serve a copy of the library; give its address and an editor's cookie."""
    content = tmp_path_factory.mktemp("site") / "content"
    shutil.copytree(HOUSE / "content", content)
    site = open_editing_site(content)
    name = str(site.app.config["SESSION_COOKIE_NAME"])
    cookie = site.somebody("Jane Editor").client.get_cookie(name)
    assert cookie is not None
    server = create_server(site.app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}", name, cookie.value
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=5)


def opened(
    browser: Browser,
    served: tuple[str, str, str],
    *,
    width: int = 1280,
    scripts: bool = True,
) -> Page:
    address, name, value = served
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 900},
        java_script_enabled=scripts,
    )
    context.add_cookies([{"name": name, "value": value, "url": address}])
    return context.new_page()


def begin(page: Page, address: str) -> None:
    page.goto(address)
    button = page.get_by_role("button", name="Begin a draft")
    if button.count():
        with page.expect_navigation():
            button.click()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(
    "address",
    [
        "/desk",
        "/desk/due",
        "/edit/lessons/new",
        "/edit/lessons/escalate-until-it-is-settled",
        LESSON,
        REVIEW,
        POLICY,
        "/withdraw/lessons/assess-afresh",
        "/embargo/lessons/assess-afresh",
        "/lessons/assess-afresh/history",
    ],
)
def test_a_page_fits_and_has_no_barrier(
    browser: Browser, served: tuple[str, str, str], address: str, width: int
) -> None:
    page = opened(browser, served, width=width)
    if address in {LESSON, REVIEW, POLICY}:
        begin(page, address)
        for folded in page.query_selector_all("details"):
            folded.evaluate("one => { one.open = true; }")
    else:
        page.goto(address)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    assert page.get_by_role("link", name="Desk").count(), "not signed in"
    found = Axe().run(page).response["violations"]
    assert found == [], [(one["id"], one["nodes"][0]["html"]) for one in found]
    page.context.close()


def test_on_paper_a_proposal_is_what_is_decided_about_and_no_button(
    browser: Browser, served: tuple[str, str, str]
) -> None:
    page = opened(browser, served)
    begin(page, "/edit/lessons/share-and-ask")
    page.get_by_label("Statement").fill("Said in other words.")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_label("Clearance in law").fill("There is no case.")
    page.get_by_role("button", name="Ask for sign-off").click()
    button = page.get_by_role("button", name="Take it back")
    expect(button).to_be_visible()
    page.emulate_media(media="print")
    expect(button).to_be_hidden()
    expect(page.locator(".kb-panel .kb-changed")).to_be_visible()
    page.context.close()


def test_what_is_typed_is_kept_without_a_click(
    browser: Browser, served: tuple[str, str, str]
) -> None:
    page = opened(browser, served)
    begin(page, LESSON)
    page.get_by_label("Statement").fill("Typed and never sent.")
    assert page.locator("[data-kept]").inner_text() == "Not kept yet"
    expect(page.locator("[data-kept]")).to_contain_text("Kept on", timeout=15000)
    page.goto(page.url)
    assert page.get_by_label("Statement").input_value() == "Typed and never sent."
    page.context.close()


def test_a_form_that_cannot_be_kept_says_so(
    browser: Browser, served: tuple[str, str, str]
) -> None:
    page = opened(browser, served)
    begin(page, LESSON)
    page.route("**/drafts/*", lambda route: route.abort())
    page.get_by_label("Statement").fill("The network went away.")
    expect(page.locator("[data-kept]")).to_contain_text("Could not", timeout=15000)
    page.context.close()


def test_a_long_list_is_narrowed_by_other_words_for_a_theme(
    browser: Browser, served: tuple[str, str, str]
) -> None:
    page = opened(browser, served)
    begin(page, LESSON)
    picker = page.locator("#f-themes")
    picker.locator("summary").click()
    picker.get_by_label("Show only those with").fill("WNB")
    shown = picker.locator(".kb-picker__groups .govuk-checkboxes__item:visible")
    assert [one.strip() for one in shown.all_inner_texts()] == ["Was not brought"]
    picker.get_by_label("Show only those with").press("Enter")
    assert page.url.rpartition("/")[0].endswith("/drafts")
    shown.locator("input").check()
    page.get_by_role("button", name="Keep for later").first.click()
    assert page.get_by_label("Was not brought").is_checked()
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_in_a_line_keeps_the_draft_and_publishes_nothing(
    browser: Browser, served: tuple[str, str, str], *, scripts: bool
) -> None:
    page = opened(browser, served, scripts=scripts)
    begin(page, REVIEW)
    page.locator("#f-area").fill("Coventry and beyond")
    page.locator("#f-area").press("Enter")
    assert "Kept. You can go away" in page.locator("main").inner_text()
    assert page.locator("#f-area").input_value() == "Coventry and beyond"
    page.context.close()


def test_a_link_in_the_list_of_mistakes_leads_to_the_field(
    browser: Browser, served: tuple[str, str, str]
) -> None:
    page = opened(browser, served)
    begin(page, POLICY)
    page.locator("#f-updates-1-sources-0-url").fill("nowhere")
    page.get_by_role("button", name="Check").first.click()
    page.locator(".govuk-error-summary a").first.click()
    page.keyboard.type("!")
    found = page.locator("#f-updates-1-sources-0-url")
    assert "!" in found.input_value()
    page.context.close()


def test_a_row_is_added_and_removed_with_the_keyboard_alone(
    browser: Browser, served: tuple[str, str, str]
) -> None:
    page = opened(browser, served, scripts=False)
    begin(page, REVIEW)
    before = page.locator("[data-row]").count()
    page.locator("button[value='add:notes']").press("Enter")
    assert page.locator("[data-row]").count() == before + 1
    assert page.url.endswith("#f-notes-1")
    page.locator("button[value='remove:notes-1']").press("Space")
    assert page.locator("[data-row]").count() == before
    page.context.close()
