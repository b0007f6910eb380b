"""An office in a folder of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.publishing.office import an_office

if TYPE_CHECKING:
    from pathlib import Path

    from tests.publishing.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)
