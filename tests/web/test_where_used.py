"""Where a lesson, review, policy or theme was used, beside it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from kb.access import EDITORS, Role, Shared, reader_for
from kb.accounts import people
from kb.accounts.models import Person
from kb.training import moves
from kb.training.pack import Item, Kind, Pack
from kb.training.packs import Packs
from kb.training.steps import Step
from tests.factories import write_lesson
from tests.web.site import words
from tests.web.tracking import Board, days
from tests.web.trained import STORY, Course, give

if TYPE_CHECKING:
    from tests.web.editing import Somebody

PAGES = ("/lessons/ask-again", "/reviews/child-a", "/policies/safer-sleep")
RATED = {
    Step.BEFORE: (2, 2, 3, 3, 2),
    Step.AFTER: (4, 4, 4, 5, 4, 4),
    Step.LATER: (4, 3, 4, 4, 4),
}


@pytest.fixture
def trainer(board: Board) -> Somebody:
    return board.come("Tess Trainer", "trainer", "police")


def used(somebody: Somebody, address: str = "/lessons/ask-again") -> str:
    return words(somebody.get(address).soup, ".kb-used")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_that_nobody_was_trained_on_it_yet(
    trainer: Somebody, address: str
) -> None:
    assert "Nobody was trained on this" in used(trainer, address)


@pytest.mark.parametrize("address", [*PAGES, "/themes/neglect"])
def test_pages_for_the_public_are_byte_for_byte_the_same(
    board: Board, address: str
) -> None:
    before = board.site.app.test_client().get(address).data
    keys = tuple(one.strip("/") for one in PAGES)
    give(board, Course(keys, rated=RATED, story=STORY))
    assert board.site.app.test_client().get(address).data == before


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_who_came_and_what_it_changed(
    board: Board, trainer: Somebody, address: str
) -> None:
    came = {"police": 7, "health-visiting": 12, "other": 2}
    course = Course((address.strip("/"),), came=came, rated=RATED, story=STORY)
    give(board, course)
    said = used(trainer, address)
    assert "1 course, on" in said
    assert "21 people came" in said
    assert "Health visiting 12 Police 7 Other agencies 2" in said
    assert "Just after it, beside before: up by 1.8" in said
    assert "Before the course 2.4 5" in said
    assert "Some weeks later 3.8 5" in said
    assert STORY in said


def test_a_small_group_is_withheld_and_that_is_said(
    board: Board, trainer: Somebody
) -> None:
    give(board, Course(rated={Step.BEFORE: (1, 1, 1, 1), Step.AFTER: (5, 5)}))
    said = used(trainer)
    assert "Nothing can be shown yet." in said
    assert "at least 5 people" in said
    assert "7 people came" in said


def test_a_course_of_a_pack_that_one_may_not_see_counts_and_is_not_named(
    board: Board, trainer: Somebody
) -> None:
    keys = ("lessons/ask-again", "lessons/hush")
    write_lesson(board.site.content, "hush", title="Zebedee", audience="editors")
    board.site.works.library.refresh()
    give(board, Course(keys, rated=RATED, story=STORY, audience=EDITORS))
    said = used(trainer)
    assert "1 course" in said
    assert "7 people came" in said
    assert "up by 1.8" in said
    for hidden in ("Safer sleep", "Zebedee", STORY):
        assert hidden not in said
    trainer.get("/lessons/hush", 404)


def pack_of(board: Board, email: str, title: str, shared: Shared) -> None:
    """Let a trainer put a lesson into a course pack."""
    works, now = board.site.works, datetime.now(UTC)
    with works.sessions() as session:
        person = session.scalars(select(Person).where(Person.email == email)).one()
        who, makers = f"person:{person.uid}", people.open_accounts(session)
        reader = reader_for(person.name, Role.TRAINER, (), (), person.agency)
        shelf = works.library.shelf(reader)
        packs = Packs(session, works.seal, now, who, reader, shelf, makers)
        item = Item("", Kind.DOCUMENT, "lessons/ask-again")
        held = packs.create(moves.add(moves.whole(Pack(title)), item))
        packs.share(held.uid, shared)


def test_packs_that_one_may_see_are_named_and_no_others(
    board: Board, trainer: Somebody
) -> None:
    board.come("Ola Trainer", "trainer", "health-visiting")
    pack_of(board, "ola@example.org", "Nights on call", Shared.PRIVATE)
    pack_of(board, "ola@example.org", "Safer sleep", Shared.PARTNERSHIP)
    pack_of(board, "tess@example.org", "My own", Shared.PRIVATE)
    said = used(trainer)
    assert "Course packs that hold this lesson My own Safer sleep" in said
    assert "Nights on call" not in said


def test_a_theme_counts_a_course_on_two_of_its_lessons_once(
    board: Board, trainer: Somebody
) -> None:
    for slug in ("ask-again", "listen"):
        write_lesson(board.site.content, slug, themes=["neglect"])
    write_lesson(board.site.content, "hush", themes=["neglect"], audience="editors")
    board.site.works.library.refresh()
    give(board, Course(("lessons/ask-again", "lessons/listen"), rated=RATED))
    give(board, Course(("lessons/listen",), days(-140), {"police": 3}, pack="p2"))
    give(board, Course(("lessons/hush",), days(-130), {"police": 100}, pack="p3"))
    said = used(trainer, "/themes/neglect")
    assert "2 courses, the last on" in said
    assert "10 people came" in said
    assert "up by 1.8" in said


def test_a_course_that_is_still_to_come_reached_nobody(
    board: Board, trainer: Somebody
) -> None:
    give(board, Course(day=days(30), came={}))
    assert "Nobody was trained on this lesson yet" in used(trainer)


def test_briefings_are_for_the_board_and_the_agency_alone(
    board: Board, trainer: Somebody
) -> None:
    lead = board.come("Ann Lead", "agency-lead", "police")
    page = lead.get("/agency/briefings/lessons/ask-again")
    today = days(-1)
    lead.send(
        page,
        form="form.kb-receipt",
        day=f"{today.day}/{today.month}/{today.year}",
        count="12",
        how="email",
    )
    member = board.come("Bo Member", "board-member")
    other = board.come("Vi Lead", "agency-lead", "health-visiting")
    assert "Police Confirmed 12 by" in used(member)
    assert "Ask agencies to brief their staff" in used(member)
    assert "Police Confirmed 12 by" in used(lead)
    assert "Confirm that our staff were briefed" in used(lead)
    for somebody in (other, trainer):
        assert "Confirmed" not in used(somebody)
    assert "Ask agencies" not in used(trainer)
