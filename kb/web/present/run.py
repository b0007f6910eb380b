"""A run of a course in words: when, where, by whom, who came, what it was about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.moments import read
from kb.training.runs import OTHER
from kb.web.present import addresses
from kb.web.present.moments import moment
from kb.web.present.words import day

if TYPE_CHECKING:
    from kb.content.settings import LibrarySettings
    from kb.content.shelf import Shelf
    from kb.web.run_seen import Seen

ONLINE = "Online"
OTHERS = "Another agency"
NOT_SHARED = "A course whose pack you do not see"


@dataclass(frozen=True, slots=True)
class RunShown:
    """What a page says of a run."""

    title: str
    facts: tuple[tuple[str, str, str], ...]
    """Head, words, and the address to which they lead or ""."""
    came: tuple[tuple[str, str, int], ...]
    total: str
    counted: str
    struck: str
    about: tuple[tuple[str, str], ...]
    agencies: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]


def run_shown(shelf: Shelf, seen: Seen, recorded_by: str) -> RunShown:
    """Set a run out for whoever holds a shelf."""
    run, named = seen.run, shelf.settings
    found = [one for one in map(shelf.find, run.keys) if one is not None]
    return RunShown(
        title=seen.held.pack.title if seen.held else NOT_SHARED,
        facts=_facts(seen, recorded_by),
        came=tuple(
            (_agency(n.agency, named), _role(n.role, named), n.count)
            for n in run.attendance
        ),
        total=f"{run.total:,} {'person' if run.total == 1 else 'people'}",
        counted=moment(read(run.counted)) if run.counted else "",
        struck=moment(read(run.struck)) if run.struck else "",
        about=tuple((addresses.of(one.key), one.title) for one in found),
        agencies=(*((i, a.name) for i, a in named.agencies.items()), (OTHER, OTHERS)),
        roles=tuple((id_, role.name) for id_, role in named.roles.items()),
    )


def _facts(seen: Seen, recorded_by: str) -> tuple[tuple[str, str, str], ...]:
    run, version = seen.run, f"Version {seen.run.number}"
    where = f"/training/packs/{run.pack}/versions/{run.number}" if seen.held else ""
    return (
        ("Day", day(run.day), ""),
        ("Place", run.place or ONLINE, ""),
        ("Given by", run.trainer, ""),
        ("Pack", version, where),
        ("Recorded by", recorded_by, ""),
    )


def _agency(id_: str, named: LibrarySettings) -> str:
    known = named.agencies.get(id_)
    return known.name if known else OTHERS


def _role(id_: str, named: LibrarySettings) -> str:
    known = named.roles.get(id_)
    return known.name if known else "Any role"
