"""What the ledger leaves of a document is never more than either of them allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from kb.access import LADDER, PUBLIC
from kb.content import ceilings
from kb.content.documents import Lesson, Status
from kb.content.ledger import Ceiling
from tests.factories import LESSON

SHOWN = Status.PUBLISHED
DAY = date(2026, 3, 2)


def lesson(audience: str, status: Status) -> Lesson:
    more = {"audience": audience, "status": status, "id": "a"}
    return Lesson.model_validate(LESSON | more)


@pytest.mark.parametrize(
    ("audience", "status", "most", "shown"),
    list(product(LADDER, Status, LADDER, (True, False))),
)
def test_the_strictest_of_file_and_ledger_wins(
    audience: str, status: Status, most: str, *, shown: bool
) -> None:
    document = lesson(audience, status)
    found = ceilings.under(document, Ceiling(most, shown=shown))
    assert found.audience == max(audience, most, key=LADDER.index)
    assert (found.status is SHOWN) == (status is SHOWN and shown)
    if status is not SHOWN:
        assert found.status is status


@pytest.mark.parametrize("status", Status)
def test_what_the_ledger_withdrew_is_withdrawn_whatever_its_file_says(
    status: Status,
) -> None:
    gone = Ceiling(PUBLIC, shown=False, withdrawn_on=DAY, reason="A mistake")
    found = ceilings.under(lesson(PUBLIC, status), gone)
    assert found.status is Status.WITHDRAWN
    if status is not Status.WITHDRAWN:
        assert (found.withdrawn_on, found.withdrawn_reason) == (DAY, "A mistake")


@pytest.mark.parametrize("most", list(product(LADDER, (True, False), (True, False))))
def test_two_ceilings_together_allow_what_each_allows(
    most: tuple[str, bool, bool],
) -> None:
    audience, shown, early = most
    one = Ceiling("board", shown=True, early=True)
    other = Ceiling(audience, shown=shown, early=early)
    for found in (
        ceilings.narrowest(one, other),
        ceilings.narrowest(other, one),
    ):
        assert found.audience == max("board", audience, key=LADDER.index)
        assert (found.shown, found.early) == (shown, early)


def test_two_ceilings_together_keep_a_withdrawal_and_that_words_are_gone() -> None:
    gone = Ceiling(PUBLIC, shown=False, withdrawn_on=DAY, reason="Why", erased=True)
    for found in (
        ceilings.narrowest(gone, Ceiling("board", shown=True)),
        ceilings.narrowest(Ceiling("board", shown=True), gone),
    ):
        assert found == replace(gone, audience="board")


def test_an_old_file_cannot_clear_a_lesson_that_is_no_longer_cleared() -> None:
    cleared = lesson(PUBLIC, SHOWN).model_copy(
        update={"cleared_by": "The chair", "cleared_on": DAY}
    )
    assert ceilings.under(cleared, ceilings.ceiling_of(cleared)) is cleared
    found = ceilings.under(cleared, ceilings.ceiling_of(lesson(PUBLIC, SHOWN)))
    assert (found.cleared_by, found.cleared_on) == ("", None)


def test_a_document_that_nobody_decided_about_is_as_its_file_says() -> None:
    document = lesson(PUBLIC, SHOWN)
    assert ceilings.under(document, None) is document
    assert ceilings.under(document, ceilings.ceiling_of(document)) is document
