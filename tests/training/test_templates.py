"""What packs begin with."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from kb.content.settings import Training
from kb.training import bounds
from kb.training.templates import SEVEN_MINUTE, TEMPLATES, begun, templates

OWN: dict[str, Any] = {
    "name": "Lunch and learn",
    "parts": [{"title": "Over lunch", "minutes": 30, "hint": "One lesson"}],
}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_pack_begins_with_the_parts_of_its_template(template: str) -> None:
    pack = begun(Training(), template, "A course")
    planned = templates(Training())[template].parts
    assert [part.title for part in pack.parts] == [part.title for part in planned]
    assert [part.planned for part in pack.parts] == [part.minutes for part in planned]
    assert all(part.uid for part in pack.parts)
    assert bounds.pack_within(pack) == pack


def test_the_briefing_of_seven_minutes_has_the_headings_of_the_board() -> None:
    headings = tuple(f"Heading {number}" for number in range(7))
    found = templates(Training.model_validate({"briefing_headings": headings}))
    assert tuple(part.title for part in found[SEVEN_MINUTE].parts) == headings
    assert found[SEVEN_MINUTE].minutes == 7


@pytest.mark.parametrize(
    ("template", "lasts"), [("half-day", 180), ("team-meeting", 20)]
)
def test_a_template_lasts_as_long_as_it_says(template: str, lasts: int) -> None:
    assert TEMPLATES[template].minutes == lasts


def test_a_board_adds_templates_and_puts_its_own_in_the_place_of_others() -> None:
    training = Training.model_validate({"templates": {"lunch": OWN, "half-day": OWN}})
    found = templates(training)
    assert set(found) == {*TEMPLATES, "lunch"}
    assert found["half-day"].name == "Lunch and learn"
    (part,) = begun(training, "lunch", "A course").parts
    assert (part.title, part.planned, part.hint) == ("Over lunch", 30, "One lesson")


def test_a_pack_of_a_template_that_is_gone_begins_blank() -> None:
    assert begun(Training(), "gone", "A course").template == "blank"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "No parts", "parts": []},
        {"name": "Long", "parts": [{"title": "x" * 201}]},
        {"name": "Endless", "parts": [{"title": "x", "minutes": 1441}]},
        {"parts": [{"title": "No name"}]},
    ],
)
def test_a_template_that_no_pack_can_begin_with_is_refused(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        Training.model_validate({"templates": {"own": wrong}})
