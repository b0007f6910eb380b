"""Figures, counted by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kb.board import learning, rows, waiting
from kb.board.choosing import Choice, chosen
from kb.board.figures import FIGURES, NEEDS, Standing, Success, overdue, success, within
from kb.board.months import quarter_before
from kb.board.states import Assurance, Closure, Delivery, Response, Sustained
from kb.content.settings import Tracking
from tests.board.followed import a_lesson, a_review, an_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.board.seen import Item

TODAY = date(2026, 6, 1)
TRACKING = Tracking()
SLEEP = a_lesson("sleep", themes=["co-sleeping"])
BROUGHT = a_lesson("brought", themes=["was-not-brought"])
OLD = a_review("old", published="2025-11-01", themes=["neglect"], child_count=1)
NEW = a_review("new", published="2026-05-10", themes=["neglect"], child_count=2)
MONTH = a_review("month", published="2025-12", themes=["co-sleeping"])
YEAR = a_review("year", published="2025")
MET: dict[str, Any] = {
    "response": Response.ACCEPTED,
    "answered": date(2026, 1, 11),
    "delivery": Delivery.DELIVERED,
    "delivered": date(2026, 2, 10),
    "assurance": Assurance.EVIDENCED,
    "assured": date(2026, 3, 2),
    "evidence": (("e1", "audit"), ("e2", "training-record")),
    "closure": Closure.MET,
    "closed": date(2026, 3, 2),
    "sustained": Sustained.DUE,
    "check_due": date(2027, 3, 2),
    "known_reviews": (OLD.key,),
    "policy": "policies/safer-sleep#2",
}
TAKEN_ON: dict[str, Any] = {"response": Response.ACCEPTED, "answered": date(2026, 3, 1)}
ITEMS = (
    an_item(asks=OLD, lessons=[SLEEP], reviews=[NEW], **MET),
    an_item(asks=OLD, lessons=[SLEEP], due=date(2026, 5, 22), **TAKEN_ON),
    an_item("school", asks=NEW, due=date(2026, 4, 22), created=date(2026, 4, 1)),
    an_item(
        "school",
        asks=SLEEP,
        lessons=[SLEEP],
        created=date(2026, 5, 1),
        noted=date(2026, 5, 2),
        owner="Jo",
        measure="Seen at night",
        policy="policies/young-people",
        **TAKEN_ON,
    ),
    an_item(
        asks=MONTH,
        lessons=[BROUGHT],
        response=Response.IN_PART,
        answered=date(2026, 1, 31),
        delivery=Delivery.DELIVERED,
        delivered=date(2026, 4, 30),
        due=date(2026, 4, 1),
        noted=date(2026, 5, 1),
        challenges=("c1",),
    ),
    an_item(asks=YEAR, closure=Closure.NOT_MET, response=Response.NOT_ACCEPTED),
    an_item(asks=YEAR, closure=Closure.OVERTAKEN),
    an_item(asks=YEAR, response=Response.ANOTHER_BODY, answered=date(2026, 1, 2)),
)


def standing(
    items: Sequence[Item] = ITEMS, day: date = TODAY, scope: Choice | None = None
) -> Standing:
    return Standing.of(items, day, TRACKING, scope or Choice())


def test_every_figure_is_what_was_counted_by_hand() -> None:
    assert standing().counts(FIGURES) == {
        "asked": 8,
        "open": 5,
        "in-time": 2,
        "at-risk": 0,
        "off-course": 3,
        "overdue": 2,
        "done": 1,
        "evidenced": 1,
        "met": 1,
        "check-due": 0,
        "sustained": 0,
        "slipped": 0,
        "not-met": 1,
        "left-out": 2,
    }


def test_what_needs_the_board_is_what_was_counted_by_hand() -> None:
    assert standing(day=date(2026, 12, 1)).counts(NEEDS) == {
        "done": 1,
        "no-progress": 2,
        "answer-overdue": 1,
        "not-accepted": 0,
        "plan-not-acceptable": 0,
        "not-evidenced": 0,
        "check-due": 0,
        "challenged": 1,
        "without-owner": 4,
        "without-measure": 4,
    }


@pytest.mark.parametrize(
    "scope",
    [
        Choice(),
        Choice(agency="police"),
        Choice(theme="co-sleeping"),
        Choice(document=OLD.key),
        Choice(agency="school", theme="neglect"),
    ],
)
def test_every_figure_leads_to_a_list_of_just_so_many(scope: Choice) -> None:
    for day in (date(2026, 2, 1), TODAY, date(2027, 4, 1)):
        seen = standing(day=day, scope=scope)
        counts = seen.counts(FIGURES) | seen.counts(NEEDS)
        figures = [(counts[n], c) for n, c in (FIGURES | NEEDS).items()]
        every = (*rows.by_theme(seen), *rows.by_agency(seen), *rows.by_review(seen))
        for row in every:
            figures.append((row.total, row.choice))
            for colour, number in row.colours.items():
                figures.append((number, within(row.choice, Choice(colour=colour))))
        figures += [(a.late, a.choice) for a in rows.answering(seen)]
        figures += [(t.count, t.made) for t in waiting.times(seen)]
        figures += [(t.waiting, t.waits) for t in waiting.times(seen)]
        since = quarter_before(day)
        figures += [(r.came_back, r.choice) for r in learning.recurring(seen, since)]
        figures += [(u.named, u.choice) for u in learning.unproved(seen, LED_TO)]
        figures += [(u.actions, u.choice) for u in learning.untrained(seen)]
        for number, choice in figures:
            listed = chosen(ITEMS, within(scope, choice), day, TRACKING)
            assert number == len(listed), (scope, choice, day)


def test_what_is_overdue_is_so_by_days() -> None:
    ages = overdue(standing())
    assert (ages.oldest, ages.median) == (40, 25)
    assert overdue(standing(())).oldest == 0


def test_the_rate_of_success_leaves_out_what_says_nothing_of_it() -> None:
    assert success(standing()) == Success(met=1, of=2, left_out=2)
    assert success(standing()).rate == 50
    assert success(standing(())).rate is None


def test_time_counts_from_publication_or_from_the_day_of_asking() -> None:
    begun = [waiting.begins(on) for on in standing().ons]
    assert begun[:5] == [
        date(2025, 11, 1),  # published before it was asked
        date(2025, 11, 1),
        date(2026, 4, 1),  # asked before it was published
        date(2026, 5, 1),  # asked by a lesson
        date(2025, 12, 1),  # published in a month
    ]
    assert begun[5] == date(2026, 1, 1)  # published in a year


def test_times_are_counted_by_hand() -> None:
    response, delivery, assurance = waiting.times(standing())
    assert (response.count, response.median, response.longest) == (5, 61, 120)
    assert (response.waiting, response.oldest) == (1, 61)
    assert response.oldest_uid == ITEMS[2].action.uid
    assert (delivery.count, delivery.median, delivery.longest) == (2, 126, 150)
    assert (delivery.waiting, delivery.oldest) == (3, 212)
    assert (assurance.count, assurance.median, assurance.waiting) == (1, 121, 4)


def test_rows_by_theme_agency_and_review_are_counted_by_hand() -> None:
    found = {row.name: row.colours for row in rows.by_theme(standing())}
    assert found["co-sleeping"] == {"blue": 1, "red": 1, "green": 2}
    assert found["was-not-brought"] == {"green": 1}
    agencies = {row.name: row.total for row in rows.by_agency(standing())}
    assert agencies == {"police": 6, "school": 2}
    reviews = {row.name: row.total for row in rows.by_review(standing())}
    assert reviews[NEW.key] == 2
    assert reviews[OLD.key] == 2


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("theme", rows.by_theme),
        ("agency", rows.by_agency),
        ("document", rows.by_review),
    ],
)
def test_where_one_is_asked_for_there_is_no_row_for_another(
    field: str, make: rows.Rows
) -> None:
    asked = {"theme": "co-sleeping", "agency": "school", "document": OLD.key}[field]
    seen = standing(scope=Choice(**{field: asked}))
    assert [row.name for row in make(seen)] == [asked]


def test_an_agency_answers_late_after_its_days_or_not_at_all() -> None:
    (police, school) = sorted(rows.answering(standing()), key=lambda one: one.agency)
    assert (police.agency, police.late, police.asked) == ("police", 1, 6)
    assert (school.agency, school.late, school.asked) == ("school", 1, 2)


def test_a_theme_recurs_in_several_reviews_or_after_it_was_met() -> None:
    found = learning.recurring(standing(), date(2025, 10, 31))
    assert [(r.theme, r.came_back, len(r.reviews)) for r in found] == [
        ("neglect", 1, 2),
        ("co-sleeping", 1, 1),
    ]


def test_a_review_of_later_has_not_brought_it_back_yet() -> None:
    before = standing(day=date(2026, 5, 9))
    assert learning.recurring(before, date(2026, 3, 31)) == ()
    assert standing(day=date(2026, 5, 10)).count(learning.CAME_BACK) == 1


LED_TO = {SLEEP.key: ["policies/icon"], BROUGHT.key: []}


def test_a_policy_without_an_evidenced_action_has_no_evidence_of_effect() -> None:
    found = learning.unproved(standing(), LED_TO)
    assert [(one.policy, one.named) for one in found] == [
        ("policies/young-people", 1),
        ("policies/icon", 0),
    ]


def test_a_lesson_without_a_record_of_training_is_named() -> None:
    (found,) = learning.untrained(standing())
    assert (found.lesson, found.actions) == (BROUGHT, 1)


@pytest.mark.parametrize(
    ("day", "month", "expected"),
    [
        (date(2013, 4, 1), 4, date(2013, 3, 31)),
        (date(2013, 3, 31), 4, date(2012, 12, 31)),
        (date(2013, 8, 15), 4, date(2013, 6, 30)),
        (date(2013, 1, 31), 1, date(2012, 12, 31)),
        (date(2013, 1, 31), 2, date(2012, 10, 31)),
    ],
)
def test_a_quarter_ends_before_the_day(day: date, month: int, expected: date) -> None:
    assert quarter_before(day, month) == expected
