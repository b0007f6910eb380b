"""Dates are as exact as their source."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.dates import When


@pytest.mark.parametrize(
    ("written", "said"),
    [("2024", "2024"), ("2024-05", "May 2024"), ("2024-05-01", "1 May 2024")],
)
def test_a_date_is_said_as_far_as_it_is_known(written: str, said: str) -> None:
    when = When.parse(written)
    assert (str(when), when.isoformat()) == (said, written)


@pytest.mark.parametrize(
    "written",
    ["", "24", "2024-5", "2024-13", "2024-02-30", "01/05/2024", "2024-05-01T00:00",
     "٢٠٢٤", "2024\n", "0000", "May 2024"],
)  # fmt: skip
def test_anything_else_is_no_date(written: str) -> None:
    with pytest.raises(ValueError, match="year"):
        When.parse(written)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert When.parse(day) == When.parse(day.isoformat())
    assert When.parse(day).isoformat() == day.isoformat()


def test_dates_are_in_order_and_a_year_comes_before_its_months() -> None:
    written = ["2023-12-31", "2024", "2024-01", "2024-01-01", "2024-02"]
    assert sorted(map(When.parse, reversed(written))) == [*map(When.parse, written)]
