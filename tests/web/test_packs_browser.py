"""Ordering a pack in a real browser: by keys without scripts and with them, by hand."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from waitress import create_server

from kb.access import Role, Shared
from tests.web.packing import School, open_school

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.web.packing import Trainer

THREE = ("ask-again", "ask-who", "listen")
WIDTHS = (1280, 320)
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Room:
    """A school with browsers in it."""

    school: School
    browser: Browser
    address: str

    def tab(self, somebody: Trainer, *, scripts: bool = True) -> Page:
        """Open a browser in which somebody has signed in."""
        context = self.browser.new_context(
            base_url=self.address, java_script_enabled=scripts
        )
        cookie = somebody.client.get_cookie("kb")
        assert cookie is not None
        given = {"name": "kb", "value": cookie.value, "url": self.address}
        context.add_cookies([given])  # type: ignore[list-item]
        return context.new_page()


@pytest.fixture
def room(browser: Browser, tmp_path: Path) -> Iterator[Room]:
    school = open_school(tmp_path)
    server = create_server(school.site.app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Room(school, browser, f"http://127.0.0.1:{server.effective_port}")
    for context in browser.contexts:
        context.close()
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=5)


def focused(tab: Page) -> str:
    return str(tab.evaluate("document.activeElement.id"))


def test_items_are_ordered_by_keys_without_scripts(room: Room) -> None:
    tess = room.school.come("Tess")
    pack = tess.begins(*THREE)
    uid = tess.uid(pack, "ask-again")
    tab = room.tab(tess, scripts=False)
    tab.goto(pack)
    tab.focus(f"#down-{uid}")
    for place, goes_on in ((2, "down"), (3, "up")):
        tab.keyboard.press("Enter")
        said = tab.locator(f"#item-{uid} [role=status]")
        expect(said).to_have_text(f"Moved to place {place} of 3.")
        assert focused(tab) == f"{goes_on}-{uid}"
    assert tess.slugs(pack) == ["ask-who", "listen", "ask-again"]


def test_items_are_ordered_by_keys_with_scripts_and_the_page_stays(room: Room) -> None:
    tess = room.school.come("Tess")
    pack = tess.begins(*THREE)
    uid = tess.uid(pack, "ask-again")
    tab = room.tab(tess)
    tab.goto(pack)
    tab.evaluate("window.stays = true")
    tab.focus(f"#down-{uid}")
    for place, goes_on in ((2, "down"), (3, "up")):
        tab.keyboard.press("Enter")
        expect(tab.locator("[data-said]")).to_have_text(f"Moved to place {place} of 3.")
        assert focused(tab) == f"{goes_on}-{uid}"
    places = tab.locator("[data-item] [data-place]").all_inner_texts()
    assert places == ["1", "2", "3"]
    assert tab.locator("[data-item]").last.get_attribute("data-item") == uid
    assert tab.evaluate("window.stays")
    assert tess.slugs(pack) == ["ask-who", "listen", "ask-again"]


def test_an_item_is_dragged_to_another_place_and_kept_there(room: Room) -> None:
    tess = room.school.come("Tess")
    pack = tess.begins(*THREE)
    uid = tess.uid(pack, "listen")
    tab = room.tab(tess)
    tab.set_viewport_size({"width": 1280, "height": 1400})
    tab.goto(pack)
    grip = tab.locator(f"#item-{uid} .kb-item__grip").bounding_box()
    top = tab.locator("[data-item]").first.bounding_box()
    assert grip is not None
    assert top is not None
    tab.mouse.move(grip["x"] + 8, grip["y"] + 8)
    tab.mouse.down()
    tab.mouse.move(top["x"] + 30, top["y"] + 5, steps=6)
    tab.mouse.up()
    expect(tab.locator("[data-said]")).to_have_text("Moved to place 1 of 3.")
    assert tess.slugs(pack) == ["listen", "ask-again", "ask-who"]


def test_what_somebody_else_put_in_meanwhile_is_shown_after_a_move(room: Room) -> None:
    tess, tom = room.school.come("Tess"), room.school.come("Tom")
    pack = tess.begins("ask-again", "listen")
    tess.shares(pack, Shared.COLLEAGUES)
    uid = tess.uid(pack, "ask-again")
    tab = room.tab(tess)
    tab.goto(pack)
    tom.does(f"{pack}/add", key="lessons/ask-who", part="")
    tab.click(f"#down-{uid}")
    expect(tab.locator("[data-item]")).to_have_count(3)
    assert tess.slugs(pack) == ["listen", "ask-again", "ask-who"]


def test_a_move_that_cannot_be_sent_is_told_and_nothing_moves(room: Room) -> None:
    tess = room.school.come("Tess")
    pack = tess.begins(*THREE)
    uid = tess.uid(pack, "ask-again")
    tab = room.tab(tess)
    tab.goto(pack)
    tab.context.set_offline(True)
    tab.click(f"#down-{uid}")
    expect(tab.locator("[data-said]")).to_contain_text("Nothing is lost")
    assert tab.locator("[data-item]").first.get_attribute("data-item") == uid
    assert tess.slugs(pack) == list(THREE)


def test_a_pack_is_on_paper_without_its_buttons(room: Room) -> None:
    tess = room.school.come("Tess")
    tab = room.tab(tess)
    tab.goto(tess.begins(*THREE))
    tab.emulate_media(media="print")
    assert tab.locator(".kb-item__title").last.is_visible()
    for gone in (".kb-add", ".kb-pack .kb-side", ".kb-suggest-more", ".kb-item__grip"):
        assert not tab.locator(gone).first.is_visible(), gone


def test_axe_finds_no_violation_and_nothing_scrolls_sideways(room: Room) -> None:
    tess, pria = room.school.come("Tess"), room.school.come("Pria", Role.PRACTITIONER)
    pack = tess.begins(*THREE, introduction="Why", aims=("See",), outcomes=("I ask",))
    tess.does(f"{pack}/keep")
    tess.shares(pack, Shared.PARTNERSHIP)
    tess.send(tess.get("/lessons/ask-who"), form="#kb-collect", anchor="")
    item, part = tess.uid(pack, "ask-who"), tess.pack(pack).parts[0].uid
    looks(room.tab(pria), ("/training", pack))
    looks(
        room.tab(tess),
        (
            "/lessons/ask-who",
            "/search?q=ask",
            "/training",
            "/training/packs/new?theme=neglect",
            pack,
            f"{pack}/about",
            f"{pack}/items/{item}",
            f"{pack}/new/exercise",
            f"{pack}/parts/{part}",
            f"{pack}/find?q=ask",
            f"{pack}/versions/1",
        ),
    )


def looks(tab: Page, addresses: tuple[str, ...]) -> None:
    """Look at pages, wide and narrow."""
    for address in addresses:
        assert tab.goto(address).status == 200, address  # type: ignore[union-attr]
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(tab, options={"runOnly": RULES})
            assert found.violations_count == 0, f"{address}: {found.generate_report()}"
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
