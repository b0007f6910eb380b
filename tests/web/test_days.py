"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.web.present.days import day_of, typed_day


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03-31", "31/3/2026", "31/03/2026", "31 3 2026", "31.3.2026", "31-3-2026",
        "31 March 2026", "31 mar 2026", "  31   MARCH  2026 ",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(typed: str) -> None:
    assert day_of(typed) == date(2026, 3, 31)


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "31/2/2026", "2026-13-01", "31 ma 2026", "31 foo 2026", "1/2/26",
     "0/0/0000", "٣١/٣/٢٠٢٦", "31/3/2026 at noon"],
)  # fmt: skip
def test_what_is_no_day_is_none(typed: str) -> None:
    assert day_of(typed) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_can_be_typed_again_as_it_is_shown(day: date) -> None:
    assert day_of(typed_day(day)) == day == day_of(day.isoformat())


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_days(text: str) -> None:
    assert day_of(text) is None or isinstance(day_of(text), date)
