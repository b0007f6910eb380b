"""What a program may say in an address, and what is expected of each value.

The programming interface refuses by these tables, and `openapi.json` is made from
them, so that the description cannot say something else than what is done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.search.engine import MOST_HITS, PAGE_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = ("lesson", "review", "policy", "report")
_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A part of an address: what it is for, and which values it takes.

    `values` are all that it takes and `most` is the highest number; with neither, it
    takes any text. `expected` is what is said to who gave another value; where none is
    given at all the `default` holds.
    """

    about: str
    expected: str = ""
    values: tuple[str, ...] = ()
    most: int = 0
    default: int = 0
    many: bool = False

    def takes(self, value: str) -> bool:
        """Say whether a value can be used."""
        if self.most:
            number = int(value) if _NUMBER.fullmatch(value) else 0
            return 1 <= number <= self.most
        return value in self.values if self.expected else True

    def schema(self) -> dict[str, Any]:
        """Describe one value as JSON Schema does."""
        if self.most:
            limits = {"minimum": 1, "maximum": self.most, "default": self.default}
            return {"type": "integer", **limits}
        return {"type": "string"} | ({"enum": [*self.values]} if self.expected else {})


def of_search(themes: Iterable[str]) -> dict[str, Parameter]:
    """Give what a search takes, in a library with these themes."""
    return {
        "q": Parameter(about="Words to search for, as on the page; none finds all."),
        "kind": Parameter(
            about="Only documents of this kind; more than one are alternatives.",
            expected=f"expected one of {', '.join(KINDS)}",
            values=KINDS,
            many=True,
        ),
        "theme": Parameter(
            about="Only documents with this theme; more than one are alternatives.",
            expected="expected the id of a theme, as in the addresses under /themes/",
            values=tuple(themes),
            many=True,
        ),
        "size": Parameter(
            about="How many hits to give.",
            expected=f"expected a whole number from 1 to {MOST_HITS}",
            most=MOST_HITS,
            default=PAGE_SIZE,
        ),
    }


SUGGEST = {"q": Parameter(about="What somebody has typed so far.")}
