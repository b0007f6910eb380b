"""Every value has words of its own."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from kb.board import choosing, rules
from kb.board.action import PLAIN
from kb.board.brag import Colour
from kb.board.states import Assurance, Closure, Delivery, Kind, Response, Sustained
from kb.board.wording import FIELDS, VALUES, label

if TYPE_CHECKING:
    from enum import StrEnum

ENUMS: dict[str, type[StrEnum]] = {
    "response": Response,
    "delivery": Delivery,
    "assurance": Assurance,
    "closure": Closure,
    "sustained": Sustained,
    "kind": Kind,
    "colour": Colour,
}


@pytest.mark.parametrize("field", ENUMS)
def test_every_value_of_a_field_has_words_of_its_own(field: str) -> None:
    assert list(VALUES[field]) == list(ENUMS[field])
    assert len(set(VALUES[field].values())) == len(ENUMS[field])


def test_every_list_that_may_be_asked_for_has_a_name() -> None:
    assert set(VALUES["only"]) == set(choosing.ONLY)
    named = {one.name for one in fields(choosing.Choice)} & set(VALUES)
    assert named == {*ENUMS, "only"} - {"kind"}


def test_every_field_that_changes_has_a_name() -> None:
    assert set(FIELDS) >= PLAIN | set(rules.WHO)


def test_a_value_that_is_free_stands_as_it_is() -> None:
    assert label("owner", "Jo Brown") == "Jo Brown"
    assert label("early", "yes") == "Yes, before the review is published"
