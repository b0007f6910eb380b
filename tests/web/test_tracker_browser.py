"""The list, an action plan, many changes and an agency's page in a real browser."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from waitress import create_server

from kb.access import Role
from tests.board.plan_files import ROW, csv_of
from tests.web.tracking import Board, days, open_board

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

WIDTHS = (1280, 320)
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    board = open_board(tmp_path_factory.mktemp("board"))
    late = board.ask("Ask each night", owner="Sgt Day", due=days(-9).isoformat())
    board.move(late, Role.AGENCY_LEAD, "police", response="accepted")
    board.challenge(late, "How do you know?")
    board.ask("Look", "health-visiting", recommendation="R2")
    closed = board.ask("Closed")
    board.move(closed, Role.BOARD_APPROVER, words="No", minute="1", closure="overtaken")
    board.come("Edda Editor", "editor")
    return board


@pytest.fixture(scope="module")
def address(board: Board) -> Iterator[str]:
    server = create_server(board.site.app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=5)


@pytest.fixture(scope="module")
def cookies(board: Board, address: str) -> dict[str, dict[str, str]]:
    """Give the cookie of somebody who signed in, by role."""
    found = {}
    for role, agency in (("board-member", ""), ("agency-lead", "police")):
        held = board.come(f"{role} of", role, agency).client.get_cookie("kb")
        assert held is not None
        found[role] = {"name": "kb", "value": held.value, "url": address}
    return found


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def come(
    browser: Browser, address: str, cookie: dict[str, str], width: int, *, js: bool
) -> Page:
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 900},
        java_script_enabled=js,
    )
    context.add_cookies([cookie])  # type: ignore[list-item]
    return context.new_page()


def send(page: Page, button: str) -> None:
    """Press a button, and wait for the page that answers."""
    with page.expect_navigation():
        page.click(button)


def look(page: Page, width: int) -> None:
    """Hold a page to what every page is held to."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, page.url
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()


def test_the_pages_of_the_tracker_are_accessible_on_a_phone_too(
    browser: Browser,
    address: str,
    cookies: dict[str, dict[str, str]],
    width: int,
    tmp_path: Path,
) -> None:
    page = come(browser, address, cookies["board-member"], width, js=True)
    for path in ("/board/actions", "/board/actions?agency=police&on=x"):
        page.goto(path)
        page.locator("#narrow").evaluate("one => { one.open = true }")
        look(page, width)
    page.goto("/board/import")
    look(page, width)
    file = tmp_path / "plan.csv"
    file.write_bytes(csv_of(ROW, ROW | {"text": "New"}, ROW | {"due": "soon"}))
    page.set_input_files("[name=file]", file)
    send(page, "button[value=look]")
    look(page, width)
    page.goto("/board/actions")
    page.locator(".kb-actions__tick label").first.click()
    send(page, ".kb-actions__many button")
    look(page, width)
    page.fill("#f-due", "31/03/2099")
    page.fill("#f-why", "Agreed")
    send(page, "button[value=look]")
    look(page, width)
    page.context.close()


def test_the_page_of_an_agency_is_accessible_and_its_targets_are_large(
    browser: Browser, address: str, cookies: dict[str, dict[str, str]], width: int
) -> None:
    page = come(browser, address, cookies["agency-lead"], width, js=True)
    page.goto("/agency")
    look(page, width)
    for one in page.locator(".kb-card a, .kb-card summary").all():
        box = one.bounding_box()
        assert box is None or box["height"] >= 36, one.inner_text()
    page.context.close()


def test_the_list_is_cards_on_a_phone_and_a_table_on_paper(
    browser: Browser, address: str, cookies: dict[str, dict[str, str]]
) -> None:
    page = come(browser, address, cookies["board-member"], 320, js=False)
    page.goto("/board/actions")
    row = page.locator(".kb-actions tbody tr").first
    shown = "getComputedStyle(document.querySelector('.kb-actions tbody tr')).display"
    assert page.locator(".kb-actions__head").first.is_visible()
    assert row.is_visible()
    assert page.evaluate(shown) == "block"
    page.emulate_media(media="print")
    assert page.evaluate(shown) == "table-row"
    assert not page.locator(".kb-actions__tick").first.is_visible()
    assert not page.locator("#narrow").is_visible()
    page.context.close()


def test_a_list_is_narrowed_and_changed_by_keyboard_without_scripts(
    browser: Browser, address: str, cookies: dict[str, dict[str, str]]
) -> None:
    page = come(browser, address, cookies["board-member"], 1280, js=False)
    page.goto("/board/actions?agency=police")
    first = page.locator(".kb-actions__tick input").first
    first.focus()
    page.keyboard.press("Space")
    page.locator(".kb-actions__many button").focus()
    page.keyboard.press("Enter")
    page.locator("#f-owner").fill("DI Smith")
    page.locator("#f-why").fill("He took over")
    page.locator("button[value=look]").press("Enter")
    page.locator("button[value=change]").press("Enter")
    assert "1 action changed." in page.locator(".kb-said").inner_text()
    assert "DI Smith" in page.locator(".kb-actions").inner_text()
    page.context.close()
