"""A small library, and a client on a site over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import a_small_library
from tests.web.site import open_site

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return a_small_library(tmp_path / "content")


@pytest.fixture
def client(content: Path) -> FlaskClient:
    return open_site(content).test_client()
