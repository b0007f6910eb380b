"""When the records cannot be used: a page says so, and nothing typed is lost."""

from __future__ import annotations

import logging
import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from tests.web.house import House, open_house

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.editing import Somebody

TYPED = "A title that took long to think of"


@pytest.fixture
def house(content: Path) -> House:
    return open_house(content)


@pytest.fixture
def editor(house: House) -> Somebody:
    return house.account("Edda Editor", "editor").signed_in()


@pytest.fixture
def broken(house: House, editor: Somebody) -> Iterator[sqlite3.Connection]:
    """Break the records once the editor has signed in."""
    editor.get("/account")
    other = sqlite3.connect(house.content.parent / "kb.sqlite")
    other.execute("ALTER TABLE sign_in RENAME TO elsewhere")
    yield other
    other.close()


@pytest.mark.usefixtures("broken")
def test_the_records_failing_is_said_and_the_page_has_its_looks(
    editor: Somebody,
) -> None:
    for address in ("/", "/account", "/desk"):
        with editor.client.get(address) as answer:
            assert answer.status_code == 503
            page = answer.get_data(as_text=True)
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert "Content-Security-Policy" in answer.headers
        assert "This cannot be shown just now" in page
        assert "sign_in" not in page
    for address in ("/static/app.css", "/brand.css"):
        with editor.client.get(address) as answer:
            assert answer.status_code == 200


def test_who_has_not_signed_in_reads_on_while_the_records_fail(
    house: House, broken: sqlite3.Connection
) -> None:
    assert broken.execute("SELECT count(*) FROM elsewhere").fetchone() == (1,)
    house.visitor().get("/lessons/ask-again")


def test_what_was_typed_is_shown_while_the_records_fail(
    house: House, editor: Somebody, caplog: pytest.LogCaptureFixture
) -> None:
    page = editor.get("/edit/lessons/new")
    other = sqlite3.connect(house.content.parent / "kb.sqlite")
    other.execute("ALTER TABLE draft RENAME TO elsewhere")
    caplog.set_level(logging.DEBUG)
    kept = editor.send(page, form="main form", title=TYPED)
    other.close()
    assert kept.status == 503
    assert "No text was changed" in kept.words
    box = kept.soup.select_one("main textarea")
    assert box is not None
    assert box.get_text() == TYPED
    assert "csrf_token" not in str(kept.soup)
    assert TYPED not in caplog.text
    assert "OperationalError at kb/" in caplog.text


def test_what_was_typed_is_shown_when_the_session_has_ended(editor: Somebody) -> None:
    page = editor.get("/edit/lessons/new")
    with time_machine.travel(timedelta(minutes=31), tick=False):
        kept = editor.send(page, form="main form", title=TYPED)
    assert kept.status == 401
    assert "Your session has ended" in kept.words
    assert TYPED in kept.words


def test_what_was_typed_is_shown_when_the_form_was_open_too_long(
    editor: Somebody,
) -> None:
    kept = editor.post("/edit/lessons/new", {"title": [TYPED], "password": ["hush"]})
    assert kept.status == 400
    assert TYPED in kept.words
    assert "hush" not in str(kept.soup)
