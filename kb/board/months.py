"""Months and years of the board: adding months, and its year, such as 2012-13."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_MONTHS = 12
_QUARTER = 3


def later(day: date, months: int) -> date:
    """Give the day some months after another, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def quarter_before(day: date, month: int = 4) -> date:
    """Give the last day of the quarter before a day's own, in years from a month."""
    into = (day.month - month) % _QUARTER
    return later(day.replace(day=1), -into) - timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Year:
    """A year of the board, from its first month: 2012-13 begins in April 2012."""

    begins: date

    @classmethod
    def of(cls, day: date, month: int = 4) -> Self:
        """Give the year in which a day lies."""
        return cls(date(day.year - (day.month < month), month, 1))

    @classmethod
    def read(cls, text: str, month: int = 4) -> Self:
        """Read `2012-13`, or `2012` when years begin in January; raise ValueError."""
        found = cls(date(int(text[:4]), month, 1))
        if found.name != text:
            raise ValueError(text)
        return found

    @property
    def ends(self) -> date:
        """Give its last day."""
        return later(self.begins, _MONTHS) - timedelta(days=1)

    @property
    def name(self) -> str:
        """Write it as a board does: 2012-13."""
        first, last = self.begins.year, self.ends.year
        return str(first) if first == last else f"{first}-{last % 100:02d}"

    def __contains__(self, day: object) -> bool:
        """Say whether a day lies in it."""
        return isinstance(day, date) and self.begins <= day <= self.ends
