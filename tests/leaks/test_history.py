"""What was hidden leaves no mark on histories: twin sites give the very same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import EDITORS, PUBLIC
from tests.leaks.furnished import pages_of_records, pair_of_sites
from tests.leaks.site import differences
from tests.leaks.walk import Walker, ask
from tests.leaks.world import LEVELS

if TYPE_CHECKING:
    from pathlib import Path

BELOW = [level for level in LEVELS if level != EDITORS]


@pytest.mark.parametrize("level", BELOW)
def test_a_history_without_what_is_hidden_has_the_very_same_bytes(
    level: str, tmp_path: Path
) -> None:
    world, whole, twin = pair_of_sites(tmp_path, level)
    asked = pages_of_records(whole, world)
    assert list(differences(Walker(whole), Walker(twin), asked)) == []


def test_histories_and_old_versions_are_shown_to_readers(tmp_path: Path) -> None:
    world, whole, twin = pair_of_sites(tmp_path, PUBLIC)
    for site in (whole, twin):
        asked = [a for a in pages_of_records(site, world) if "/history/" in a]
        shown = [a for a in asked if ask(site.test_client(), a).status == 200]
        about = {address.split("/history/")[0] for address in shown}
        assert about >= {"/reviews/open-review", "/lessons/open-lesson"}
        # What is public now, and what was public before it.
        assert sum("open-review" in address for address in shown) == 2
