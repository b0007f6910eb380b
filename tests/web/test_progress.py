"""The public page says how far public actions are, and nothing of any other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from kb.board import escalation, records
from kb.board.actions import Asked, Tracker
from kb.board.escalation import Matter
from kb.board.models import DemoMark
from kb.board.months import Year
from kb.board.rules import Wanted
from kb.content.settings import Tracking
from kb.db import saving
from tests.board.people import EVERYBODY
from tests.factories import write_lesson, write_review
from tests.web.house import House, open_house

if TYPE_CHECKING:
    from pathlib import Path

MARK = "Illustrative data, made by kb demo"
ASKS = [{"id": "R1", "text": "Ask at night", "addressees": ["police"]}]


@pytest.fixture
def house(content: Path) -> House:
    write_review(content, "child-a", recommendations=ASKS)
    for audience in ("partners", "board", "editors"):
        asks = [{"id": "R1", "text": f"Zuvox {audience}", "addressees": ["police"]}]
        write_review(content, f"zu-{audience}", audience=audience, recommendations=asks)
    write_lesson(content, "zu-hidden", reviews=["zu-board"], audience="public")
    return open_house(content)


def asked(house: House, document: str, *, told: int, recommendation: str = "") -> str:
    """Ask for something that is overdue, and of which the chair heard days ago."""
    now = datetime.now(UTC)
    due = (now.date() - timedelta(days=60)).isoformat()
    with house.works.sessions() as session:
        by = Tracker(session, now - timedelta(days=90), EVERYBODY["editor"], Tracking())
        values = {
            "text": "Zuvox will", "owner": "Zuvox", "lead": "Zuvox",
            "measure": "Zuvox", "due": due,
        }  # fmt: skip
        uid = by.add(Asked(document, "police", recommendation, values=values))
        by.note(uid, "Zuvox said so")
        by.challenge(uid, "Zuvox, why?")
        chair = Matter(uid, "chair", due)
        then = now - timedelta(days=told)
        escalation.keep(session, [chair], "person:1", then)
    return uid


def test_what_the_chair_was_told_of_is_shown_in_the_words_of_the_document(
    house: House,
) -> None:
    asked(house, "reviews/child-a", told=2, recommendation="R1")
    asked(house, "lessons/ask-again", told=2)
    page = house.visitor().get("/progress")
    assert "Police: 60 days overdue Ask at night Leeds, Child A" in page.words
    assert "Ask to see where the baby sleeps, by day and by night." in page.words
    assert "zuvox" not in str(page.soup).lower()
    assert "Actions that agencies were asked for 2" in page.words


def test_nothing_of_what_is_not_public_comes_out(house: House) -> None:
    empty = house.visitor().get("/progress")
    for audience in ("partners", "board", "editors"):
        asked(house, f"reviews/zu-{audience}", told=2, recommendation="R1")
    asked(house, "lessons/zu-hidden", told=2)
    asked(house, "lessons/never-was", told=2)
    page = house.visitor().get("/progress")
    assert str(page.soup) == str(empty.soup)
    for role in ("practitioner", "board-approver", "editor"):
        somebody = house.account(f"{role.capitalize()} Jo", role).signed_in()
        assert somebody.get("/progress").words == empty.words


def test_what_was_not_taken_up_with_the_chair_is_not_shown(house: House) -> None:
    asked(house, "lessons/ask-again", told=0)
    page = house.visitor().get("/progress")
    assert "Nothing is overdue that was taken up with the chair" in page.words
    assert "Actions that agencies were asked for 1" in page.words


def test_what_is_delivered_is_not_shown_as_late(house: House) -> None:
    uid = asked(house, "lessons/ask-again", told=2)
    with house.works.sessions() as session:
        by = Tracker(session, datetime.now(UTC), EVERYBODY["own lead"], Tracking())
        both = Wanted({"response": "accepted", "delivery": "delivered"})
        by.change(uid, records.one(session, uid).version, both)
    page = house.visitor().get("/progress")
    assert "Police" not in page.words
    assert "The agency says that it is delivered 1" in page.words


def test_one_request_stands_once_however_many_actions_there_are(house: House) -> None:
    for _ in range(3):
        asked(house, "reviews/child-a", told=2, recommendation="R1")
    page = house.visitor().get("/progress")
    assert page.words.count("Ask at night") == 1


def test_illustrative_records_are_marked_on_every_page(house: House) -> None:
    editor = house.account("Edda Editor", "editor").signed_in()
    visitor = house.visitor()
    for address in ("/", "/progress", "/lessons/ask-again", "/sign-in"):
        assert MARK not in visitor.get(address).soup.get_text()
    with house.works.sessions() as session, saving(session):
        session.add(DemoMark(at="2026-01-01T00:00:00+00:00"))
    for address in ("/", "/progress", "/lessons/ask-again", "/sign-in", "/search"):
        assert MARK in visitor.get(address).soup.get_text(), address
    assert MARK in visitor.get("/nowhere", 404).soup.get_text()
    for address in ("/", "/desk", "/board", "/board/actions", "/account"):
        assert MARK in editor.get(address).soup.get_text(), address
    year = f"/board/annual-report/{Year.of(datetime.now(UTC).date()).name}"
    for address in ("/board/actions.csv", year, f"{year}.md"):
        with editor.client.get(address) as answer:
            assert MARK in answer.get_data(as_text=True), address
    with editor.client.get("/board/actions.xlsx") as answer:
        book = load_workbook(BytesIO(answer.data))
    cells = [cell.value for sheet in book for row in sheet for cell in row]
    assert any(MARK in str(one) for one in cells)
