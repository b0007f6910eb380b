"""Bringing an action plan to the board: the file, what is known, and what stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.accounts import events, people
from kb.board import records, seen
from kb.board.plans import bringing, comparing, reading
from kb.board.plans.linking import Account, Known
from kb.publishing import names

if TYPE_CHECKING:
    from kb.board.actions import Tracker
    from kb.board.plans.comparing import Findings
    from kb.content.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Planning:
    """Somebody with a plan; the shelf and the tracker are their own."""

    shelf: Shelf
    tracker: Tracker

    def look(self, name: str, content: bytes) -> Findings:
        """Find what would come of a file; raise InvalidInputError for what is none."""
        return self._compared(reading.read(name, content, self._known()))

    def bring(
        self, name: str, content: bytes, shown: str, *, with_errors: bool
    ) -> Findings:
        """Write what was shown; raise ChangedMeanwhileError if it is not that now."""
        plan = reading.read(name, content, self._known())
        return bringing.bring(
            self.tracker, lambda: self._compared(plan), shown, with_errors=with_errors
        )

    def _compared(self, plan: reading.Plan) -> Findings:
        session, by = self.tracker.session, self.tracker.by
        items = seen.items(records.now(session), self.shelf, by.reader)
        standing = comparing.Standing(
            [one.action for one in items],
            bringing.notes(session),
            names.people(session),
        )
        return comparing.compare(plan, standing, by, self.tracker.now.date())

    def _known(self) -> Known:
        accounts = (
            Account(events.name_of(one), one.agency, (one.name, one.email))
            for one in people.listed(self.tracker.session)
            if not one.disabled
        )
        return Known(self.shelf, tuple(accounts))
