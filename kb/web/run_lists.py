"""Lists of runs on other pages: of a pack, and of whoever is looking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.training import run as running
from kb.web import current, run_seen
from kb.web.present.runs import runs_of_mine, runs_of_pack

if TYPE_CHECKING:
    from kb.training.packs import Held
    from kb.web.present.runs import RunListed


def of_pack(held: Held) -> tuple[RunListed, ...]:
    """List the runs of a pack that is shown, the latest first."""
    found = running.of_pack(current.session(), current.parts().seal, held.uid)
    return runs_of_pack(run_seen.among(found, [held]), current.now().date())


def mine() -> tuple[RunListed, ...]:
    """List the runs that whoever is looking recorded, what is due first."""
    given = current.session(), current.parts().seal, current.who()
    found = running.recorded_by(*given)
    seen = run_seen.among(found, current.packs().all() if found else ())
    return runs_of_mine(seen, current.now().date())
