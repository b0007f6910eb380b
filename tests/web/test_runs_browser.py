"""A participant's phone and a trainer's screen, in a real browser."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from waitress import create_server

from kb.training.steps import Step
from tests.web.running import STORY, Course, open_course

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PHONE, SCREEN = 320, 1280
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Room:
    """A room in which a course is given: its site, and browsers."""

    browser: Browser
    course: Course
    address: str

    def phone(self, *, scripts: bool = False, width: int = PHONE) -> Page:
        """Give a phone on which nobody has signed in."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": 640},
            java_script_enabled=scripts,
        )
        return context.new_page()

    def desk(self, width: int) -> Page:
        """Give a browser in which the trainer has signed in."""
        held = self.course.trainer.client.get_cookie("kb")
        assert held is not None
        tab = self.phone(scripts=True, width=width)
        cookie = {"name": "kb", "value": held.value, "url": self.address}
        tab.context.add_cookies([cookie])  # type: ignore[list-item]
        return tab


@pytest.fixture
def room(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    course = open_course(tmp_path_factory.mktemp("room"))
    server = create_server(course.site.app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Room(browser, course, f"http://127.0.0.1:{server.effective_port}")
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=5)


def fits(tab: Page) -> bool:
    width = tab.viewport_size
    assert width is not None
    return bool(tab.evaluate("document.documentElement.scrollWidth") <= width["width"])


def problems(tab: Page) -> list[str]:
    found = Axe().run(tab, options={"runOnly": RULES}).response["violations"]
    return [f"{one['id']} {one['nodes'][0]['html'][:200]}" for one in found]


def test_a_phone_without_scripts_answers_by_keyboard_and_is_thanked(room: Room) -> None:
    run = room.course.record()
    tab = room.phone()
    tab.goto(room.course.form(run))
    tab.focus("#f-c0")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Tab")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Tab")
    tab.keyboard.type("Ring 0113 496 0000")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert "phone number" in tab.inner_text(".govuk-error-summary")
    assert tab.is_checked("#f-c0-2")
    assert tab.is_checked("#f-c1-none")
    tab.fill("#f-words", STORY)
    tab.click("text=Send my answers")
    assert "Thank you" in tab.inner_text("h1")
    assert "0800 1111" in tab.inner_text("main")


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_every_page_of_feedback_can_be_read_by_everybody(
    room: Room, width: int
) -> None:
    run = room.course.record()
    form, tab = room.course.form(run), room.phone(scripts=True, width=width)
    soon = room.course.form(run, Step.LATER)
    for address in (form, f"{form}/thanks", soon, f"{form}x"):
        tab.goto(address)
        assert fits(tab), address
        assert problems(tab) == [], address
    tab.goto(form)
    tab.click("text=Send my answers")
    assert tab.locator(".govuk-error-summary a").count() == 2
    assert problems(tab) == []
    tab.click(".govuk-error-summary a >> nth=1")
    assert tab.evaluate("document.activeElement.id") == "f-c1"


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_the_pages_of_a_run_can_be_read_by_everybody(room: Room, width: int) -> None:
    course = room.course
    run, later = course.record(), course.record(days=-43)
    for step in (Step.BEFORE, Step.AFTER):
        course.answers(run, step)
        course.close(run, step)
    course.answers(later, Step.LATER, words=STORY)
    course.close(later, Step.LATER)
    new = f"/training/packs/{course.pack}/runs/new"
    tab = room.desk(width)
    for address in (
        *(f"/training/runs/{one}" for one in (run, later)),
        f"/training/runs/{run}/room/later",
        new,
    ):
        tab.goto(address)
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert fits(tab), address
        assert problems(tab) == [], address


def test_the_code_for_the_room_prints_on_one_sheet(room: Room) -> None:
    run = room.course.record()
    tab = room.desk(SCREEN)
    tab.goto(f"/training/runs/{run}/room/after")
    assert tab.pdf(format="A4").count(b"/Type /Page\n") == 1
    tab.emulate_media(media="print")
    code = tab.locator(".kb-room .kb-qr").bounding_box()
    assert code is not None
    assert code["width"] > 300
    assert not tab.is_visible(".kb-nav")
