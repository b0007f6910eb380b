"""A small library, and a client on a site over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import a_small_library
from tests.web.chromium import opened, served
from tests.web.site import open_site
from tests.web.tracking import open_board

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, Page

    from tests.web.editing import Site, Somebody
    from tests.web.tracking import Board


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return a_small_library(tmp_path / "content")


@pytest.fixture
def client(content: Path) -> FlaskClient:
    return open_site(content).test_client()


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return open_board(tmp_path)


@pytest.fixture
def jane(site: Site) -> Somebody:
    """Let an editor in, where `site` is one that is edited."""
    return site.somebody("Jane Editor")


@pytest.fixture
def sam(site: Site) -> Somebody:
    return site.somebody("Sam Okafor")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened() as chromium:
        yield chromium


@pytest.fixture
def tab(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site, viewport={"width": 1280, "height": 900}
    )
    yield context.new_page()
    context.close()
