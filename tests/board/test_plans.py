"""Bringing an action plan in: what is added, changed, left and refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from kb.board import records
from kb.board.plans import bringing
from kb.board.plans.comparing import What
from kb.board.plans.linking import Account
from kb.db import open_database
from kb.errors import ChangedMeanwhileError, InvalidInputError
from tests.board.plan_files import ASKING, BOARD_MEMBER, ROW, Desk, csv_of
from tests.factories import (
    an_empty_library,
    library_of,
    write_lesson,
    write_policy,
    write_review,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ASKED = [
    {"id": "R1", "text": "Ask who lives in the home", "lessons": ["ask-again"]},
    {"id": "R2", "text": "Look where the baby sleeps"},
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    root = an_empty_library(tmp_path)
    write_review(root, "child-a", recommendations=ASKED)
    write_review(root, "zebedee-hush", title="Zebedee", audience="editors")
    write_lesson(root, "ask-again")
    write_policy(root, "safer-sleep")
    with open_database("sqlite://")() as session:
        yield Desk(library_of(root), session)


def test_a_plan_adds_an_action_for_each_row_with_all_that_it_says(desk: Desk) -> None:
    row = ROW | {
        "agency": "Police",
        "recommendation": "ask who  lives in the home",
        "owner": "Sgt Ann Day",
        "lead": "Supt Bo Lee",
        "due": "31/03/2026",
        "measure": "An audit of twenty records",
        "early": "yes",
        "policy": "Safer sleep",
        "response": "Accepted in part",
        "delivery": "Ongoing",
        "note": "Begun in two teams",
    }
    desk.bring(csv_of(row), "plan.csv")
    (action,) = desk.actions
    assert action.of.document == "reviews/child-a"
    assert (action.of.recommendation, action.of.agency) == ("R1", "police")
    assert (action.owner, action.lead) == ("Sgt Ann Day", "Supt Bo Lee")
    assert action.due == date(2026, 3, 31)
    assert (action.early, action.policy) == (True, "policies/safer-sleep")
    assert (action.response, action.delivery) == ("accepted-in-part", "in-progress")
    changes = {one.field: one for one in records.history(desk.session, action.uid)}
    assert changes["response"].words == "From the action plan plan.csv, row 2"
    assert changes["note"].words == "Begun in two teams"
    assert {one.batch for one in changes.values()} == {"plan"}


def test_the_second_time_there_is_nothing_to_change(desk: Desk) -> None:
    plan = csv_of(
        ROW | {"response": "accepted", "note": "Begun"},
        ROW | {"text": "Look each night"},
        {"lesson": "ask-again", "agency": "health-visiting", "text": "Ask"},
    )
    desk.bring(plan)
    before = desk.actions
    again = desk.bring(plan)
    assert again.changes_nothing
    assert desk.actions == before
    assert [one.of.number for one in before] == [1, 2, 1]


def test_only_what_differs_is_changed_and_an_empty_cell_says_nothing(
    desk: Desk,
) -> None:
    desk.bring(csv_of(ROW | {"due": "2026-03-31", "owner": "Ann"}))
    found = desk.bring(csv_of(ROW | {"due": "2026-04-30", "owner": ""}))
    (change,) = found.of(What.CHANGE)
    assert change.wanted.values == {"due": "2026-04-30"}
    (action,) = desk.actions
    assert (action.due, action.owner) == (date(2026, 4, 30), "Ann")


def test_a_number_finds_the_action_whose_text_changes(desk: Desk) -> None:
    desk.bring(csv_of(ROW | {"number": "2"}, ROW | {"text": "Something else"}))
    desk.bring(csv_of(ROW | {"number": "2", "text": "Ask, and write it down"}))
    assert {one.of.number: one.text for one in desk.actions} == {
        3: "Something else",
        2: "Ask, and write it down",
    }


def test_a_plan_without_texts_is_about_the_one_action_that_is_there(
    desk: Desk,
) -> None:
    desk.bring(csv_of(ROW))
    desk.bring(csv_of(ASKING | {"status": "In progress"}))
    assert [one.delivery for one in desk.actions] == ["in-progress"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"due": "03/31/2026"}, "due: “03/31/2026” cannot be used. Expected a day"),
        ({"due": "soon"}, "Expected a day, such as 2026-03-31 or 31/03/2026"),
        ({"agency": "Polise"}, "Did you mean “Police”?"),
        ({"agency": ""}, "agency: It is empty. Expected the id or name of an agency"),
        ({"document": "Leeds, Child B"}, "Did you mean “Leeds, Child A”?"),
        ({"document": ""}, "document: It is empty. Expected the key or title"),
        ({"recommendation": "R9"}, "Expected one of R1, R2, or its words"),
        ({"recommendation": ""}, "Expected one of R1, R2, or a lesson"),
        ({"lesson": "Ask agian"}, "Did you mean “Ask where the baby sleeps”?"),
        ({"recommendation": "R2", "lesson": "ask-again"}, "since R2 names no other"),
        ({"policy": "safer sleeping"}, "Did you mean “Safer sleep”"),
        ({"policy": "policies/safer-sleep#2"}, "Expected a version from #1 to #1"),
        (
            {"policy": f"policies/safer-sleep#{'9' * 5000}"},
            "Expected a version from #1 to #1",
        ),
        ({"early": "perhaps"}, "Expected yes or no"),
        ({"number": "1.2"}, "Expected a whole number from 1 to 999"),
        ({"delivery": "nearly"}, "one of: Not started; In progress; Delivered;"),
        ({"delivery": "delivered"}, "Answer first whether your agency takes this on"),
        ({"text": ""}, "text: It is empty. Say what is to be done"),
        ({"text": "x" * 5001}, "text: It has 5,001 letters; the most is 5,000"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_row_and_column(
    desk: Desk, cells: dict[str, str], said: str
) -> None:
    (wrong,) = desk.wrong(csv_of(ROW, ROW | {"text": "Look"} | cells))
    assert wrong.startswith("Row 3, ")
    assert said in wrong


def test_every_error_of_a_plan_is_said_at_once(desk: Desk) -> None:
    wrong = desk.wrong(
        csv_of(ROW | {"due": "x", "agency": "x"}, ROW | {"document": "x"})
    )
    assert [one.partition(":")[0] for one in wrong] == [
        "Row 2, agency",
        "Row 2, due",
        "Row 3, document",
    ]


def test_a_review_that_is_not_yours_is_one_that_is_not_there(desk: Desk) -> None:
    member = Desk(desk.library, desk.session, BOARD_MEMBER)
    hidden = {"document": "Zebedee", "agency": "police", "text": "Ask"}
    unknown = hidden | {"document": "Zebadiah"}
    assert desk.wrong(csv_of(hidden)) == []
    (one,) = member.wrong(csv_of(hidden))
    (other,) = member.wrong(csv_of(unknown))
    assert one.replace("Zebedee", "Zebadiah") == other
    assert "Did you mean" not in other


def test_only_the_agency_or_an_editor_says_what_it_answers(desk: Desk) -> None:
    member = Desk(desk.library, desk.session, BOARD_MEMBER)
    (wrong,) = member.wrong(csv_of(ROW | {"response": "accepted"}))
    assert wrong == "Row 2, response: Only the agency that is asked can do this."


def test_two_rows_that_say_the_same_action_are_told(desk: Desk) -> None:
    (wrong,) = desk.wrong(csv_of(ROW, ROW))
    assert "It says the same action as row 2." in wrong


def test_rows_with_errors_hold_everything_up_unless_they_are_passed_over(
    desk: Desk,
) -> None:
    plan = csv_of(ROW, ROW | {"text": "Look", "due": "soon"})
    with pytest.raises(ChangedMeanwhileError):
        desk.bring(plan)
    assert [*desk.actions] == []
    desk.bring(plan, with_errors=True)
    assert [one.text for one in desk.actions] == ["Ask each night"]


def test_what_became_different_since_it_was_shown_is_not_written(desk: Desk) -> None:
    plan = csv_of(ROW)
    shown = desk.find(plan).digest
    desk.bring(csv_of(ROW | {"owner": "Ann"}))
    with pytest.raises(ChangedMeanwhileError):
        bringing.bring(desk.tracker, lambda: desk.find(plan), shown, with_errors=False)


def test_an_owner_with_an_account_in_the_agency_is_known_by_name(desk: Desk) -> None:
    ann = Account("person:ann", "police", ("Ann Day", "ann@example.org"))
    nurse = Account("person:nurse", "health-visiting", ("Bea Low", "bea@example.org"))
    known = Desk(desk.library, desk.session, accounts=(ann, nurse))
    known.bring(csv_of(ROW | {"owner": "ann day", "lead": "Bea Low"}))
    (action,) = desk.actions
    assert (action.owner, action.lead) == ("person:ann", "Bea Low")
    by_mail = csv_of(ROW | {"owner": "ann@example.org"})
    assert known.find(by_mail).changes_nothing


def test_two_people_of_one_name_are_not_taken_for_each_other(desk: Desk) -> None:
    both = tuple(Account(f"person:{n}", "police", ("Ann Day",)) for n in (1, 2))
    known = Desk(desk.library, desk.session, accounts=both)
    known.bring(csv_of(ROW | {"owner": "Ann Day"}))
    assert [one.owner for one in desk.actions] == ["Ann Day"]


def test_a_plan_has_five_thousand_rows_at_most(desk: Desk) -> None:
    rows = [ROW | {"text": f"Action {number}"} for number in range(5001)]
    found = desk.find(csv_of(*rows[:5000]))
    assert len(found.of(What.ADD)) == 5000
    with pytest.raises(InvalidInputError, match="more than 5,000 rows"):
        desk.find(csv_of(*rows))


def test_comparing_asks_the_records_as_often_for_many_rows_as_for_one(
    desk: Desk,
) -> None:
    one, many = csv_of(ROW), csv_of(*(ROW | {"number": str(n)} for n in range(1, 60)))
    desk.bring(many)
    desk.find(one)  # the first question begins a transaction, which counts as one
    assert _statements(desk, one) == _statements(desk, many) > 0


def _statements(desk: Desk, content: bytes) -> int:
    """Count the statements that looking at a plan sends to the records."""
    asked: list[str] = []

    def keep(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    engine = desk.session.get_bind()
    event.listen(engine, "before_cursor_execute", keep)
    try:
        desk.find(content)
    finally:
        event.remove(engine, "before_cursor_execute", keep)
    return len(asked)
