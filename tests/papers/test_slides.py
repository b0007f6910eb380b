"""Papers cut into slides: short on the screen, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.papers.cutting import MOST_LINES, MOST_WORDS, beginning, text_of
from kb.papers.model import Aside, Bullets, Paper, Section, Span, Table
from kb.papers.slides import slides
from kb.papers.words import bullets, paragraph, quiet, say
from kb.papers.written import blocks
from tests.papers.cut import high, inner, paper, shown, words_of, words_on, wordy
from tests.papers.lesson import LESSON, of

CONTENT = Path(__file__).parents[2] / "content"
DOCUMENTS = sorted([*CONTENT.glob("lessons/*.md"), *CONTENT.glob("reviews/*.md")])
LONG = (
    "Seven appointments were missed in one year. Each was recorded as not attended."
    " Nobody asked why the child was not brought, and nobody looked at all of them"
    " together, although the records stood beside each other on the same screen in"
    " the same building."
)


@pytest.mark.parametrize("file", DOCUMENTS[::7], ids=lambda one: one.stem)
def test_no_real_document_makes_a_wall_of_text_or_loses_a_word(file: Path) -> None:
    _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
    made = paper(*blocks(body), title=head.splitlines()[0])
    found = slides(made)
    assert all(wordy(one) <= MOST_WORDS and high(one) <= MOST_LINES for one in found)
    assert words_of(made) <= {word for one in found for word in words_on(one)}


def test_a_lesson_with_everything_in_it_loses_nothing() -> None:
    found = slides(LESSON)
    assert words_of(LESSON) <= {word for one in found for word in words_on(one)}
    kinds = {one.kind for one in found}
    assert {"title", "aside", "quote", "table", "picture", "text"} <= kinds


def test_a_long_paragraph_shows_its_first_sentences_and_its_speaker_has_all() -> None:
    (slide,) = inner(paragraph(LONG))
    assert shown(slide)[0].startswith("Seven appointments were missed in one year.")
    assert shown(slide)[0].endswith("not attended.")
    assert [text_of(note) for note in slide.notes] == [LONG]


def test_a_sentence_that_is_too_long_is_cut_between_words_and_says_so() -> None:
    long = " ".join(["reasonable"] * 60)
    short = text_of(beginning(say(long)))
    assert set(short.removesuffix("…").split()) == {"reasonable"}
    assert short.endswith("e…")


def test_a_name_with_a_full_stop_ends_no_sentence() -> None:
    text = f"Dr. Smith and Mrs. Jones saw the child. {LONG}"
    assert text_of(beginning(say(text))).startswith("Dr. Smith and Mrs. Jones saw the")


def test_what_is_cut_keeps_its_marks_and_links() -> None:
    link = Span("the review", "https://example.org", strong=True)
    short = beginning(say("See ", link, f". {LONG}"))
    assert short[1] == link


def test_one_word_of_five_thousand_letters_fits_on_a_slide() -> None:
    (slide,) = inner(paragraph("w" * 5000))
    assert high(slide) <= MOST_LINES
    assert [len(text_of(note)) for note in slide.notes] == [5000]


def test_a_long_list_is_cut_in_the_middle_and_counts_on() -> None:
    steps = tuple(say(f"Step {one}") for one in range(1, MOST_LINES + 3))
    counted = Bullets(steps, numbered=True)
    first, second = inner(counted)
    assert [line.number for line in first.lines] == [1, 2, 3, 4, 5, 6]
    assert [line.number for line in second.lines] == [7, 8, 9, 10, 11]
    assert (first.title, second.title) == ("Part (1 of 2)", "Part (2 of 2)")


def test_lines_inside_of_others_are_counted_by_themselves() -> None:
    (slide,) = inner(*blocks("1. One\n    1. Inner\n    2. Inner\n2. Two\n"))
    counts = [(line.depth, line.number) for line in slide.lines]
    assert counts == [(0, 1), (1, 1), (1, 2), (0, 2)]


def test_a_line_that_leads_to_a_list_stands_on_the_slide_of_the_list() -> None:
    lines = [say(f"A reason of some length, number {one}") for one in range(5)]
    found = inner(*map(paragraph, ["One.", "Two.", "Three."]), paragraph("Why:"),
                  bullets(lines))  # fmt: skip
    assert all(not one.lines[-1].leads for one in found)


def test_a_heading_gives_its_slide_a_title() -> None:
    found = slides(
        paper(*blocks("Begin.\n\n## What to do\n\nAsk.\n\n#### Who\n\nYou."))
    )
    assert [one.title for one in found] == ["Course", "Part", "What to do"]
    assert shown(found[2]) == ["Ask.", "Who", "You."]


def test_a_section_that_begins_with_a_heading_has_a_slide_of_its_own_name() -> None:
    found = inner(*blocks("## Why\n\nOne.\n\n## How\n\nTwo."))
    assert [(one.kind, one.title) for one in found][:2] == [
        ("part", "Part"),
        ("statement", "Why"),
    ]


def test_a_section_without_text_is_a_slide_that_parts_the_course() -> None:
    assert [(one.kind, one.title) for one in inner()] == [("part", "Part")]


def test_what_is_said_beside_a_section_stands_with_its_first_slide() -> None:
    spoken_here = (paragraph("10 minutes."),)
    some = bullets(say(f"Line {one}") for one in range(MOST_LINES + 2))
    _, first, second = slides(paper(some, notes=spoken_here))
    assert [text_of(note) for note in first.notes] == ["10 minutes."]
    assert second.notes == ()


def test_two_parts_with_slides_of_one_name_say_to_which_they_belong() -> None:
    text = blocks("Begin.\n\n## What to do\n\nAsk.")
    parts = tuple(Section(one, one, text) for one in ("Sleep", "Crying"))
    titles = [one.title for one in slides(Paper("Course", "", "", parts))]
    assert titles[2::2] == ["What to do: Sleep", "What to do: Crying"]


@pytest.mark.parametrize(
    "names",
    [["Same"] * 3, ["A (1 of 2)", "A", "A"], ["Course", "course"], ["", ""],
     ["x" * 200, "x" * 201]],
)  # fmt: skip
def test_no_two_titles_are_alike_and_none_is_lost(names: list[str]) -> None:
    parts = tuple(Section("x", one, (paragraph("One."),)) for one in names)
    found = slides(Paper("Course", "", "", parts))
    assert len({one.title.casefold() for one in found}) == len(found)
    assert found[0].title == "Course"
    told = [
        *(one.title for one in found),
        *(text_of(n) for s in found for n in s.notes),
    ]
    assert all(any(name in one for one in told) for name in names)


def test_a_table_is_cut_by_its_rows_under_the_same_heads() -> None:
    rows = tuple((say(f"Step {one}"), say("Board")) for one in range(12))
    found = [one.shown for one in inner(Table("Plan", ("What", "Who"), rows))]
    tables = [one for one in found if isinstance(one, Table)]
    assert [row for one in tables for row in one.rows] == list(rows)
    assert {one.heads for one in tables} == {("What", "Who")}
    assert len(tables) == 2


def test_a_table_of_fifty_columns_is_told_as_lists() -> None:
    heads = tuple(f"Head{one}" for one in range(50))
    cells = tuple(say(f"cell{one}") for one in range(50))
    found = inner(Table("Wide", heads, (cells,)))
    told = {word for one in found for word in words_on(one)}
    assert {*heads, *(f"cell{one}" for one in range(50))} <= told
    assert all(one.shown is None for one in found)


def test_a_table_whose_rows_are_ragged_or_missing_is_still_shown() -> None:
    found = inner(Table("Ragged", ("A",), ((say("a"), say("b")), ())))
    assert {"A", "a", "b"} <= {word for one in found for word in words_on(one)}
    assert "Caption" in words_on(inner(Table("Caption", (), ()))[0])
    heads = tuple(f"Head{one}" for one in range(9))
    assert set(heads) <= set(words_on(inner(Table("", heads, ()))[0]))


def test_the_name_of_a_box_is_not_lost_behind_the_name_of_what_it_holds() -> None:
    plan = Table("Plan", ("What", "Who"), ((say("Ask"), say("Board")),))
    assert {"Beside", "Plan"} <= set(words_on(inner(Aside("Beside", (plan,)))[0]))


def test_a_source_stands_under_what_it_is_the_source_of() -> None:
    source = quiet("Source: Child Safeguarding Practice Review Panel, 2020.")
    (slide,) = inner(paragraph(" ".join(["word"] * 38)), source)
    assert [line.mark for line in slide.lines] == ["plain", "quiet"]


def test_few_words_that_have_a_slide_to_themselves_stand_large() -> None:
    (slide,) = inner(paragraph("Ask where the baby sleeps."))
    assert slide.kind == "statement"


def test_three_hundred_parts_of_long_text_are_all_there() -> None:
    text = "\n\n".join([LONG] * 5)
    parts = tuple(Section("x", f"Part {one}", blocks(text)) for one in range(300))
    found = slides(Paper("Course", "", "", parts))
    assert sum(len(one.notes) for one in found) == 1500


def test_a_paper_of_nothing_has_one_slide() -> None:
    assert len(slides(of(""))) == 2
    assert len(slides(Paper("Course", "", "", ()))) == 1
