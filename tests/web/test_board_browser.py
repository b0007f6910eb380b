"""The way of an action in a real browser, without scripts, from asked to slipped."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from waitress import create_server

from kb.access import Role, reader_for
from kb.accounts import invitations, people
from kb.board.months import quarter_before
from kb.publishing.desk import Desk
from kb.publishing.names import Author
from tests.web.action_forms import action, at
from tests.web.editing import KEY
from tests.web.house import PASSWORD
from tests.web.tracking import Board, days, open_board, today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PEOPLE = (
    ("lena", "agency-lead", "police"),
    ("otto", "board-approver", "police"),
    ("cara", "board-approver", "health-visiting"),
)
QUARTER = quarter_before(today())
WIDTHS = (1280, 320)
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    board = open_board(tmp_path_factory.mktemp("board"))
    now = datetime.now(UTC)
    with board.site.works.sessions() as session:
        for name, role, agency in PEOPLE:
            given = {"email": f"{name}@example.org", "name": name.capitalize()}
            _, token = people.invite(
                session, now, "os:tests", role=role, agency=agency, key=KEY, **given
            )
            invitations.take_up(session, now, token, KEY, PASSWORD)
    return board


@dataclass(frozen=True)
class Desks:
    """Everybody at a browser of their own."""

    browser: Browser
    address: str

    def come(self, name: str) -> Page:
        """Let somebody sign in, without scripts."""
        context = self.browser.new_context(
            base_url=self.address, java_script_enabled=False
        )
        tab = context.new_page()
        tab.goto("/sign-in")
        tab.fill("main [name=email]", f"{name}@example.org")
        tab.fill("main [name=password]", PASSWORD)
        tab.click("main button")
        return tab


@pytest.fixture
def desks(browser: Browser, board: Board) -> Iterator[Desks]:
    server = create_server(board.site.app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Desks(browser, f"http://127.0.0.1:{server.effective_port}")
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=5)


def does(tab: Page, move: str, **typed: str) -> str:
    """Open a form of the page, fill it in and send it; give what the page says."""
    part = move.partition("-")[0]
    tab.click(f"#move-{move} summary")
    for name, value in typed.items():
        field = tab.locator(f"#move-{move} [name={part}-{name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    tab.click(f"#move-{move} button[type=submit]")
    return tab.inner_text("main")


def publish(board: Board) -> None:
    """Let one editor link a new review to the lesson, and another sign both."""
    content = board.site.content
    month = f"published: {today():%Y-%m}"
    review = (content / "reviews/child-a.md").read_text("utf-8")
    lesson = (content / "lessons/ask-again.md").read_text("utf-8")
    review = review.replace("published: 2019-05", month).replace("Child A", "Child B")
    lesson = lesson.replace("- child-a\n", "- child-a\n- child-b\n")
    for key, source in {"reviews/child-b": review, "lessons/ask-again": lesson}.items():
        writer = desk(board, "ann")
        known = (content / f"{key}.md").exists()
        base = writer.sheet(key).fingerprint if known else ""
        uid = writer.propose(
            key, source, base, note="", kept={}, clearance="The board", closes_old=False
        )
        desk(board, "bea").sign(uid)


def desk(board: Board, name: str) -> Desk:
    works, now = board.site.works, datetime.now(UTC)
    session = works.sessions()
    email = f"{name}@example.org"
    person = people.by_email(session, email)
    if person is None:
        given = {"email": email, "name": name, "role": "editor", "agency": ""}
        person, _ = people.invite(session, now, "os:tests", key=KEY, **given)
    author = Author(f"person:{person.uid}", name, email)
    reader = reader_for(name, Role.EDITOR, (), ())
    return Desk(works, session, reader, author=author, now=now)


def figures(tab: Page, address: str) -> str:
    """Read the dashboard, less the form to choose another."""
    tab.goto(address)
    tab.locator("main .kb-board__choose").evaluate("one => one.remove()")
    return tab.inner_text("main")


def test_an_action_from_asked_to_met_to_slipped(board: Board, desks: Desks) -> None:
    uid = board.ask("Ask at night", due=days(40).isoformat())
    lena, otto, cara = (desks.come(name) for name, _, _ in PEOPLE)
    then = figures(cara, f"/board?on={QUARTER}")
    today = figures(cara, "/board")
    _answers_and_delivers(lena)
    _tries_to_close_and_cannot(lena, board, uid)
    said = does(
        lena, "evidence", kind="training-record", title="A course was held", shows="-"
    )
    assert "A course was held" in said
    for tab in (otto, cara):
        tab.goto(at(uid))
    assert otto.locator("#move-closure, #move-assurance").count() == 0
    does(cara, "assurance", assurance="evidenced")
    refused = does(cara, "closure", closure="met", minute="Board, 4.2")
    assert "No evidence shows practice" in refused
    assert action(board, uid).is_open
    does(lena, "evidence", kind="audit", title="Twenty records", shows="17 of 20")
    cara.goto(at(uid))
    assert "Closed as met since" in does(
        cara, "closure", closure="met", minute="Board, 4.2"
    )
    assert (action(board, uid).minute, action(board, uid).closure) == (
        "Board, 4.2",
        "met",
    )
    _comes_back(board, cara, uid)
    _slips(board, cara, uid)
    assert figures(cara, "/board") != today
    assert figures(cara, f"/board?on={QUARTER}") == then


def _answers_and_delivers(lena: Page) -> None:
    lena.goto("/agency")
    lena.click("main a:has-text('Ask at night')")
    assert "Accepted" in does(lena, "response", response="accepted")
    assert "Delivered" in does(lena, "delivery", delivery="delivered")


def _tries_to_close_and_cannot(lena: Page, board: Board, uid: str) -> None:
    """See no form; then send one by hand, with the page's own token."""
    assert lena.locator("#move-closure, #move-assurance").count() == 0
    token = lena.locator("main form [name=csrf_token]").first.get_attribute("value")
    before = action(board, uid)
    for part, typed in {
        "closure": {"closure-closure": "met", "closure-minute": "4.2"},
        "assurance": {"assurance-assurance": "plan-acceptable"},
    }.items():
        forged = {"part": part, "seen": str(before.version), "csrf_token": token or ""}
        address = f"{lena.url}/change"
        answer = lena.request.post(address, form={**forged, **typed})
        assert answer.status in {403, 404, 422}
    assert action(board, uid) == before


def _comes_back(board: Board, cara: Page, uid: str) -> None:
    cara.goto(at(uid))
    assert "It has come back" not in cara.inner_text("main")
    publish(board)
    cara.goto(at(uid))
    assert "another review has since taught the same" in cara.inner_text("main")
    cara.goto("/board/actions?only=came-back")
    assert cara.locator(f"main a[href='{at(uid)}']").count() == 1
    cara.goto("/board")
    assert "Leeds, Child B" in cara.inner_text("main")


def _slips(board: Board, cara: Page, uid: str) -> None:
    cara.goto(at(uid))
    does(cara, "sustained", sustained="slipped", words="Six of twenty only")
    found = action(board, uid)
    assert (found.is_open, found.slips, found.sustained) == (True, 1, "slipped")
    cara.goto("/board/actions?only=slipped")
    assert cara.locator(f"main a[href='{at(uid)}']").count() == 1


def test_axe_finds_no_violation_and_nothing_scrolls_sideways(
    board: Board, desks: Desks, browser: Browser
) -> None:
    uid = board.ask("Ask at night", due=days(-40).isoformat())
    signed_in = desks.come("cara").context.cookies()
    context = browser.new_context(base_url=desks.address)
    context.add_cookies(signed_in)  # type: ignore[arg-type]
    tab = context.new_page()
    for path in ("/progress", "/board", "/board/actions", at(uid), "/agency"):
        assert tab.goto(path).status == 200, path  # type: ignore[union-attr]
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(tab, options={"runOnly": RULES})
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
