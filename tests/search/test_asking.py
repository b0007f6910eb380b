"""What is typed is always read as something."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.search.analysis import raw_words
from kb.search.asking import MOST_LETTERS, MOST_WORDS, Sort, Unit, ask, is_content

PIECES = st.sampled_from(
    ['"', "(", ")", "[", "OR", "-", "*", "title:", "theme:", " ", "a*", "bed", "\x00",
     "\ud800", "NOT", "AND", "~", "^", ":", "\\", "\u201c", "co-sleeping", "\u0301"]
)  # fmt: skip
TYPED = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=80).map("".join))


def words(*texts: str) -> tuple[tuple[Unit, ...], ...]:
    return tuple((Unit(Sort.WORD, text),) for text in texts)


@given(TYPED)
@example('"')
@example("NOT NOT a")
@example("OR")
@example("- -")
@example("title:")
@example("a* b* c*")
def test_nothing_that_is_typed_raises(typed: str) -> None:
    asked = ask(typed)
    assert len(asked.text) <= MOST_LETTERS
    units = [unit for group in asked.groups for unit in group] + list(asked.excluded)
    assert all(raw_words(unit.text) for unit in units)
    content = [w for unit in units for w in raw_words(unit.text) if is_content(w)]
    assert len(content) <= MOST_WORDS


@given(st.text(alphabet="abc -\"'*:", max_size=60))
def test_what_was_read_reads_the_same_again(typed: str) -> None:
    assert ask(ask(typed).text) == ask(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 50_000,
        "(" * 3_000,
        '"' * 3_000,
        "-" * 50_000,
        "a* " * 9_000,
        "OR " * 9_000,
    ],
    ids=["letters", "brackets", "quotes", "hyphens", "prefixes", "ors"],
)
def test_monstrous_questions_are_read_within_a_second(typed: str) -> None:
    started = time.thread_time()
    asked = ask(typed)
    assert time.thread_time() - started < 1
    assert len(asked.text) <= MOST_LETTERS


def test_words_stand_by_themselves() -> None:
    assert ask("bed sharing").groups == words("bed", "sharing")


def test_a_phrase_stays_together_in_any_quotes() -> None:
    phrase = ((Unit(Sort.PHRASE, "bed sharing"),),)
    assert ask('"bed sharing"').groups == phrase
    assert ask("\u201cbed sharing\u201d").groups == phrase


def test_a_quote_without_a_partner_is_nothing() -> None:
    assert ask('"bed sharing').groups == words("bed", "sharing")


def test_brackets_are_nothing() -> None:
    assert ask("(bed [sharing").groups == words("bed", "sharing")


def test_a_minus_leaves_out_a_word_or_a_phrase() -> None:
    asked = ask('sleep -sofa -"new born"')
    assert asked.groups == words("sleep")
    assert asked.excluded == (Unit(Sort.WORD, "sofa"), Unit(Sort.PHRASE, "new born"))


def test_a_hyphen_within_a_word_leaves_nothing_out() -> None:
    assert ask("co-sleeping").groups == words("co-sleeping")
    assert not ask("co-sleeping").excluded


def test_or_joins_its_neighbours() -> None:
    bed = Unit(Sort.PHRASE, "bed sharing")
    asked = ask('co-sleeping OR "bed sharing" baby')
    assert asked.groups == ((Unit(Sort.WORD, "co-sleeping"), bed), *words("baby"))


@pytest.mark.parametrize("typed", ["OR", "OR OR", "OR baby", "baby OR"])
def test_or_without_neighbours_is_nothing(typed: str) -> None:
    assert ask(typed).groups in {(), words("baby")}


def test_fields_take_a_word_or_a_phrase() -> None:
    asked = ask('title:sleep theme:"bed sharing" THEME:neglect')
    assert asked.groups == (
        (Unit(Sort.TITLE, "sleep"),),
        (Unit(Sort.THEME, "bed sharing"),),
        (Unit(Sort.THEME, "neglect"),),
    )


def test_a_prefix_has_three_letters_or_is_a_word() -> None:
    assert ask("negl*").groups == ((Unit(Sort.PREFIX, "negl"),),)
    assert ask("ne* *neglect").groups == words("ne", "neglect")


def test_only_the_first_words_of_a_long_question_count_and_it_says_so() -> None:
    asked = ask(" ".join(f"word{n}" for n in range(20)))
    assert len(asked.groups) == MOST_WORDS
    assert asked.note == "We searched for the first 12 words."


def test_words_of_a_question_do_not_count() -> None:
    asked = ask("what have we learned about " + "the " * 20 + "baby")
    assert asked.groups[-1] == (Unit(Sort.WORD, "baby"),)
    assert not asked.note


def test_only_the_first_letters_of_a_very_long_question_count_and_it_says_so() -> None:
    assert ask("the " * 200).note == "We searched for the first 300 characters."


def test_what_is_not_text_is_taken_out() -> None:
    assert ask("bed\x00 sha\ud800ring\u200b").groups == words("bed", "sharing")
