"""What the pack of a run was called on the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.training.models import PackRow, PackVersion
from kb.training.pack import read

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from kb.sealing import Seal
    from kb.training.run import Run


def of_run(session: Session, seal: Seal, run: Run) -> str:
    """Give the title of a pack in the version that was run; "" when it is gone."""
    asked = select(PackVersion.body).join(PackRow, PackRow.id == PackVersion.pack_id)
    asked = asked.where(PackRow.uid == run.pack, PackVersion.number == run.number)
    body = seal.open(session.scalar(asked) or "")
    return read(body).title if body else ""
