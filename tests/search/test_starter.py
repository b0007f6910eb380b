"""Searching the starter library, as somebody would on the first day."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given

from benchmarks.relevance import judgements, ndcg
from kb.access import ANYONE
from kb.content.library import Library
from kb.search import open_engine
from kb.search.engine import Query
from kb.search.entries import entries
from tests.search.searched import Searched
from tests.search.test_asking import TYPED

CONTENT = Path(__file__).parents[2] / "content"
AGREED = 0.80


@pytest.fixture(scope="module")
def starter() -> Searched:
    library = Library(CONTENT, look_every=60)
    searched = Searched(open_engine("memory:"), library, ANYONE)
    searched.engine.sync(entries(library))
    return searched


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("neglct", "neglect"),
        ("profesional curiousity", "professional curiosity"),
        ("domestic abse", "domestic abuse"),
    ],
)
def test_misspelt_questions_are_understood(
    starter: Searched, typed: str, expected: str
) -> None:
    results = starter.results(typed)
    assert results.did_you_mean == expected
    assert results.corrected
    right = starter.results(expected)
    assert results.hits[0].key in [hit.key for hit in right.hits[:3]]


def test_safety_sleep_advice_for_toddlers_is_found(starter: Searched) -> None:
    found = starter.keys("saftey sleep advise for toddlers")
    assert found[0] == "lessons/safer-sleep-for-toddlers-too"


def test_a_whole_question_is_answered(starter: Searched) -> None:
    found = starter.keys(
        "what have we learned about babies sleeping with parents who drink"
    )
    assert "reviews/lancashire-child-lr-lp-2019" in found
    assert "reviews/norfolk-ab1-ab2-2019" in found
    assert found[0].startswith("lessons/")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bed sharing", "co-sleeping"),
        ("overlaying", "co-sleeping"),
        ("toxic trio", "compromised parenting"),
        ("WNB", "was not brought"),
        ("DNA", "was not brought"),
        ("cosleeping", "co sleeping"),
    ],
)
def test_two_words_for_one_thing_find_the_same(
    starter: Searched, one: str, other: str
) -> None:
    first = set(starter.keys(one, size=5))
    assert len(first & set(starter.keys(other, size=5))) >= 3


@pytest.mark.parametrize("typed", ["forced marriage lessons", "DROP TABLE reviews"])
def test_a_question_without_an_answer_finds_nothing_strong(
    starter: Searched, typed: str
) -> None:
    usual = starter.results("neglect").hits[0].score
    hits = starter.results(typed, chosen={"kind": ("review",)}).hits
    assert not hits or hits[0].score < usual / 2


def test_the_search_is_as_good_as_agreed(starter: Searched) -> None:
    queries, not_judged = judgements()
    values = []
    for query in queries:
        found = starter.keys(query.words, chosen={"kind": ("review",)}, size=100)
        names = [key.removeprefix("reviews/") for key in found]
        judged = [name for name in names if name not in not_judged]
        if query.relevant:
            values.append(ndcg(judged, query.relevant))
    assert mean(values) >= AGREED


def test_whatever_is_typed_is_answered_in_good_time(starter: Searched) -> None:
    shelf = starter.shelf

    @given(TYPED)
    def answered(typed: str) -> None:
        started = time.thread_time()
        results = starter.engine.search(Query(words=typed), shelf)
        assert time.thread_time() - started < 1
        assert {hit.key for hit in results.hits} <= shelf.keys
        assert len(results.hits) <= results.total

    answered()
