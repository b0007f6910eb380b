"""What may be done to course packs, by whoever may; who sees them is `packs_seen`.

A change is made on the pack as it is by then, while nobody else writes.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import delete

from kb import moments
from kb.access import PUBLIC, Can, Shared
from kb.db import saving
from kb.errors import NotAllowedError, NotFoundError
from kb.papers.words import day_of
from kb.training import bounds, moves, pack_rows, showing, versions
from kb.training.held import Held, Version, Why
from kb.training.models import Collecting, PackDocument, PackRow
from kb.training.pack import Item, Kind, Pack
from kb.training.packs_seen import PacksSeen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Held", "Packs", "Version", "Why"]

_BYTES = 8
COPY = "Copy of "


@dataclass(frozen=True, slots=True)
class Packs(PacksSeen):
    """What somebody who has signed in may see of the packs, and do to them."""

    def create(self, pack: Pack) -> Held:
        """Make a pack of one's own."""
        pack = bounds.pack_within(moves.whole(pack))
        pack_rows.know(pack, None, self.shelf.settings)
        return self._made(pack, PUBLIC, pack_rows.admit(pack.items, self.shelf))

    def copy(self, uid: str) -> Held:
        """Make a pack of one's own from what one may see of another.

        What is written in it may tell as much as it did there, so it is for as few.
        """
        row = self._row(uid)
        seen = showing.visible(pack_rows.opened(row, self.seal), self.shelf)
        title = f"{COPY}{seen.title}"[: bounds.LONGEST_TITLE].rstrip()
        return self._made(replace(seen, title=title), row.audience, seen.keys)

    def apply(self, uid: str, move: Callable[[Pack], Pack]) -> Held:
        """Make a move on the pack as it is by now; give what came of it.

        Nobody else writes meanwhile, so of two who move things at once neither loses
        anything. The move sees hidden items without their words, and cannot change
        them.
        """
        with saving(self.session):
            row = self._changing(uid)
            before = pack_rows.opened(row, self.seal)
            seen = showing.covered(before, self.shelf)
            moved = move(seen)
            after = showing.uncovered(moved, before)
            if after != before:
                pack_rows.know(after, before, self.shelf.settings)
                new = pack_rows.admitted(seen, moved)
                keys = pack_rows.admit(new, self.shelf)
                if moved.own_words - seen.own_words:
                    # What is written now may tell what any of these say now.
                    keys |= self.shelf.keys.intersection(moved.keys)
                self._write(row, after, keys)
            return self._held(row)

    def share(self, uid: str, shared: Shared) -> Held:
        """Say with whom one's own pack is shared."""
        with saving(self.session):
            row = self._owned(uid)
            row.shared, row.turn = shared, row.turn + 1
            return self._held(row)

    def remove(self, uid: str) -> None:
        """Remove one's own pack; its versions stay with the runs that gave them."""
        with saving(self.session):
            row = self._owned(uid)
            row.removed = moments.written(self.now)
            for table in (PackDocument, Collecting):
                self.session.execute(delete(table).where(table.pack_id == row.id))

    def hand_over(self, uid: str) -> Held:
        """Take on a pack whose maker's account is closed."""
        with saving(self.session):
            row = pack_rows.row_of(self.session, uid)
            if not self._rights.takes_on(row):
                raise NotFoundError
            if row.agency != self.reader.agency and row.shared == Shared.COLLEAGUES:
                row.shared = Shared.PRIVATE
            row.maker, row.agency = self.who, self.reader.agency
            row.turn += 1
            return self._held(row)

    def left(self) -> tuple[tuple[str, str], ...]:
        """List the packs that the reader may take on: uid and title."""
        rows = pack_rows.standing(self.session)
        return tuple(
            (row.uid, pack_rows.opened(row, self.seal).title)
            for row in rows
            if self._rights.takes_on(row)
        )

    def keep(self, uid: str, why: Why | str = Why.KEPT) -> int:
        """Keep the pack as it is, and give the number of that version."""
        why = Why(why)
        with saving(self.session):
            row = self._row(uid)
            pack = pack_rows.opened(row, self.seal)
            number = versions.keep(
                self.session,
                self.seal,
                row,
                pack,
                self.shelf,
                self.now,
                (self.who, why),
            )
            if why is not Why.KEPT and self._rights.changes(row):
                row.used = moments.written(self.now)
                self._look_at(row, pack.keys)
            return number

    def looked_at(self, uid: str, key: str) -> None:
        """Say that somebody saw what became of a document, so it warns no more."""
        with saving(self.session):
            self._look_at(self._changing(uid), [key])

    def collect_into(self, uid: str) -> None:
        """Collect into a pack from now on."""
        with saving(self.session):
            row = self._changing(uid)
            self.session.merge(Collecting(who=self.who, pack_id=row.id))

    def collect(self, key: str, anchor: str = "") -> Held:
        """Put a document or a section at the end of the pack, once; begin one if none.

        The pack is begun only when the document can be put in.
        """
        item = Item("", Kind.DOCUMENT, key, anchor)
        into = self.collecting()
        if into is not None:
            return self.apply(into.uid, partial(_once, item=item))
        title = f"Collected on {day_of(self.now.date())}"
        held = self.create(moves.add(moves.whole(Pack(title)), item))
        self.collect_into(held.uid)
        return held

    def _made(self, pack: Pack, audience: str, keys: Iterable[str]) -> Held:
        if not self.reader.can(Can.TRAIN):
            raise NotAllowedError
        row = PackRow(
            uid=secrets.token_hex(_BYTES),
            maker=self.who,
            agency=self.reader.agency,
            shared=Shared.PRIVATE,
            audience=audience,
            turn=0,
            created=moments.written(self.now),
        )
        with saving(self.session):
            self._write(row, pack, keys)
            return self._held(row)

    def _write(self, row: PackRow, pack: Pack, keys: Iterable[str]) -> None:
        """Write a pack into which documents with some keys come."""
        audience = row.audience
        row.audience = pack_rows.narrowed(audience, keys, self.shelf, self.reader)
        row.turn += 1
        pack_rows.close(row, self.seal, pack, self.now)
        self.session.add(row)
        self.session.flush()
        pack_rows.list_documents(self.session, row, pack, self.shelf, self.now)

    def _look_at(self, row: PackRow, keys: Iterable[str]) -> None:
        pack_rows.look_at(self.session, row, keys, self.shelf, self.now)

    def _changing(self, uid: str) -> PackRow:
        row = self._row(uid)
        if not self._rights.changes(row):
            raise NotAllowedError
        return row

    def _owned(self, uid: str) -> PackRow:
        row = self._changing(uid)
        if not self._rights.owns(row):
            raise NotAllowedError
        return row


def _once(pack: Pack, item: Item) -> Pack:
    """Put an item into a pack that does not hold the same place of its document."""
    held = {(one.key, one.anchor) for one in pack.items}
    return pack if (item.key, item.anchor) in held else moves.add(pack, item)
