"""The course packs that somebody may see.

Two things are looked at, and both anew each time. A document in a pack is shown when
it is on the reader's own shelf, and so is all that stands beside it. What a trainer
wrote elsewhere in the pack may tell what its documents say, too: so a pack has an
audience, the narrowest that any document had when it was put in. It only ever gets
narrower, and to a reader without that audience the pack is not there, however it is
shared. A pack that is not there and one that is hidden raise the same NotFoundError.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb import moments
from kb.access import Shared
from kb.errors import NotFoundError
from kb.training import pack_rows, showing, versions
from kb.training.held import Held, Version
from kb.training.models import Collecting, PackRow
from kb.training.rights import Rights
from kb.training.warnings import Warned, warnings

if TYPE_CHECKING:
    from collections.abc import Collection, Container
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.access import Reader
    from kb.content.shelf import Shelf
    from kb.sealing import Seal


@dataclass(frozen=True, slots=True)
class PacksSeen:
    """What somebody who has signed in may see of the packs."""

    session: Session
    seal: Seal = field(repr=False)
    now: datetime
    who: str
    reader: Reader
    shelf: Shelf
    open_makers: Container[str]
    """Who have an open account, as records name them."""

    def all(self) -> tuple[Held, ...]:
        """List the packs that the reader may see, the last changed first."""
        rows = pack_rows.standing(self.session)
        return tuple(self._held(row) for row in rows if self._rights.sees(row))

    def holding(self, keys: Collection[str]) -> tuple[Held, ...]:
        """List those that hold any of some documents, the last changed first."""
        shown = self.shelf.keys.intersection(keys)
        rows = pack_rows.holding(self.session, shown)
        return tuple(self._held(row) for row in rows if self._rights.sees(row))

    def one(self, uid: str) -> Held:
        """Give one pack."""
        return self._held(self._row(uid))

    def gone(self, uid: str) -> tuple[str, ...]:
        """Name the items that are not shown, for who may change the pack."""
        row = self._row(uid)
        if not self._rights.changes(row):
            return ()
        return showing.gone(pack_rows.opened(row, self.seal), self.shelf)

    def warnings(self, uid: str) -> tuple[Warned, ...]:
        """Say what became of its documents, for who may change the pack."""
        row = self._row(uid)
        if not self._rights.changes(row):
            return ()
        stood = pack_rows.looked_at(self.session, row)
        return warnings(pack_rows.opened(row, self.seal), self.shelf, stood)

    def versions(self, uid: str) -> tuple[Version, ...]:
        """List the versions of a pack, the newest first."""
        return versions.listed(self.session, self._row(uid))

    def version(self, uid: str, number: int) -> Held:
        """Give a pack as it was; its reader sees no more of it than of the pack."""
        row = self._row(uid)
        pack, at = versions.one(self.session, self.seal, row, number)
        now = self._held(row)
        seen = showing.visible(pack, self.shelf)
        return replace(now, pack=seen, changed=moments.read(at))

    def collecting(self) -> Held | None:
        """Give the pack into which the reader collects, if there is one to change."""
        asked = select(PackRow).join(Collecting, Collecting.pack_id == PackRow.id)
        row = self.session.scalar(asked.where(Collecting.who == self.who))
        if row is None or row.removed or not self._rights.changes(row):
            return None
        return self._held(row)

    def _held(self, row: PackRow) -> Held:
        pack = pack_rows.opened(row, self.seal)
        return Held(
            uid=row.uid,
            pack=showing.visible(pack, self.shelf),
            maker=row.maker,
            agency=row.agency,
            shared=Shared(row.shared),
            audience=row.audience,
            turn=row.turn,
            created=moments.read(row.created),
            changed=moments.read(row.changed),
            used=moments.read(row.used) if row.used else None,
            own=self._rights.owns(row),
            may_change=self._rights.changes(row),
            left=self._rights.is_left(row),
        )

    @property
    def _rights(self) -> Rights:
        return Rights(self.who, self.reader, self.open_makers)

    def _row(self, uid: str) -> PackRow:
        row = pack_rows.row_of(self.session, uid)
        if not self._rights.sees(row):
            raise NotFoundError
        return row
