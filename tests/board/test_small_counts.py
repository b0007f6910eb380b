"""No small number of children can be worked out from what is shown."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.board.small_counts import Counted, by_age, shown
from tests.board.followed import a_lesson, a_review, an_item

DAY = date(2026, 1, 1)
FEWEST = 5


def on(number: int) -> date:
    return DAY + timedelta(days=number)


def added(*children: int, group: str = "infants") -> tuple[Counted, ...]:
    """Add so many children on each of some days, one after the other."""
    return tuple(Counted(group, on(n), many) for n, many in enumerate(children))


@pytest.mark.parametrize(
    ("children", "seen"),
    [
        ((), {}),
        ((1,), {"infants": 0}),
        ((4,), {"infants": 0}),
        ((5,), {"infants": 5}),
        ((4, 1), {"infants": 5}),
        ((5, 4), {"infants": 5}),  # now minus before would be 4
        ((5, 4, 1), {"infants": 10}),
        ((5, 4, 3), {"infants": 12}),
        ((12, 1, 1), {"infants": 12}),
        ((1, 1, 1, 1), {"infants": 0}),
    ],
)
def test_a_number_goes_up_in_steps_that_are_no_small_number(
    children: tuple[int, ...], seen: dict[str, int]
) -> None:
    assert shown(added(*children), on(9), FEWEST) == seen


def test_what_a_board_calls_few_is_its_own_to_say() -> None:
    assert shown(added(5, 5), on(9), 10) == {"infants": 10}
    assert shown(added(9), on(9), 10) == {"infants": 0}


def test_a_group_has_no_row_before_its_first_child() -> None:
    assert shown(added(3, group="teenagers"), on(-1), FEWEST) == {}


children = st.integers(min_value=1, max_value=12)
histories = st.lists(
    st.builds(
        Counted,
        group=st.sampled_from(["infants", "teenagers", "several-ages"]),
        day=st.integers(min_value=0, max_value=8).map(on),
        children=children,
    ),
    max_size=12,
)
days = st.integers(min_value=0, max_value=9).map(on)


@given(history=histories, one=days, other=days, fewest=st.integers(3, 9))
def test_no_difference_of_two_days_is_a_small_number(
    history: list[Counted], one: date, other: date, fewest: int
) -> None:
    before, after = (shown(history, day, fewest) for day in sorted((one, other)))
    for group, number in after.items():
        step = number - before.get(group, 0)
        assert step == 0 or step >= fewest
    step = sum(after.values()) - sum(before.values())
    assert step == 0 or step >= fewest


@given(history=histories, group=st.sampled_from(["infants", "teenagers"]))
def test_of_what_is_not_shown_yet_another_number_would_look_the_same(
    history: list[Counted], group: str
) -> None:
    """Whoever sees every day of the table cannot tell how many wait to be shown."""
    own = sorted((c for c in history if c.group == group), key=lambda c: c.day)
    actual = sum(one.children for one in own)
    waiting = actual - shown(history, on(9), FEWEST).get(group, 0)
    if not waiting:
        return
    released = _released_by(own)
    kept = [one for one in own if one.day <= released]
    first = next(one.day for one in own if one.day > released)
    others = [one for one in history if one.group != group]
    for number in set(range(1, FEWEST)) - {waiting}:
        world = [*others, *kept, Counted(group, first, number)]
        for day in map(on, range(10)):
            assert shown(world, day, FEWEST) == shown(history, day, FEWEST)


def _released_by(own: list[Counted]) -> date:
    """Give the last day on which the number of a group went up."""
    numbers = Counter({day: _number(own, day) for day in map(on, range(10))})
    ups = [day for day in numbers if numbers[day] > numbers[day - timedelta(days=1)]]
    return max(ups, default=on(-1))


def _number(own: list[Counted], day: date) -> int:
    return sum(shown(own, day, FEWEST).values())


def test_children_are_counted_once_from_the_day_something_was_asked() -> None:
    baby = a_review("baby", ages=["infants-under-1"], child_count=2)
    twins = a_review("twins", ages=["infants-under-1", "toddlers"], child_count=3)
    nobody = a_review("nobody", ages=[], child_count=1)
    unknown = a_review("unknown", ages=["toddlers"])
    items = [
        an_item(asks=baby, created=on(4)),
        an_item("school", asks=baby, created=on(2)),
        an_item(asks=twins),
        an_item(asks=nobody, created=on(1)),
        an_item(asks=unknown),
        an_item(asks=a_lesson("sleep"), reviews=[baby]),
        an_item(),
    ]
    counted, without = by_age(items)
    assert sorted(counted, key=lambda one: one.group) == [
        Counted("age-not-shown", on(1), 1),
        Counted("infants-under-1", on(2), 2),
        Counted("several-ages", on(0), 3),
    ]
    assert without == 1
