"""The life of a review, in real browsers, and who meets it at each step."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from waitress import create_server

from tests.factories import a_small_library
from tests.web import acting
from tests.web.acting import Sight
from tests.web.house import House, open_house

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

REVIEW, REPORT = "reviews/barton-child-q", "reports/what-happened-in-barton"
TITLES = {REVIEW: "Barton, Child Q", REPORT: "What happened in Barton"}
#: What nothing but the review says, and nothing but its report.
OPEN, SECRET = "zorvak", "quillon"
EVERYWHERE = ("/", "/reviews", f"/{REVIEW}", f"/{REPORT}")
ROLES = {
    "board": "board-member",
    "practitioner": "practitioner",
    "administrator": "administrator",
}
NOTHING = Sight()
THE_REVIEW = Sight(review=200, found=frozenset({REVIEW}), told=frozenset({OPEN}))
BOTH = Sight(200, 200, frozenset({REVIEW, REPORT}), frozenset({OPEN, SECRET}))
A_TOMBSTONE, TWO_TOMBSTONES = Sight(review=410), Sight(410, 410)
REASON = "Withdrawn at the request of the board"
FIELDS = {
    "owner": "Business unit",
    "summary": f"A {OPEN} was seen and nobody asked.",
    "review_type": "lcspr",
    "body": "Barton Safeguarding Children Board",
    "nation": "england",
    "verification": "full-report",
    "sources-0-key": "s1",
    "sources-0-url": "https://example.org/barton",
    "sources-0-kind": "report-front",
    "markdown": f"## Findings\n\nNobody asked about the {OPEN}. (s1)",
}
REPORT_FIELDS = {
    "owner": "Business unit",
    "audience": "board",
    "review": "barton-child-q",
    "markdown": f"## What happened\n\nThe {SECRET} was told to two agencies.",
}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Serve a small library, under the address that its letters name."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{door.getsockname()[1]}"
        house = open_house(a_small_library(tmp_path / "content"), address)
        server = create_server(house.app, sockets=[door])
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield house
        server.trigger.pull_trigger(server.close)
        thread.join(timeout=5)


@dataclass(frozen=True)
class Stage:
    """Everybody, each at a browser of their own."""

    browser: Browser
    address: str
    tabs: dict[str, Page] = field(default_factory=dict)

    def enter(self, name: str) -> Page:
        """Give somebody a browser that was never here."""
        if name in self.tabs:
            self.tabs[name].context.close()
        context = self.browser.new_context(base_url=self.address)
        self.tabs[name] = context.new_page()
        return self.tabs[name]

    def all_see(self, sight: Sight, **others: Sight) -> None:
        """Hold what each reader meets against what they should."""
        for name in ROLES:
            assert seen_by(self.tabs[name]) == others.get(name, sight), name
        # A browser may keep for a minute what anybody may see: take another one.
        assert seen_by(self.enter("anonymous")) == sight


@pytest.fixture
def stage(browser: Browser, house: House) -> Iterator[Stage]:
    """Let those in who only read."""
    stage = Stage(browser, house.works.config.address)
    for name, role in ROLES.items():
        account = house.account(f"{name.capitalize()} Person", role)
        acting.sign_in(stage.enter(name), account.email)
    yield stage
    for tab in stage.tabs.values():
        tab.context.close()


def seen_by(tab: Page) -> Sight:
    """Look everywhere as a reader does, and as a program does in their name."""
    status, words, found = {}, [], set()
    searches = [f"/search?q={word}" for word in (OPEN, SECRET)]
    for address in (*EVERYWHERE, *searches):
        answer = tab.goto(address)
        assert answer is not None
        status[address] = answer.status
        words.append(tab.inner_text("body").lower().replace(_asked(address), ""))
        found |= {key for key in TITLES if tab.locator(f"a[href='/{key}']").count()}
    for word in (OPEN, SECRET, "barton", "what"):
        hits = tab.request.get(f"/api/search?q={word}").json()["hits"]
        offered = tab.request.get(f"/suggest?q={word}").json()
        found |= {str(one["url"])[1:] for one in (*hits, *offered)} & set(TITLES)
    told = {one for one in (OPEN, SECRET) if one in " ".join(words)}
    review, report = (status[f"/{key}"] for key in (REVIEW, REPORT))
    return Sight(review, report, frozenset(found), frozenset(told))


def _asked(address: str) -> str:
    """Give the word of a question, which its own page repeats."""
    return address.partition("q=")[2] or "\0"


def test_a_review_is_written_signed_shown_and_withdrawn_and_its_report_is_the_boards(
    house: House, stage: Stage
) -> None:
    writer, signer = stage.enter("writer"), stage.enter("signer")
    admin = stage.tabs["administrator"]
    acting.ask_for_codes(admin, "editor")
    for tab, name in ((writer, "wren"), (signer, "sam")):
        acting.invite(admin, f"{name.capitalize()} Editor", f"{name}@example.org")
        acting.come_in_by_letter(tab, house, f"{name}@example.org")

    acting.write(writer, "reviews", TITLES[REVIEW], FIELDS)
    stage.all_see(NOTHING)
    acting.save(writer)
    acting.write(writer, "reports", TITLES[REPORT], REPORT_FIELDS)
    acting.save(writer)
    stage.all_see(NOTHING)

    acting.ask_to_publish(writer, REVIEW)
    stage.all_see(NOTHING)
    acting.sign(signer, TITLES[REVIEW])
    stage.all_see(THE_REVIEW)

    acting.ask_to_publish(writer, REPORT)
    stage.all_see(THE_REVIEW)
    acting.sign(signer, TITLES[REPORT])
    stage.all_see(THE_REVIEW, board=BOTH)

    acting.withdraw(writer, REVIEW, REASON)
    stage.all_see(A_TOMBSTONE)
    acting.withdraw(writer, REPORT, REASON)
    stage.all_see(A_TOMBSTONE, board=TWO_TOMBSTONES)
