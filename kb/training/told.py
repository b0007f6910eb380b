"""What became of the documents of all packs that somebody may change, at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.training import pack_rows
from kb.training.models import PackDocument
from kb.training.rights import Rights
from kb.training.stood import Stood
from kb.training.warnings import warnings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from kb.training.packs import Packs
    from kb.training.warnings import Warned


def told(packs: Packs) -> Mapping[str, tuple[Warned, ...]]:
    """Give the warnings of each pack by its uid, in as many statements as for one."""
    rights = Rights(packs.who, packs.reader, packs.open_makers)
    stood = _stood(packs.session)
    return {
        row.uid: warnings(
            pack_rows.opened(row, packs.seal), packs.shelf, stood.get(row.id, {})
        )
        for row in pack_rows.standing(packs.session)
        if rights.changes(row)
    }


def _stood(session: Session) -> Mapping[int, Mapping[str, Stood]]:
    found: dict[int, dict[str, Stood]] = defaultdict(dict)
    for one in session.scalars(select(PackDocument)):
        if one.since:
            found[one.pack_id][one.key] = Stood.read(one)
    return found
