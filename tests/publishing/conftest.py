"""An office in a folder of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import write_lesson
from tests.publishing.office import SECRET, WORDS, an_office, traces

if TYPE_CHECKING:
    from pathlib import Path

    from tests.publishing.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def telling(tmp_path: Path) -> Office:
    """Give a library in which one lesson holds words that nothing else holds."""
    office = an_office(tmp_path)
    write_lesson(
        tmp_path / "content",
        "telling",
        "## Zorvak\n\nQuillon wrote it down.",
        title="Midthork",
        statement="Ask Zorvak.",
    )
    office.works.index()
    office.settled()
    assert office.finds(SECRET) == {"lessons/telling"}
    assert traces(office) == set(WORDS)
    return office
