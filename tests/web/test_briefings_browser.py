"""Briefings in a real browser: asked, confirmed and seen, on a desk and on a phone."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from waitress import create_server

from kb.training.steps import Step
from tests.web.tracking import Board, days
from tests.web.trained import STORY, Course, give

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.web.editing import Somebody

WIDTHS = (1280, 320)
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
RATED = {
    Step.BEFORE: (2, 3, 2, 3, 2),
    Step.AFTER: (4, 4, 5, 4, 4),
    Step.LATER: (4, 4, 4, 4, 3),
}
OWN = "/agency/briefings/lessons/ask-again"
PAGES = (
    "/board",
    "/board/briefings",
    "/board/briefings/new?document=lessons/ask-again",
    "/training/untrained",
    "/lessons/ask-again",
)


@dataclass(frozen=True)
class Served:
    """A site that a browser can look at."""

    browser: Browser
    address: str

    def tab(self, somebody: Somebody, *, scripts: bool = False) -> Page:
        """Open a tab for somebody who has signed in."""
        cookie = somebody.client.get_cookie("kb")
        assert cookie is not None
        context = self.browser.new_context(
            base_url=self.address, java_script_enabled=scripts
        )
        context.add_cookies(
            [{"name": "kb", "value": cookie.value, "url": self.address}]
        )
        return context.new_page()


@pytest.fixture
def served(browser: Browser, board: Board) -> Iterator[Served]:
    server = create_server(board.site.app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Served(browser, f"http://127.0.0.1:{server.effective_port}")
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=5)


def looks_right(tab: Page, *addresses: str) -> list[str]:
    """Say what axe finds on pages, and which of them scroll sideways."""
    found = []
    for address in addresses:
        tab.goto(address)
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            axe = Axe().run(tab, options={"runOnly": RULES})
            if axe.violations_count:
                found.append(f"{address} at {width}: {axe.generate_report()}")
            if tab.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{address} is too wide at {width}")
    return found


def test_a_briefing_is_asked_for_confirmed_and_seen_without_scripts(
    board: Board, served: Served
) -> None:
    came = {"police": 7, "health-visiting": 9}
    give(board, Course(came=came, rated=RATED, story=STORY))
    bo = board.come("Bo Member", "board-member")
    ann = board.come("Ann Lead", "agency-lead", "police")
    member, lead = served.tab(bo), served.tab(ann)
    member.goto("/lessons/ask-again")
    member.click("text=Ask agencies to brief their staff")
    member.check("text=Police")
    due, done = days(30), days(-1)
    member.fill("[name=due]", f"{due.day}/{due.month}/{due.year}")
    member.click("main form button[type=submit]")
    assert "Asked: " in member.inner_text("main")
    lead.goto("/agency")
    lead.click(".kb-briefings a.govuk-button")
    lead.fill("[name=day]", f"{done.day}/{done.month}/{done.year}")
    lead.fill("[name=count]", "12")
    lead.select_option("[name=how]", "supervision")
    lead.click("main .kb-receipt button[type=submit]")
    assert "Confirmed: " in lead.inner_text("main")
    member.goto("/board/briefings")
    assert "12 by" in member.inner_text(".kb-matrix")
    assert looks_right(served.tab(ann, scripts=True), "/agency", OWN) == []
    assert looks_right(served.tab(bo, scripts=True), *PAGES) == []
