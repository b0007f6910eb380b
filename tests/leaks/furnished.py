"""Sites whose records are full too, made once and copied."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from sqlalchemy import delete

from kb.access import EDITORS
from kb.db import saving
from kb.publishing.models import Revision
from tests.leaks.records import record
from tests.leaks.site import index, open_real_site, open_site
from tests.leaks.walk import addresses
from tests.leaks.world import World, build

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

#: Where what records hold could come out.
PLACES = ("/history", "/drafts/", "/proposals/", "/log", "/desk", "/people", "/account")


def furnish(root: Path) -> World:
    """Build a site with full records in a folder."""
    world = build()
    index(world.write(root / "content"), root / "index")
    record(world, open_real_site(root / "content", root))
    return world


def copied(template: Path, root: Path) -> Flask:
    """Open a copy of a site."""
    shutil.copytree(template, root, dirs_exist_ok=True)
    return open_real_site(root / "content", root)


def pair_of_sites(root: Path, level: str) -> tuple[World, Flask, Flask]:
    """Open a site as readers of a level see it, and one without all that is hidden."""
    world, whole = _site(root / "whole", level)
    _, twin = _site(root / "twin", level, cut=True)
    return world, whole, twin


def open_again(root: Path, level: str) -> Flask:
    """Open a site that was made before, as readers of a level see it."""
    database = f"sqlite:///{root / 'kb.sqlite3'}"
    return open_site(root / "content", root / "index", level, database)


def pages_of_records(app: Flask, world: World) -> list[str]:
    """List the addresses at which records are shown."""
    return [a for a in addresses(app, world) if any(place in a for place in PLACES)]


def _site(root: Path, level: str, *, cut: bool = False) -> tuple[World, Flask]:
    world = build()
    content = world.write(root / "content")
    app = open_again(root, level)
    record(world, app, level if cut else EDITORS)
    if cut:
        _leave_out(app, world, level)
    index(content, root / "index")
    app.extensions["kb"].library.refresh()
    return world, app


def _leave_out(app: Flask, world: World, level: str) -> None:
    """Take out the files that a level may not read, and every version of them."""
    works = app.extensions["kb"]
    before = set(works.config.content.rglob("*.md"))
    for path in before:
        path.unlink()
    world.write(works.config.content, level=level)
    gone = before - set(works.config.content.rglob("*.md"))
    keys = [f"{path.parent.name}/{path.stem}" for path in gone]
    with works.sessions() as session, saving(session):
        session.execute(delete(Revision).where(Revision.document.in_(keys)))
