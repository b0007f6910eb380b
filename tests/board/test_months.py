"""Months are added as people do, and a board's year has its own first month."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.board.months import Year, later, quarter_before

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(1, 12)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-05-05", 0, "2026-05-05"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(
    day: str, months: int, then: str
) -> None:
    assert later(date.fromisoformat(day), months) == date.fromisoformat(then)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_more_months_are_never_earlier(day: date, one: int, other: int) -> None:
    assert later(day, min(one, other)) <= later(day, max(one, other))


@given(DAYS, MONTHS)
def test_every_day_lies_in_one_year_of_its_own(day: date, month: int) -> None:
    year = Year.of(day, month)
    assert day in year
    assert year.begins.month == month
    assert Year.read(year.name, month) == year
    assert year.ends + timedelta(days=1) == Year.of(year.ends, month).begins.replace(
        year=year.begins.year + 1
    )


@pytest.mark.parametrize(
    ("day", "month", "name"),
    [
        ("2013-03-31", 4, "2012-13"),
        ("2013-04-01", 4, "2013-14"),
        ("2000-01-01", 4, "1999-00"),
        ("2013-03-31", 1, "2013"),
        ("2013-08-31", 9, "2012-13"),
    ],
)
def test_a_year_is_named_as_a_board_names_it(day: str, month: int, name: str) -> None:
    assert Year.of(date.fromisoformat(day), month).name == name


@pytest.mark.parametrize("text", ["2012-14", "2012", "12-13", "x", "", "2012-2013"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Year.read(text)


@given(DAYS, MONTHS)
def test_the_quarter_before_ends_before_the_quarter_of_a_day(
    day: date, month: int
) -> None:
    end = quarter_before(day, month)
    begins = end + timedelta(days=1)
    assert begins <= day < later(begins, 3)
    assert begins.day == 1
    assert (begins.month - month) % 3 == 0
