"""A list that is taken away and brought in again changes nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.board import seen
from kb.board.actions import Asked
from kb.board.plans import files
from kb.board.plans.exporting import Taken
from kb.board.rules import Wanted
from kb.board.states import Delivery, Response
from kb.content.settings import Tracking
from kb.db import open_database
from tests.board.plan_files import NOW, Desk
from tests.factories import (
    an_empty_library,
    library_of,
    write_lesson,
    write_policy,
    write_review,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


#: What people type, and what a spreadsheet would run or trip over.
TEXTS = st.one_of(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"),
        max_size=60,
    ),
    st.from_regex(r"\A'*[=+\-@\t]['\",;\n=a-z0-9]*\Z"),
    st.sampled_from(["'", "''", "' =1", "=1+1", "2026-03-31", "007", "1e5", "yes"]),
)
STARTS = st.fixed_dictionaries(
    {
        "text": TEXTS,
        "owner": TEXTS,
        "lead": TEXTS,
        "measure": TEXTS,
        "due": st.one_of(
            st.just(""),
            st.dates(date(1990, 1, 1), date(2100, 12, 31)).map(date.isoformat),
        ),
        "early": st.sampled_from(["", "yes"]),
        "policy": st.sampled_from(["", "policies/safer-sleep"]),
    }
)
MOVES = st.fixed_dictionaries(
    {},
    optional={
        "response": st.sampled_from([Response.ACCEPTED, Response.NOT_ACCEPTED]),
        "delivery": st.sampled_from([Delivery.IN_PROGRESS, Delivery.STOPPED]),
    },
)
PLACES = st.sampled_from(
    [("reviews/child-a", "R1"), ("reviews/child-a", "R2"), ("lessons/ask-again", "")]
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    root: Path = an_empty_library(tmp_path_factory.mktemp("library"))
    asked = [
        {"id": "R1", "text": "Ask", "lessons": ["ask-again"]},
        {"id": "R2", "text": "Look"},
    ]
    write_review(root, "child-a", recommendations=asked)
    write_lesson(root, "ask-again")
    write_policy(root, "safer-sleep")
    with open_database("sqlite://")() as session:
        yield Desk(library_of(root), session)


@settings(max_examples=60, deadline=None)
@given(actions=st.lists(st.tuples(PLACES, STARTS, MOVES), min_size=1, max_size=3))
def test_what_is_taken_away_comes_back_as_it_is(
    desk: Desk,
    actions: list[tuple[tuple[str, str], Mapping[str, str], Mapping[str, str]]],
) -> None:
    added = [add(desk, *one) for one in actions]
    taken = taken_by(desk, frozenset(added))
    for content, name in (
        (files.csv_of(taken).encode(), "list.csv"),
        (files.xlsx_of(taken), "list.xlsx"),
    ):
        found = desk.find(content, name)
        assert found.wrong == ()
        assert len(found.outcomes) == len(actions)
        assert found.changes_nothing, [one.wanted for one in found.outcomes]


def add(
    desk: Desk,
    place: tuple[str, str],
    start: Mapping[str, str],
    moves: Mapping[str, str],
) -> str:
    """Ask the police for something, and let them answer."""
    document, recommendation = place
    uid = desk.tracker.add(Asked(document, "police", recommendation, 0, start))
    seen_ = next(one.version for one in desk.actions if one.uid == uid)
    desk.tracker.change(uid, seen_, Wanted(moves, "As they told us"))
    return uid


def taken_by(desk: Desk, uids: frozenset[str]) -> Taken:
    reader = desk.tracker.by.reader
    those = [one for one in desk.actions if one.uid in uids]
    items = seen.items(those, desk.library.shelf(reader), reader)
    return Taken(items, NOW.date(), Tracking(), "For editors only.")


def test_the_same_list_is_the_same_file_byte_for_byte(desk: Desk) -> None:
    uid = desk.tracker.add(Asked("lessons/ask-again", "police"))
    taken = taken_by(desk, frozenset({uid}))
    assert files.xlsx_of(taken) == files.xlsx_of(taken)
