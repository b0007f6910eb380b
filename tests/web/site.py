"""A small site over a content folder, and ways to look at its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from kb.access import PUBLIC, reader_as
from kb.app import create_app
from kb.config import Config
from kb.publishing.works import Works
from kb.search.entries import entries
from kb.web.visitors import Visitor

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient


def open_site(content: Path, level: str = PUBLIC) -> Flask:
    """Open a site whose every visitor reads as `level`."""
    app = create_app(
        Config(
            secret_key="for tests only",
            content=content,
            search="memory:",
            database="sqlite://",
        )
    )
    parts = app.extensions["kb"]
    assert isinstance(parts, Works)
    parts.engine.sync(entries(parts.library))
    if level != PUBLIC:
        visitor = type("Visitor", (Visitor,), {"reader": reader_as(level)})
        app.login_manager.anonymous_user = visitor  # type: ignore[attr-defined]
    return app


def page(client: FlaskClient, address: str, status: int = 200) -> BeautifulSoup:
    """Fetch a page and read its HTML, less what a screen reader passes over."""
    with client.get(address) as response:
        assert response.status_code == status, response.get_data(as_text=True)
        soup = BeautifulSoup(response.data, "html5lib")
    for ornament in soup.select("[aria-hidden=true]"):
        ornament.decompose()
    return soup


def words(soup: BeautifulSoup, selector: str = "main") -> str:
    """Give the words of a part of a page, with single spaces."""
    found = soup.select_one(selector)
    assert found is not None, f"no {selector} on the page"
    return " ".join(found.get_text(" ").split())


def links(soup: BeautifulSoup, selector: str = "main") -> dict[str, str]:
    """Give the links of a part of a page: address by words."""
    return {
        " ".join(a.get_text(" ").split()): str(a["href"])
        for a in soup.select(f"{selector} a[href]")
    }
