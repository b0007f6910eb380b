"""The rules of access, as tables and as properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.access import (
    BOARD,
    EDITORS,
    LADDER,
    PARTNERS,
    PUBLIC,
    Can,
    audience_now,
    below,
    lesson_audience,
    reader_as,
    strictest,
)

GROUPS = ("case-a", "case-b")
audiences = st.sampled_from([*LADDER, *GROUPS])


def readers_of(audience: str) -> set[str]:
    """Name the levels whose readers may read a document for `audience`."""
    levels = [*LADDER, *GROUPS]
    return {level for level in levels if reader_as(level, GROUPS).may_read(audience)}


@pytest.mark.parametrize(
    ("level", "open_to_it"),
    [
        (PUBLIC, {PUBLIC}),
        (PARTNERS, {PUBLIC, PARTNERS}),
        (BOARD, {PUBLIC, PARTNERS, BOARD}),
        (EDITORS, {*LADDER, *GROUPS}),
        ("case-a", {PUBLIC, PARTNERS, "case-a"}),
        ("unheard-of", set()),
        ("", set()),
    ],
)
def test_what_each_level_reads(level: str, open_to_it: set[str]) -> None:
    assert below(level, GROUPS) == open_to_it


def test_a_reader_of_the_command_line_may_only_read() -> None:
    assert reader_as(EDITORS).abilities == {Can.READ}


@pytest.mark.parametrize(
    ("stated", "shown", "now"),
    [
        (PUBLIC, True, PUBLIC),
        (PUBLIC, False, EDITORS),
        (BOARD, True, BOARD),
        ("pubic", True, EDITORS),
        ("", True, EDITORS),
        ("Public", True, EDITORS),
    ],
)
def test_what_is_unknown_or_not_shown_is_for_editors(
    stated: str, shown: bool, now: str
) -> None:
    assert audience_now(stated=stated, known=LADDER, shown=shown) == now


@given(audiences, audiences)
def test_the_strictest_of_two_opens_to_nobody_whom_either_keeps_out(
    one: str, other: str
) -> None:
    found = strictest(one, other)
    assert found == strictest(other, one)
    assert readers_of(found) <= readers_of(one) & readers_of(other)


@given(audiences, st.lists(audiences, max_size=4))
def test_a_lesson_is_never_wider_than_it_says(stated: str, reviews: list[str]) -> None:
    now = lesson_audience(stated=stated, reviews=reviews, cleared_early=False)
    assert readers_of(now) <= readers_of(stated)


@given(audiences, st.lists(audiences, max_size=4))
def test_nobody_reads_a_lesson_without_reading_one_of_its_reviews(
    stated: str, reviews: list[str]
) -> None:
    now = lesson_audience(stated=stated, reviews=reviews, cleared_early=False)
    may_read_a_review = {EDITORS}.union(*map(readers_of, reviews))
    assert readers_of(now) <= may_read_a_review


@pytest.mark.parametrize(
    ("stated", "reviews", "cleared", "now"),
    [
        (PUBLIC, [PUBLIC], False, PUBLIC),
        (PUBLIC, [EDITORS], False, EDITORS),
        (PUBLIC, [EDITORS, PUBLIC], False, PUBLIC),
        (PUBLIC, [EDITORS, BOARD], False, BOARD),
        (PUBLIC, [], False, EDITORS),
        (PUBLIC, [EDITORS], True, PUBLIC),
        (PARTNERS, [PUBLIC], False, PARTNERS),
        (PARTNERS, ["case-a"], False, "case-a"),
    ],
)
def test_a_lesson_is_as_open_as_its_most_open_review_lets_it(
    stated: str, reviews: list[str], cleared: bool, now: str
) -> None:
    found = lesson_audience(stated=stated, reviews=reviews, cleared_early=cleared)
    assert found == now
