"""From a search to Thursday's course, and to what changed weeks later, in Chromium."""

from __future__ import annotations

import re
import shutil
import socket
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
import time_machine
from docx import Document
from playwright.sync_api import expect
from pptx import Presentation
from pypdf import PdfReader
from waitress import create_server

from kb.publishing import training_letters
from tests.web import acting
from tests.web.chromium import HOUSE
from tests.web.house import House, open_house

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

TITLE = "Sleep, and who else sees the child"
OUTCOMES = (
    "I can ask about sleep in my own words",
    "I know whom to tell when a child was not brought",
)
QUESTION = "Which of these did you meet last month?"
EXAMPLE = "I now ask where the baby sleeps, and look at the place together."
BEFORE, AFTER, LATER = (2, 3, 2, 3, 2), (3, 4, 4, 4, 3), (4, 4, 5, 4, 4)
FORM = re.compile(r"https?://\S+/feedback/\S+")
DAY = datetime(2026, 11, 26, 8, tzinfo=UTC)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Serve the starter library, under the address that its forms name."""
    content = tmp_path / "content"
    shutil.copytree(HOUSE / "content", content)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        house = open_house(content, f"http://127.0.0.1:{door.getsockname()[1]}")
        server = create_server(house.app, sockets=[door])
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield house
        server.trigger.pull_trigger(server.close)
        thread.join(timeout=5)


def come_in(browser: Browser, house: House, email: str) -> Page:
    tab = browser.new_context(base_url=house.works.config.address).new_page()
    acting.sign_in(tab, email)
    return tab


def collect_five(tab: Page) -> list[str]:
    """Search as trainers do, and take five hits; give their titles."""
    taken: list[str] = []
    for words in ("safer sleep", "was not brought"):
        tab.goto("/")
        tab.fill("main input[name=q]", words)
        tab.keyboard.press("Enter")
        lesson = tab.locator("h2 a[href^='/lessons/'], h3 a[href^='/lessons/']")
        lessons = tab.locator(".kb-hit", has=lesson)
        expect(lessons.first).to_be_visible()
        for place in range(8):
            hit = lessons.nth(place)
            if len(taken) == (3 if words == "safer sleep" else 5):
                break
            title = hit.locator("h2 a, h3 a").first.inner_text()
            if title in taken:
                continue
            with tab.expect_navigation():
                hit.locator(".kb-collect__hit button").click()
            expect(tab.locator("#collected")).to_contain_text(f"{len(taken) + 1} item")
            taken.append(title)
    return taken


def in_order(tab: Page) -> list[str]:
    return tab.locator(".kb-item__title").all_inner_texts()


def put_last_first_by_keyboard(tab: Page) -> None:
    """Press Up until the last item stands first, without a mouse."""
    item = tab.locator(".kb-item").last
    uid = item.get_attribute("data-item")
    tab.locator(f"#up-{uid}").focus()
    for place in range(4, 0, -1):
        tab.keyboard.press("Enter")
        said = tab.locator("[data-said]")
        expect(said).to_contain_text(f"place {place} of 5")
        if place > 1:
            expect(tab.locator(f"#up-{uid}")).to_be_focused()


def say_what_it_is_about(tab: Page) -> None:
    tab.click("text=Change title, aims and for whom it is")
    tab.fill("main [name=title]", TITLE)
    tab.fill("main [name=outcomes]", "\n".join(OUTCOMES))
    tab.click("main button:has-text('Save')")
    expect(tab.locator("h1")).to_have_text(TITLE)


def add_questions(tab: Page) -> None:
    """Write a question for the group, and take a lesson's own into the pack."""
    tab.click("text=Write a question")
    tab.fill("main [name=words]", QUESTION)
    tab.click("main form.kb-edit button")
    expect(tab.locator(".kb-items")).to_contain_text(QUESTION)
    tab.locator(".kb-item__edit").first.click()
    tab.locator("main input[name=offered]").first.check()
    tab.fill("main [name=minutes]", "20")
    tab.click("main form.kb-edit button")
    expect(tab.locator(".kb-item").first).to_contain_text("20 min · 1 question")


def take_all(tab: Page) -> dict[str, bytes]:
    """Take every file that the pack page offers; give each by its end."""
    links = tab.locator(".kb-take a")
    found = {}
    for link in links.all():
        address = link.get_attribute("href") or ""
        answer = tab.request.get(address)
        assert answer.ok, address
        found[address.rpartition("/")[2]] = answer.body()
    return found


def opened(name: str, content: bytes) -> str:
    """Open a file with its own library, and give its words."""
    file, end = BytesIO(content), name.rpartition(".")[2]
    if end == "docx":
        return "\n".join(par.text for par in Document(file).paragraphs)
    if end == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(file).pages)
    if end == "pptx":
        slides = Presentation(file).slides
        frames = [one for slide in slides for one in slide.placeholders]
        return "\n".join(one.text_frame.text for one in frames if one.has_text_frame)
    if end == "zip":
        folder = ZipFile(file)
        texts = [one for one in folder.namelist() if one.endswith(".md")]
        return "\n".join(folder.read(one).decode() for one in texts)
    return content.decode()


def record(tab: Page) -> str:
    tab.click("text=Record a run")
    tab.fill("main [name=place]", "The town hall")
    tab.fill("main [name=day]", DAY.date().isoformat())
    tab.fill("main [name=trainer]", "Tess Trainer")
    tab.click("main button:has-text('Record the run')")
    expect(tab.locator("h1")).to_contain_text(TITLE)
    return tab.url.rpartition("/")[2]


def answer(
    browser: Browser, link: str, ratings: tuple[int, ...], words: str = ""
) -> None:
    """Let each of some people answer on a telephone of their own."""
    for rating in ratings:
        context = browser.new_context(viewport={"width": 320, "height": 640})
        tab = context.new_page()
        tab.goto(link)
        for number in range(len(OUTCOMES)):
            tab.check(f"main input[name=c{number}][value='{rating}']")
        if words:
            tab.fill("main [name=words]", words)
        tab.click("main button:has-text('Send my answers')")
        expect(tab).to_have_url(re.compile("/thanks"))
        context.close()


def link_of(tab: Page, step: str) -> str:
    return tab.locator(f"#link-{step}").input_value()


def build(tab: Page) -> list[str]:
    """Build the pack, and give the titles of its lessons in order."""
    taken = collect_five(tab)
    assert len(taken) == 5
    tab.click("#collected >> text=Open the pack")
    assert in_order(tab) == taken
    put_last_first_by_keyboard(tab)
    taken = [taken[-1], *taken[:-1]]
    tab.reload()
    assert in_order(tab) == taken
    say_what_it_is_about(tab)
    add_questions(tab)
    return taken


def check_files(tab: Page, taken: list[str]) -> None:
    """Open what the page gives out; the briefing alone has no room for all titles."""
    files = take_all(tab)
    ends = {name.rpartition(".")[2] for name in files}
    assert ends == {"html", "docx", "pdf", "pptx", "zip"}
    for name, content in files.items():
        words = " ".join(opened(name, content).split())
        assert TITLE in words, name
        if not name.startswith("briefing"):
            assert all(title in words for title in taken), name


def say_who_came(tab: Page, run: str) -> None:
    tab.goto(f"/training/runs/{run}")
    tab.select_option("#f-agency-0", "health-visiting")
    tab.fill("#f-count-0", "6")
    tab.click("text=Save who came")
    expect(tab.locator("main")).to_contain_text("Health visiting")


def link_in_the_letter(house: House) -> str:
    """Let the daily command write its letters, and open the last one."""
    with closing(house.works.sessions()) as session:
        training_letters.remind(house.works, session, datetime.now(UTC))
    found = FORM.search(house.letters()[-1])
    assert found is not None
    return found[0]


def test_a_trainer_goes_from_a_search_to_a_course_and_to_what_changed(
    browser: Browser, house: House
) -> None:
    trainer = house.account("Tess Trainer", "trainer").email
    practitioner = house.account("Pia Practitioner", "practitioner").email
    with time_machine.travel(DAY, tick=True):
        tab = come_in(browser, house, trainer)
        taken = build(tab)
        check_files(tab, taken)
        run = record(tab)
        answer(browser, link_of(tab, "before"), BEFORE)
        answer(browser, link_of(tab, "after"), AFTER)
        say_who_came(tab, run)
        tab.context.close()

    with time_machine.travel(DAY + timedelta(days=43), tick=True):
        answer(browser, link_in_the_letter(house), LATER, EXAMPLE)

    with time_machine.travel(DAY + timedelta(days=75), tick=True):
        tab = come_in(browser, house, trainer)
        tab.goto(f"/training/runs/{run}")
        tab.click("text=Show it beside the lessons >> nth=0")
        tab.context.close()
        tab = come_in(browser, house, practitioner)
        tab.goto("/lessons/")
        tab.click(f"main a:has-text('{taken[0]}')")
        used = tab.locator(".kb-used")
        for words in ("Health visiting", "4.2", EXAMPLE):
            expect(used).to_contain_text(words)
        tab.locator("main a[href^='/themes/']").first.click()
        for words in ("Health visiting", "4.2"):
            expect(used).to_contain_text(words)
        tab.context.close()
