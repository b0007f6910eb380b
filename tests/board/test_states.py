"""Every move of the four fields and of the sustained check, legal and illegal."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from kb.board.rules import Wanted, problems
from kb.board.states import (
    NEXT,
    WORDS_NEEDED,
    Assurance,
    Closure,
    Delivery,
    Response,
    Sustained,
)
from tests.board.people import EVERYBODY, READY, like

if TYPE_CHECKING:
    from enum import StrEnum

FIELDS: dict[str, type[StrEnum]] = {
    "response": Response,
    "delivery": Delivery,
    "assurance": Assurance,
    "closure": Closure,
    "sustained": Sustained,
}
ANSWERS = (
    "accepted accepted-in-part accepted-by-another-route already-in-place"
    " not-accepted for-another-body"
)
JUDGED = "plan-acceptable plan-not-acceptable evidenced evidenced-in-part not-evidenced"
CLOSED = "met met-by-another-route exceeded not-met reconsidered overtaken superseded"

#: Written by hand: from each value, those that may come next.
LEGAL: dict[str, dict[str, str]] = {
    "response": {
        "awaited": f"{ANSWERS} no-response",
        "no-response": ANSWERS,
        **dict.fromkeys(ANSWERS.split(), ANSWERS),
    },
    "delivery": {
        "not-started": "in-progress delivered stopped",
        "in-progress": "delivered stopped",
        "delivered": "in-progress",
        "stopped": "in-progress",
    },
    "assurance": {"not-assessed": JUDGED, **dict.fromkeys(JUDGED.split(), JUDGED)},
    "closure": {"open": CLOSED, **dict.fromkeys(CLOSED.split(), "open")},
    "sustained": {
        "not-asked": "",
        "due": "sustained slipped",
        "sustained": "slipped",
        "slipped": "",
    },
}
MOVES = [
    (field, str(before), str(after))
    for field, values in FIELDS.items()
    for before, after in product(values, values)
    if before != after
]
WHO = {"response": "own lead", "delivery": "own lead", "assurance": "approver"}


@pytest.mark.parametrize(("field", "before", "after"), MOVES)
def test_every_move_is_legal_or_refused(field: str, before: str, after: str) -> None:
    legal = after in LEGAL[field][before].split()
    assert (after in NEXT[field][before]) is legal
    closed = {"closure": "met"} if field == "sustained" else {}
    started = {"delivery": "in-progress"} if field == "response" else {}
    action = like(READY, **closed, **started, **{field: FIELDS[field](before)})
    values = {field: after}
    if after == "superseded":
        values["successor"] = "0b"
    if after == "for-another-body":
        values["passed_to"] = "Schools"
    if (field, after) == ("response", "no-response"):
        who = EVERYBODY["editor"]
    else:
        who = EVERYBODY[WHO.get(field, "approver")]
    found = problems(who, action, Wanted(values, "Why", "4.2"))
    assert (field not in found) is legal


@pytest.mark.parametrize("field", FIELDS)
def test_a_value_that_is_none_of_the_words_is_refused(field: str) -> None:
    who = EVERYBODY[WHO.get(field, "approver")]
    for value in ("", "Met", "done", "\x00", "open " * 99):
        assert field in problems(who, READY, Wanted({field: value}, "Why", "4.2"))


def test_every_value_has_its_row() -> None:
    for field, values in FIELDS.items():
        assert set(NEXT[field]) == set(values)
        assert all(set(after) <= set(values) for after in NEXT[field].values())
    for field, needing in WORDS_NEEDED.items():
        assert needing <= set(FIELDS[field])
