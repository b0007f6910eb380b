"""A run of a course as whoever is looking may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb import sharing
from kb.errors import NotFoundError
from kb.training import run as running
from kb.web import current

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.training.packs import Held
    from kb.training.run import Run


@dataclass(frozen=True, slots=True)
class Seen:
    """A run, its pack if that is open to the reader, and whether they may change it."""

    run: Run
    held: Held | None
    may_change: bool


def seen(uid: str) -> Seen:
    """Give a run to whoever may see it; to anybody else it is not there."""
    run = running.run(current.session(), current.parts().seal, uid)
    found = _seen(run, _held(run.pack))
    if found is None:
        raise NotFoundError
    return found


def changing(uid: str) -> Seen:
    """Give a run that stands to whoever may change it; to others it is not there."""
    found = seen(uid)
    if not found.may_change or found.run.struck:
        raise NotFoundError
    return found


def among(runs: Iterable[Run], packs: Iterable[Held]) -> tuple[Seen, ...]:
    """Give the runs that the reader may see, whose packs are looked up once."""
    held = {one.uid: one for one in packs}
    found = (_seen(run, held.get(run.pack)) for run in runs)
    return tuple(one for one in found if one is not None)


def _seen(run: Run, held: Held | None) -> Seen | None:
    reader, own, audience = current.reader(), run.who == current.who(), run.audience
    sees = held is not None
    if not sharing.sees_run(reader, own=own, audience=audience, sees_pack=sees):
        return None
    builds = held is not None and held.may_change
    may = sharing.changes_run(reader, own=own, audience=audience, changes_pack=builds)
    return Seen(run, held, may)


def _held(pack: str) -> Held | None:
    try:
        return current.packs().one(pack)
    except NotFoundError:
        return None
