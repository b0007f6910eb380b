"""Dates as reviews give them: a year, a month or a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BeforeValidator
from pydantic_core import CoreSchema, core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _day(value: object) -> date:
    """Read `2024-05-01` and nothing else: no times, no numbers."""
    if isinstance(value, date):
        return value
    if not _DAY.fullmatch(str(value)):
        raise ValueError("must be a day such as 2024-05-01")
    return date.fromisoformat(str(value))


#: A day as the front matter writes it.
Day = Annotated[date, BeforeValidator(_day)]


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A date known to the year, the month or the day; 0 stands for not known."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read `2024`, `2024-05` or `2024-05-01`; raise ValueError for all else."""
        if isinstance(value, cls):
            return value
        text = value.isoformat() if isinstance(value, date) else str(value)
        found = _FORM.fullmatch(text)
        year, month, day = (int(n or 0) for n in found.groups()) if found else (0, 0, 0)
        if not _exists(year, month or 1, day or 1):
            raise ValueError(
                "must be a year, month or day such as 2024, 2024-05 or 2024-05-01"
            )
        return cls(year, month, day)

    def isoformat(self) -> str:
        """Write the date as far as it is known: 2024, 2024-05 or 2024-05-01."""
        parts = [f"{self.year:04}", *(f"{n:02}" for n in (self.month, self.day) if n)]
        return "-".join(parts)

    def __str__(self) -> str:
        """Write the date as people say it: 2024, May 2024 or 1 May 2024."""
        month = MONTHS[self.month - 1] if self.month else ""
        return " ".join(str(part) for part in (self.day, month, self.year) if part)

    @classmethod
    def __get_pydantic_core_schema__(
        cls,
        source: Any,  # noqa: ANN401 - as pydantic calls it
        handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        """Let pydantic read a When from what YAML gives."""
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.to_string_ser_schema()
        )
