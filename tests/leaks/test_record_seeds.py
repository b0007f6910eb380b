"""Every mistake with records, letters, logs and sessions is seen by some sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import PARTNERS
from tests.leaks.furnished import (
    copied,
    furnish,
    open_again,
    pages_of_records,
    pair_of_sites,
)
from tests.leaks.record_seeds import SEEDS
from tests.leaks.signs import SIGNS
from tests.leaks.site import differences
from tests.leaks.walk import Walker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask

    from tests.leaks.world import World

    Sow = Callable[[Flask], None]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Path]:
    root = tmp_path_factory.mktemp("template")
    return furnish(root), root


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Path]:
    root = tmp_path_factory.mktemp("pair")
    return pair_of_sites(root, PARTNERS)[0], root


def first_sign(
    sow: Sow, template: tuple[World, Path], pair: tuple[World, Path], folder: Path
) -> str:
    """Sow a mistake and name the first sign of it, or give ""."""
    world, root = template
    site = copied(root, folder)
    site.config["WTF_CSRF_ENABLED"] = False
    sow(site)
    for name, sign in SIGNS.items():
        if any(sign(site, world)):
            return name
    whole, twin = (open_again(pair[1] / one, PARTNERS) for one in ("whole", "twin"))
    sow(whole)
    sow(twin)
    asked = pages_of_records(whole, pair[0])
    return "twin" if any(differences(Walker(whole), Walker(twin), asked)) else ""


def test_without_a_mistake_there_is_no_sign(
    template: tuple[World, Path], pair: tuple[World, Path], tmp_path: Path
) -> None:
    assert first_sign(lambda _: None, template, pair, tmp_path) == ""


@pytest.mark.parametrize("name", SEEDS)
def test_a_mistake_is_seen(
    name: str,
    template: tuple[World, Path],
    pair: tuple[World, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def sow(app: Flask) -> None:
        SEEDS[name](app, monkeypatch)

    assert first_sign(sow, template, pair, tmp_path) != ""
