"""Both engines, and a library to search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import ANYONE
from kb.search import open_engine
from tests.factories import an_empty_library, library_of
from tests.search.searched import Searched

if TYPE_CHECKING:
    from pathlib import Path

    from kb.search.engine import Engine


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    address = {"memory": "memory:", "whoosh": f"whoosh:{tmp_path / 'index'}"}
    return open_engine(address[request.param])


@pytest.fixture
def searched(engine: Engine, tmp_path: Path) -> Searched:
    root = an_empty_library(tmp_path / "content")
    return Searched(engine, library_of(root), ANYONE)
