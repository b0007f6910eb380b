"""Words without case, accents, endings or hyphens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.analysis import PIECE, places, raw_words, reading, stem, words_of


def terms(text: str) -> set[str]:
    return {term for raw in raw_words(text) for _, term in reading(raw).terms}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Neglect", "NEGLECTED"),
        ("Climbi\u00e9", "climbie"),
        ("child\u2019s", "child"),
        ("child's", "children"),
        ("organization", "organisation"),
        ("babies", "baby"),
        ("safety advice", "safer advise"),
        ("bruising", "bruises"),
    ],
)
def test_forms_of_a_word_are_alike(one: str, other: str) -> None:
    assert places(one) == places(other)


@pytest.mark.parametrize(
    "text", ["co-sleeping", "co\u2011sleeping", "co\u2010sleeping"]
)
def test_a_hyphen_gives_both_the_parts_and_the_whole(text: str) -> None:
    assert terms(text) == {"co", "sleep", "cosleep"}
    assert "cosleep" in terms("cosleeping")
    assert terms("co sleeping") == {"co", "sleep"}


def test_an_acronym_is_more_than_its_letters() -> None:
    assert "^send" in terms("SEND")
    assert "^send" not in terms("send sent Send")
    assert {"^gp", "gp"} <= terms("GPs")


@given(st.text(max_size=200))
def test_any_text_is_read_and_places_are_pieces(text: str) -> None:
    assert len(PIECE.findall(text)) == len(words_of(text))
    assert all(step < reading(r).width for r in raw_words(text)
               for step, _ in reading(r).terms)  # fmt: skip


@given(st.text(max_size=40))
def test_a_stem_never_raises(word: str) -> None:
    assert isinstance(stem(word), str)
