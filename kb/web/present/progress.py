"""Setting out what the public page says of actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.web.present import addresses, names
from kb.web.present.words import plural

if TYPE_CHECKING:
    from kb.board.progress import Late, Progress
    from kb.content.library import Shelf


@dataclass(frozen=True, slots=True)
class Line:
    """Something that waits for too long."""

    agency: str
    asked: str
    title: str
    url: str
    late: str
    """Such as `42 days`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole page."""

    asked: int
    numbers: tuple[tuple[str, int], ...]
    """What is counted, in words, and how many."""
    late: tuple[Line, ...]


def shown(progress: Progress, shelf: Shelf) -> Shown:
    """Set the page out."""
    numbers = (
        ("Actions that agencies were asked for", progress.asked),
        ("The agency has answered", progress.answered),
        ("The agency says that it is delivered", progress.delivered),
        ("The board saw evidence of change and closed it as met", progress.met),
        ("The board closed it in another way, and says why", progress.otherwise),
    )
    late = tuple(_line(one, shelf) for one in progress.late)
    return Shown(progress.asked, numbers, late)


def _line(one: Late, shelf: Shelf) -> Line:
    return Line(
        names.asked(shelf, one.agency),
        one.asked,
        one.document.title,
        addresses.of(one.document.key),
        plural(one.days, "day"),
    )
