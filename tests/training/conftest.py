"""A database with nothing in it, and courses in it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kb.db import open_database
from tests.training.courses import Courses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with closing(open_database(f"sqlite:///{tmp_path}/kb.sqlite")()) as session:
        yield session


@pytest.fixture
def courses(session: Session) -> Courses:
    return Courses(session)
