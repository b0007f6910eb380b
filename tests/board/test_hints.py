"""What is hinted at entry, as a table. Nothing here stops anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kb.board.action import Action, Identity
from kb.board.hints import Plan, hints
from kb.board.seen import Item
from kb.board.states import Closure
from kb.content.settings import Tracking

GOOD = Plan(
    text="Each health visitor asks at every visit to see where the baby sleeps",
    owner="person:1",
    due="2026-06-30",
    measure="An audit of 20 records each quarter shows that it was seen",
    recommendations=4,
)


def names(plan: Plan, *others: Item) -> list[str]:
    return [one.name for one in hints(plan, others, Tracking())]


def item(text: str, document: str = "reviews/b", recommendation: str = "R1") -> Item:
    of = Identity(text[:8], document, recommendation, "police", 1, date(2026, 1, 1))
    return Item(Action(of=of, version=1, text=text), None)


def test_a_plan_with_all_that_it_needs_draws_no_hint() -> None:
    assert names(GOOD) == []


@pytest.mark.parametrize(
    ("plan", "hinted"),
    [
        (replace(GOOD, owner=" "), ["owner"]),
        (replace(GOOD, due=""), ["due"]),
        (replace(GOOD, measure=""), ["measure"]),
        (replace(GOOD, recommendations=10), []),
        (replace(GOOD, recommendations=11), ["many"]),
        (replace(GOOD, text="Ensure that staff ask about sleep"), ["vague"]),
        (replace(GOOD, text="Reminding staff to ask about sleep"), ["vague"]),
        (replace(GOOD, text="Raise awareness of safer sleep"), ["vague"]),
        (replace(GOOD, text="Consider a new form"), ["vague"]),
        (replace(GOOD, text="The lead reads the review to each team"), []),
        (replace(GOOD, text="Review how records are kept"), ["vague"]),
        (replace(GOOD, text="Police will support families"), ["vague"]),
        (
            replace(GOOD, text="Hold training on sleep", measure="All have been"),
            ["training"],
        ),
        (replace(GOOD, text="Hold training, then watch practice: observe"), []),
        (
            replace(GOOD, text="Write a protocol", measure="It is on the site"),
            ["policy"],
        ),
        (
            replace(GOOD, text="Write a procedure and train staff in it", measure="-"),
            ["both"],
        ),
        (replace(GOOD, text="Write a protocol"), []),
        (Plan(), ["owner", "due", "measure"]),
    ],
)
def test_each_gap_in_a_plan_draws_its_hint(plan: Plan, hinted: list[str]) -> None:
    assert names(plan) == hinted


def test_a_hint_on_vague_words_names_them() -> None:
    (hint,) = hints(replace(GOOD, text="Ensure and promote it"), (), Tracking())
    assert "“ensure”, “promote”" in hint.words


def test_an_open_action_in_other_words_is_named_and_a_closed_one_is_not() -> None:
    near = item("Health visitors ask to see where the baby sleeps at every visit")
    far = item("Police share what they know before a child goes home from hospital")
    shut = Item(replace(near.action, closure=Closure.OVERTAKEN), None)
    (hint,) = hints(GOOD, (far, shut, near), Tracking())
    assert (hint.name, hint.like) == ("like", (near,))


def test_the_same_recommendation_asked_of_another_agency_is_no_overlap() -> None:
    same = item(GOOD.text, "reviews/a", "R2")
    assert names(replace(GOOD, place=("reviews/a", "R2")), same) == []
    assert names(replace(GOOD, place=("reviews/a", "R3")), same) == ["like"]


def test_a_short_text_that_is_part_of_a_long_one_is_no_overlap() -> None:
    assert names(GOOD, item("Ask the baby")) == []
