from __future__ import annotations

from itertools import combinations, permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.content.settings import Training
from kb.db import open_database
from kb.training import effect, runs
from kb.training.effect import Effect
from kb.training.steps import Step
from tests.training.courses import AFTER, LATER, LONG_AFTER, OPEN, Courses, at

if TYPE_CHECKING:
    from datetime import date

    from kb.training.effect import Tally

#: Of a run, what people answered at each step about two outcomes.
Answers = dict[Step, list[tuple[int | None, int | None]]]


def tally(courses: Courses, uid: str, day: date = LONG_AFTER) -> Tally:
    return effect.tallies(courses.session, courses.training, day)[uid]


def given_answers(courses: Courses, answers: Answers) -> str:
    uid = courses.record()
    for step, some in answers.items():
        for one, other in some:
            if one or other:
                courses.answer(uid, step, one, other)
    return uid


@pytest.mark.parametrize(
    ("answered", "declined", "shown"),
    [(0, 0, 0), (1, 0, 0), (4, 0, 0), (5, 0, 5), (4, 3, 0), (5, 3, 5), (9, 1, 9)],
)
def test_a_small_group_is_withheld_and_who_rated_all_counts(
    courses: Courses, answered: int, declined: int, shown: int
) -> None:
    courses.pack()
    some: list[tuple[int | None, int | None]] = [(2, 4)] * answered
    uid = given_answers(courses, {Step.LATER: some + [(5, None)] * declined})
    found = tally(courses, uid)
    assert (found[Step.LATER].n if shown else len(found)) == shown
    if shown:
        assert found[Step.LATER].means == (2, 4)


def test_confidence_is_compared_before_after_and_later_with_its_numbers(
    courses: Courses,
) -> None:
    courses.pack()
    answers: Answers = {
        Step.BEFORE: [(1, 2)] * 6,
        Step.AFTER: [(4, 4)] * 5,
        Step.LATER: [(3, 4)] * 8,
    }
    uid = given_answers(courses, answers)
    found = effect.of_runs(courses.session, [uid], courses.training, LONG_AFTER)
    assert {step: (m.n, m.value) for step, m in found.steps.items()} == {
        Step.BEFORE: (6, 1.5),
        Step.AFTER: (5, 4),
        Step.LATER: (8, 3.5),
    }
    assert found.changes[Step.AFTER].difference == 2.5
    assert found.changes[Step.LATER].difference == 2
    assert found.changes[Step.LATER].runs == 1


def test_a_change_compares_the_same_runs(courses: Courses) -> None:
    courses.pack()
    both = given_answers(courses, {Step.BEFORE: [(1, 1)] * 5, Step.LATER: [(2, 2)] * 5})
    later = given_answers(courses, {Step.BEFORE: [], Step.LATER: [(5, 5)] * 15})
    uids = [both, later]
    found = effect.of_runs(courses.session, uids, courses.training, LONG_AFTER)
    assert found.steps[Step.LATER].n == 20
    change = found.changes[Step.LATER]
    assert (change.runs, change.before.n, change.now.n) == (1, 5, 5)
    assert change.difference == 1
    assert Step.AFTER not in found.changes


def test_no_figure_is_shown_while_a_step_is_open_so_that_none_grows(
    courses: Courses,
) -> None:
    courses.pack()
    uid = given_answers(courses, {Step.AFTER: [(3, 3)] * 6})
    assert tally(courses, uid, AFTER) == {}
    runs.close(courses.session, at(AFTER), uid, Step.AFTER)
    assert tally(courses, uid, AFTER)[Step.AFTER].n == 6


def test_a_run_that_was_struck_out_counts_nowhere(courses: Courses) -> None:
    courses.pack()
    uid = given_answers(courses, {Step.LATER: [(3, 3)] * 6})
    runs.strike(courses.session, at(LATER), uid)
    found = effect.of_runs(courses.session, [uid], courses.training, LONG_AFTER)
    assert found == Effect()
    assert effect.tallies(courses.session, courses.training, LONG_AFTER) == {}


RATED = st.one_of(st.none(), st.integers(1, 5))
RUNS = st.lists(
    st.dictionaries(
        st.sampled_from(list(Step)), st.lists(st.tuples(RATED, RATED), max_size=9)
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=25, deadline=None)
@given(RUNS)
def test_no_difference_of_two_shown_figures_gives_a_group_that_is_too_small(
    all_answers: list[Answers],
) -> None:
    training = Training(fewest=3)
    with open_database("sqlite://")() as session:
        courses = Courses(session, training=training)
        courses.pack()
        uids = [given_answers(courses, answers) for answers in all_answers]
        shown = {
            (step, frozenset(some), day): mean.n
            for count in range(1, len(uids) + 1)
            for some in combinations(uids, count)
            for day in (*OPEN.values(), LONG_AFTER)
            for step, mean in effect.of_runs(session, some, training, day).steps.items()
        }
    assert all(n >= training.fewest for n in shown.values())
    # Of two figures that are nested, in runs and in time, what is left over.
    for (one, few, first), (other, many, then) in permutations(shown, 2):
        if one is other and few <= many and first <= then:
            left = shown[other, many, then] - shown[one, few, first]
            assert left == 0 or left >= training.fewest


def test_while_a_step_is_open_only_whole_handfuls_of_whole_answers_are_told(
    courses: Courses,
) -> None:
    courses.pack()
    uid, told = courses.record(), []
    for rated in [(1, 1)] * 4 + [(1, None)] * 3 + [(1, 1)] * 6:
        courses.answer(uid, Step.AFTER, *rated)
        told.append(effect.at_least(courses.session, uid, Step.AFTER, 5))
    assert told == [0] * 7 + [5] * 5 + [10]
