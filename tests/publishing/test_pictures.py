"""Pictures go with the document that they belong to, and do not come back alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import write_lesson
from tests.pictures import png, put
from tests.publishing.office import LESSON, REASON

if TYPE_CHECKING:
    from pathlib import Path

    from tests.publishing.office import Office

FILE = f"{LESSON}/timeline.png"
ADDRESS = f"/{FILE}"


@pytest.fixture
def pictured(office: Office) -> Office:
    """Let a lesson show a picture."""
    content = office.home / "content"
    put(content, FILE, png())
    write_lesson(content, "ask-again", f"## What to do\n\n![Who knew]({ADDRESS})")
    office.settled()
    assert office.shelf().picture(ADDRESS)
    return office


def folder(office: Office) -> Path:
    return office.home / "content" / LESSON


@pytest.mark.parametrize("level", ["", "board", "editors"])
def test_a_picture_of_a_withdrawn_document_is_for_nobody(
    pictured: Office, level: str
) -> None:
    pictured.desk().withdraw(LESSON, REASON)
    assert pictured.shelf(level).picture(ADDRESS) is None
    assert folder(pictured).is_dir()


def test_a_picture_of_an_embargoed_document_is_for_editors(pictured: Office) -> None:
    pictured.desk().embargo(LESSON, "A trial")
    assert pictured.shelf("board").picture(ADDRESS) is None
    assert pictured.shelf("editors").picture(ADDRESS)


def test_erasing_a_document_removes_its_pictures(pictured: Office) -> None:
    assert pictured.desk().withdraw(LESSON, REASON, erase=True)
    assert not folder(pictured).exists()


def test_pictures_that_a_backup_brings_back_are_removed_again(
    pictured: Office,
) -> None:
    old = pictured.file(LESSON)
    pictured.desk().withdraw(LESSON, REASON, erase=True)
    put(pictured.home / "content", FILE, png())
    assert pictured.shelf("editors").picture(ADDRESS) is None
    pictured.settled()
    assert not folder(pictured).exists()
    put(pictured.home / "content", FILE, png())
    pictured.path(LESSON).write_text(old, "utf-8")
    assert pictured.shelf("editors").picture(ADDRESS) is None
    pictured.settled()
    assert not folder(pictured).exists()


def test_erasing_removes_a_link_and_not_what_it_leads_to(pictured: Office) -> None:
    elsewhere = pictured.home / "elsewhere"
    folder(pictured).rename(elsewhere)
    folder(pictured).symlink_to(elsewhere)
    assert pictured.desk().withdraw(LESSON, REASON, erase=True)
    assert not folder(pictured).is_symlink()
    assert (elsewhere / "timeline.png").is_file()
