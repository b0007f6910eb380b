"""A pack that everybody sees who has signed in, on documents hidden since.

They were open when they were put in; so the pack itself is still for everybody, and
what each hidden one says, and what stands beside it, is for its own readers alone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.access import BOARD, EDITORS, PARTNERS, Role, Shared, reader_for
from kb.accounts import people
from kb.accounts.models import Person
from kb.db import saving
from kb.training import moves, pack_rows
from kb.training.pack import Item, Kind, Pack
from kb.training.packs import Packs
from tests.leaks.taught import AGENCY
from tests.leaks.world import GROUP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from tests.leaks.records import Recorder

AUDIENCES = (PARTNERS, BOARD, GROUP, EDITORS)
OPEN = Item("open", Kind.DOCUMENT, "lessons/open-lesson")


def pack_what_was_hidden(by: Recorder) -> None:
    """Make the pack, and keep a version of it that holds what was hidden too."""
    with by.works.sessions() as session:
        packs = _packs(by, session)
        uid = packs.create(moves.add(moves.whole(Pack("Once open")), OPEN)).uid
        packs.share(uid, Shared.PARTNERSHIP)
        with saving(session):
            row = pack_rows.row_of(session, uid)
            pack = pack_rows.opened(row, by.works.seal)
            for item in _hidden(by):
                pack = moves.add(pack, item)
            pack_rows.close(row, by.works.seal, pack, packs.now)
        by.note("number", str(packs.keep(uid)))
        by.note("pack", uid)
        by.note("part", pack.parts[0].uid)
    for item in pack.items:
        by.note("item", item.uid)


def _hidden(by: Recorder) -> Iterator[Item]:
    """Name a lesson for each audience, with a secret of its readers beside it."""
    for audience in AUDIENCES:
        keys = (
            f"{file.folder}/{file.id}"
            for file in by.world.files
            if (file.folder, file.audience) == ("lessons", audience)
        )
        where = f"beside a lesson for {audience}"
        yield Item(
            f"once-{audience}",
            Kind.DOCUMENT,
            next(keys),
            text=by.say(f"{where}: note", audience),
            questions=(by.say(f"{where}: question", audience),),
        )


def _packs(by: Recorder, session: Session) -> Packs:
    writer = session.scalars(select(Person).where(Person.name == "Ann Writer")).one()
    reader = reader_for(writer.name, Role.EDITOR, (), [GROUP], AGENCY)
    return Packs(
        session,
        by.works.seal,
        datetime.now(UTC),
        f"person:{writer.uid}",
        reader,
        by.works.library.shelf(reader),
        people.open_accounts(session),
    )
