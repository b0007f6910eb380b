"""Words that blame are found with better ones, unless somebody else's."""

from __future__ import annotations

import pytest

from kb.content.wording import unfitting


@pytest.mark.parametrize(
    ("text", "found", "better"),
    [
        ("He did not attend.", "did not attend", "was not brought"),
        ("He didn’t attend.", "didn’t attend", "was not brought"),
        ("She was DNA'd twice", "DNA'd", "was not brought"),
        ("Three DNAs", "DNAs", "was not brought"),
        ("Parents committed suicide.", "committed suicide", "died by suicide"),
        ("She PUT HERSELF AT RISK", "PUT HERSELF AT RISK", "risk came from"),
        ("placing themselves in danger", "placing themselves in danger", "came from"),
        ("a child prostitute", "child prostitute", "sexually exploited"),
        ("child prostitution", "child prostitution", "sexually exploited"),
        ("a lifestyle choice", "lifestyle choice", "happening"),
        ("life-style choices", "life-style choices", "happening"),
        ("he absconded", "absconded", "went missing"),
    ],
)
def test_a_word_that_blames_has_a_better_one(
    text: str, found: str, better: str
) -> None:
    (words,) = unfitting(text)
    assert (words.text, words.serious) == (found, True)
    assert better in words.better
    assert text[words.start :].startswith(found)


@pytest.mark.parametrize(
    "text",
    [
        "Records said “did not attend”.",
        'Records said "did not attend".',
        "Records said ‘did not attend’.",
        "Records said 'did not attend'.",
        "> She did not attend.",
        "[When a child did not attend](https://example.org/a)",
        "the code `DNA'd`",
        "Was not brought; DNA; a DNA test; died by suicide.",
        "The child didn't mind and the parents' choice of life.",
    ],
)
def test_the_words_of_others_are_left_alone(text: str) -> None:
    assert list(unfitting(text)) == []


def test_an_apostrophe_is_no_quotation() -> None:
    (words,) = unfitting("The parents' son did not attend the boys' club.")
    assert words.text == "did not attend"


def test_a_link_to_our_own_pages_is_our_own_words() -> None:
    assert list(unfitting("[He did not attend](../lessons/ask-again.md)"))


def test_some_words_are_only_worth_a_look() -> None:
    (words,) = unfitting("families that are hard to reach")
    assert not words.serious
