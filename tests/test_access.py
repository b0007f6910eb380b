"""The rules of access, as tables and as properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.access import (
    ANYONE,
    BOARD,
    EDITORS,
    LADDER,
    PARTNERS,
    PUBLIC,
    Can,
    Role,
    audience_now,
    below,
    lesson_audience,
    needs_sign_off,
    reader_as,
    reader_for,
    report_audience,
    revision_audience,
    sees_restricted,
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


ABILITIES = {
    Role.PRACTITIONER: {Can.READ},
    Role.TRAINER: {Can.READ, Can.TRAIN},
    Role.AGENCY_LEAD: {Can.READ, Can.ANSWER},
    Role.BOARD_MEMBER: {Can.READ, Can.ANSWER, Can.TRACK, Can.OVERSEE},
    Role.BOARD_APPROVER: {Can.READ, Can.ANSWER, Can.TRACK, Can.OVERSEE, Can.APPROVE},
    Role.EDITOR: {Can.READ, Can.TRAIN, Can.TRACK, Can.EDIT},
    Role.ADMINISTRATOR: {Can.READ, Can.MANAGE},
}
READS = {
    Role.PRACTITIONER: {PUBLIC, PARTNERS},
    Role.TRAINER: {PUBLIC, PARTNERS},
    Role.AGENCY_LEAD: {PUBLIC, PARTNERS},
    Role.BOARD_MEMBER: {PUBLIC, PARTNERS, BOARD},
    Role.BOARD_APPROVER: {PUBLIC, PARTNERS, BOARD},
    Role.EDITOR: {PUBLIC, PARTNERS, BOARD, EDITORS, "case-team", "other-team"},
    Role.ADMINISTRATOR: {PUBLIC, PARTNERS},
}
TEAMS = ["case-team", "other-team"]


@pytest.mark.parametrize(
    ("stated", "review", "expected"),
    [
        (BOARD, PUBLIC, BOARD),
        (BOARD, PARTNERS, BOARD),
        (PUBLIC, BOARD, BOARD),
        (BOARD, EDITORS, EDITORS),
        (BOARD, "case-team", EDITORS),
        (PUBLIC, None, EDITORS),
    ],
)
def test_a_report_is_no_more_open_than_its_review(
    stated: str, review: str | None, expected: str
) -> None:
    assert report_audience(stated=stated, review=review) == expected


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_and_read_what_the_table_says(role: Role) -> None:
    reader = reader_for("Jo", role, [], TEAMS)
    assert reader.abilities == ABILITIES[role]
    assert reader.audiences == READS[role]


@pytest.mark.parametrize("role", Role)
def test_a_group_adds_its_own_audience_and_no_other(role: Role) -> None:
    reader = reader_for("Jo", role, ["case-team", "gone-team", EDITORS], TEAMS)
    assert reader.audiences == READS[role] | {"case-team"}


@pytest.mark.parametrize("role", Role)
def test_whoever_reads_more_than_partners_sees_what_is_restricted(role: Role) -> None:
    expected = bool(READS[role] - {PUBLIC, PARTNERS})
    assert sees_restricted(reader_for("Jo", role, [], TEAMS)) is expected


def test_a_member_of_a_group_sees_what_is_restricted() -> None:
    reader = reader_for("Jo", Role.PRACTITIONER, ["case-team"], TEAMS)
    assert sees_restricted(reader)
    assert not sees_restricted(ANYONE)


@pytest.mark.parametrize(
    ("before", "after", "same_text", "waits"),
    [
        (None, None, False, False),
        (PUBLIC, None, False, False),
        (BOARD, None, True, False),
        (None, PUBLIC, True, True),
        (None, EDITORS, True, True),
        (PUBLIC, PUBLIC, False, True),
        (PUBLIC, PUBLIC, True, False),
        (PUBLIC, BOARD, True, False),
        (PUBLIC, BOARD, False, True),
        (BOARD, PUBLIC, True, True),
        (BOARD, "case-team", True, True),
        ("case-team", EDITORS, True, False),
        (PUBLIC, "case-team", True, False),
    ],
)
def test_what_would_be_shown_waits_for_a_second_person(
    before: str | None,
    after: str | None,
    *,
    same_text: bool,
    waits: bool,
) -> None:
    found = needs_sign_off(before=before, after=after, same_text=same_text)
    assert found is waits


@pytest.mark.parametrize("then", [*LADDER, "case-team"])
@pytest.mark.parametrize("now", [*LADDER, "case-team"])
def test_an_old_revision_is_read_by_the_stricter_of_then_and_now(
    then: str, now: str
) -> None:
    found = revision_audience(then=then, now=now, closed=False)
    assert found == strictest(then, now)
    assert revision_audience(then=then, now=now, closed=True) == EDITORS
