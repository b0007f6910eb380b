"""Where the figures of a dashboard lead: to the list of just those actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board.figures import within
from kb.web.present import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kb.board.choosing import Choice


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of a dashboard of a scope, a day and an earlier day."""

    scope: Choice
    on: date
    beside: date
    is_now: bool
    """True when it is of today; a list without a day is of today too."""
    typed_beside: str = ""

    @property
    def _day(self) -> tuple[tuple[str, str], ...]:
        return () if self.is_now else (("on", self.on.isoformat()),)

    def listed(self, choice: Choice) -> str:
        """Give the list of those of the scope that a choice means, on the day."""
        asked = within(self.scope, choice).parameters.items()
        return addresses.of_actions((*asked, *self._day))

    def listed_before(self, choice: Choice) -> str:
        """Give the same list as of the earlier day."""
        asked = within(self.scope, choice).parameters.items()
        return addresses.of_actions((*asked, ("on", self.beside.isoformat())))

    def board(self, choice: Choice) -> str:
        """Give the dashboard of a part of the scope, for the same days."""
        asked = within(self.scope, choice).parameters.items()
        return addresses.of_board((*asked, *self.days))

    def whole(self) -> str:
        """Give the dashboard of all actions, for the same days."""
        return addresses.of_board(self.days)

    def file(self, kind: str) -> str:
        """Give the actions of the scope as a file."""
        address = addresses.of_actions((*self.scope.parameters.items(), *self._day))
        path, _, asked = address.partition("?")
        return f"{path}.{kind}?{asked}" if asked else f"{path}.{kind}"

    @property
    def days(self) -> Iterable[tuple[str, str]]:
        """Give the days as parameters, where somebody chose them."""
        return (*self._day, ("beside", self.typed_beside))
