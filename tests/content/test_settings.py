"""A board names its own lists, and cannot lose an audience by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kb.access import LADDER
from kb.content import settings
from tests.factories import SETTINGS, write_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from kb.content.settings import LibrarySettings
    from kb.errors import Problem


def read(root: Path, **fields: Any) -> tuple[LibrarySettings, tuple[Problem, ...]]:
    write_yaml(root / "library.yaml", SETTINGS | fields)
    found, _, problems = settings.read(root)
    return found, problems


def test_the_lists_of_the_file_are_read(tmp_path: Path) -> None:
    found, problems = read(tmp_path)
    assert problems == ()
    assert found.agencies["police"].people == "police"
    assert set(found.readers) == {"police", "health-visiting", "everyone"}
    assert found.verification["full-report"].label == "Whole report read"
    assert found.added_audiences == ("case-group",)


def test_the_four_audiences_always_exist(tmp_path: Path) -> None:
    found, _ = read(tmp_path, audiences={"board": "The partnership"})
    assert set(found.audiences) == set(LADDER)
    assert found.audiences["board"] == "The partnership"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"brand_colour": "red"}, "brand_colour"),
        ({"brand_colour": "#0b4f4a;x:y"}, "brand_colour"),
        ({"audiences": {"../x": "X"}}, "audiences"),
        ({"agencies": {"police": "Police"}}, "agencies.police"),
        ({"helplines": [{"name": "A", "url": "javascript:x"}]}, "helplines[1].url"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_setting_is_named_and_plain_settings_hold(
    tmp_path: Path, fields: dict[str, Any], field: str
) -> None:
    found, problems = read(tmp_path, **fields)
    assert problems[0].field.startswith(field)
    assert problems[0].line > 0
    assert set(found.audiences) == set(LADDER)


def test_without_the_file_plain_settings_hold(tmp_path: Path) -> None:
    found, version, problems = settings.read(tmp_path)
    assert found.title == "Learning from reviews"
    assert version == ""
    assert problems[0].file == "library.yaml"


@pytest.mark.parametrize(
    "contact", ["mailto:safe@example.org", "tel:+441130000000", "https://example.org/x"]
)
def test_a_place_to_report_a_hole_is_an_address_for_programs(
    tmp_path: Path, contact: str
) -> None:
    found, problems = read(tmp_path, security_contact=contact)
    assert problems == ()
    assert found.security_contact == contact


@pytest.mark.parametrize(
    "contact",
    ["safe@example.org", "javascript:alert(1)", "mailto:safe@example.org\nPolicy: x"],
)
def test_anything_else_is_no_place_to_report_a_hole(
    tmp_path: Path, contact: str
) -> None:
    found, problems = read(tmp_path, security_contact=contact)
    assert found.security_contact == ""
    assert "must begin with mailto:, tel: or https://" in problems[0].message
