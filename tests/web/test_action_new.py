"""Asking agencies to act, from the page of a review or a lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.board import records
from tests.factories import write_review
from tests.web.tracking import ASKED, Board

if TYPE_CHECKING:
    from kb.board.action import Action
    from tests.web.editing import Seen, Somebody

NEW = "/board/actions/new"
R1 = f"{NEW}?document=reviews/child-a&recommendation=R1"


@pytest.fixture
def cy(board: Board) -> Somebody:
    return board.come("Cy Member", "board-member")


def actions(board: Board) -> tuple[Action, ...]:
    with board.site.works.sessions() as session:
        return records.now(session)


def send(
    who: Somebody, page: Seen, do: str = "ask", agencies: str = "", **typed: str
) -> Seen:
    """Fill the form in and press a button; `agencies` are named with blanks between."""
    fields = page.typed() | {name: [value] for name, value in typed.items()}
    return who.post(NEW, fields | {"do": [do], "agencies": agencies.split()})


def test_several_agencies_are_asked_at_once_and_each_has_its_own_action(
    board: Board, cy: Somebody
) -> None:
    board.come("Jo Brown", "agency-lead", "police")
    page = send(
        cy,
        cy.get(R1),
        agencies="police health-visiting",
        what="Each worker asks at each visit",
        owner="jo@example.org",
        due="31 March 2030",
        measure="An audit of 20 records",
    )
    assert "Asked of Police and Health visiting." in page.words
    assert "The same is asked of: Health visiting: Each worker asks" in page.words
    police, health = actions(board)
    assert (police.of.agency, health.of.agency) == ("police", "health-visiting")
    assert police.of.recommendation == health.of.recommendation == "R1"
    assert str(police.due) == str(health.due) == "2030-03-31"
    assert police.owner.startswith("person:")
    assert health.owner == "jo@example.org"
    assert not police.early


def test_what_to_think_about_is_said_before_and_after_and_stops_nothing(
    board: Board, cy: Somebody
) -> None:
    near = board.ask("Ensure that all staff ask who lives in the home, day and night")
    lesson = f"{NEW}?document=lessons/ask-again"
    typed = {
        "agencies": "police",
        "what": "Ensure that staff ask who lives in the home by day and by night",
    }
    looked = send(cy, cy.get(lesson), "check", **typed)
    assert looked.status == 200
    for words in (
        "Nobody is named.",
        "There is no date.",
        "There is no measure of impact.",
        "“ensure” can mean many things.",
        "This is close to what is open already.",
    ):
        assert words in looked.words
    assert looked.soup.select_one(f".kb-hints a[href$='{near}']") is not None
    assert [one.uid for one in actions(board)] == [near]
    assert looked.typed()["agencies"] == ["police"]
    assert looked.typed()["what"] == [typed["what"]]
    asked = send(cy, looked, agencies="police")
    assert "Asked of Police." in asked.words
    assert "This is close to what is open already." in asked.words
    assert len(actions(board)) == 2


def test_a_review_that_recommends_very_much_draws_a_hint(
    board: Board, cy: Somebody
) -> None:
    many = [{"id": f"R{n}", "text": f"Do the {n}th thing"} for n in range(1, 12)]
    write_review(board.site.content, "child-m", recommendations=many)
    board.site.works.library.refresh()
    page = cy.get(f"{NEW}?document=reviews/child-m&recommendation=R2")
    looked = send(cy, page, "check", agencies="police")
    assert "The review makes 11 recommendations." in looked.words


def test_what_is_left_empty_is_asked_in_the_words_of_the_review(
    board: Board, cy: Somebody
) -> None:
    page = send(cy, cy.get(R1), agencies="police")
    (one,) = actions(board)
    assert one.text == "", "words of a document are kept in its file alone"
    heading = page.soup.select_one("h1")
    assert heading is not None
    assert heading.get_text() == "Ask who lives in the home"
    assert "Asked in the words of what asks for it Cy Member" in page.words


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"agencies": ""}, "#f-agencies"),
        ({"agencies": "nobody"}, "#f-agencies"),
        ({"recommendation": "R9"}, "#f-recommendation"),
        ({"due": "soon"}, "#f-due"),
        ({"early": "yes"}, "#f-what"),
    ],
)
def test_what_will_not_do_comes_back_by_field_with_what_was_typed(
    board: Board, cy: Somebody, typed: dict[str, str], field: str
) -> None:
    given = {"agencies": "police", "measure": "An audit", "owner": "Jo"}
    refused = send(cy, cy.get(R1), **{**given, **typed})
    assert refused.status == 422
    assert set(refused.wrong()) == {field}
    assert refused.soup.select_one(field) is not None
    assert refused.typed()["measure"] == ["An audit"]
    assert refused.typed()["owner"] == ["Jo"]
    assert actions(board) == ()


def test_whom_the_review_asks_itself_is_chosen_already(
    board: Board, cy: Somebody
) -> None:
    asked = [{"id": "R1", "text": "Ask", "addressees": ["police"]}]
    write_review(board.site.content, "child-n", recommendations=asked)
    board.site.works.library.refresh()
    page = cy.get(f"{NEW}?document=reviews/child-n&recommendation=R1")
    assert page.typed()["agencies"] == ["police"]
    lesson = cy.get(f"{NEW}?document=lessons/ask-again")
    assert lesson.typed()["agencies"] == ["health-visiting"]


@pytest.mark.parametrize(
    "document",
    ["reviews/zebedee-hush", "reviews/nowhere", "policies/safer-sleep", "x", "../x"],
)
def test_nothing_is_asked_for_a_document_that_is_not_there_for_the_asker(
    board: Board, cy: Somebody, document: str
) -> None:
    cy.get(f"{NEW}?document={document}", 404)
    fields = cy.get(R1).typed() | {"document": [document], "agencies": ["police"]}
    assert cy.post(NEW, fields).status == 404
    assert actions(board) == ()


def test_the_way_there_stands_on_reviews_and_lessons_for_the_board_alone(
    board: Board, cy: Somebody
) -> None:
    ann = board.come("Ann Lead", "agency-lead", "police")
    ways = f"main a[href^='{NEW}']"
    assert len(cy.get("/reviews/child-a").soup.select(ways)) == len(ASKED) + 1
    assert len(cy.get("/lessons/ask-again").soup.select(ways)) == 1
    for address in ("/reviews/child-a", "/lessons/ask-again"):
        assert ann.get(address).soup.select(ways) == []
    ann.get(NEW, 404)
    assert "Open one of the reviews or lessons" in cy.get(NEW).words
