from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from kb.access import BOARD, PARTNERS, PUBLIC, reader_as
from kb.content.library import Library
from kb.errors import NotFoundError
from kb.papers.formats import FORMATS
from kb.papers.model import Image, Paper
from kb.training.exports.briefing import briefing
from kb.training.pack import Pack, Part
from tests.factories import (
    SETTINGS,
    library_of,
    write_lesson,
    write_review,
    write_yaml,
)
from tests.training.exported import (
    NOW,
    SITE,
    a_library,
    a_pack,
    document,
    shelf_of,
    taken,
    titled,
    words,
)

STARTER = Path(__file__).parents[2] / "content"
SEVEN = [
    "1. Background", "2. What happened", "3. Why it matters", "4. What we learned",
    "5. What to do", "6. What changed", "7. Find out more",
]  # fmt: skip


def of(root: Path, key: str, audience: str = PUBLIC) -> Paper:
    shelf = shelf_of(root, audience)
    return briefing(shelf, shelf.get(*key.split("/")), SITE, NOW)


def pages(paper: Paper) -> int:
    content = FORMATS["pdf"].write(paper, NOW)
    return len(PdfReader(io.BytesIO(content)).pages)


def test_a_lesson_fills_the_seven_points_with_what_it_says(tmp_path: Path) -> None:
    paper = of(a_library(tmp_path), "lessons/ask-again")
    titles = [section.title for section in paper.sections]
    assert titles == ["Before you read", *SEVEN, "Questions for the team", "Sources"]
    assert "nearly good enough" in words(titled(paper, "What happened").blocks)
    assert "not" in words(titled(paper, "Why it matters").blocks)
    assert "by day and by night" in words(titled(paper, "What we learned").blocks)
    assert "who else was there" in words(titled(paper, "What to do").blocks)
    assert "Safer sleep" in words(titled(paper, "What changed").blocks)
    assert "not seen for myself" in words(titled(paper, "for the team").blocks)


def test_a_review_says_what_its_card_says_and_how_close_the_sources_are(
    tmp_path: Path,
) -> None:
    paper = of(a_library(tmp_path), "reviews/child-a")
    background = words(titled(paper, "Background").blocks)
    assert "practice review" in background
    assert "Whole report read. From the report." in background
    assert "Nobody asked" in words(titled(paper, "What we learned").blocks)
    assert "s1" not in words(titled(paper, "What we learned").blocks)
    assert "Ask where the baby sleeps" in words(titled(paper, "What to do").blocks)
    assert "Kind of harm: neglect" in words(titled(paper, "Why it matters").blocks)


def test_a_policy_says_what_led_to_it_and_what_it_says_now(tmp_path: Path) -> None:
    paper = of(a_library(tmp_path), "policies/safer-sleep")
    assert "Child A, 2019" in words(titled(paper, "What happened").blocks)
    assert "in force" in words(titled(paper, "What to do").blocks)
    assert "A source says that it led to this" in words(
        titled(paper, "What changed").blocks
    )


def test_where_nothing_is_recorded_a_point_says_so(tmp_path: Path) -> None:
    root = a_library(tmp_path)
    write_lesson(root, "bare", "Only a few words.", reviews=["child-a"])
    write_review(root, "bare-review", "No heading at all.")
    lesson, review = of(root, "lessons/bare"), of(root, "reviews/bare-review")
    for paper, title in (
        (lesson, "What happened"), (lesson, "Why it matters"), (lesson, "What to do"),
        (review, "Why it matters"), (review, "What we learned"), (review, "What to do"),
    ):  # fmt: skip
        said = words(titled(paper, title).blocks)
        assert "Nothing is recorded under this heading" in said, title
    assert "No policy update is recorded" in words(titled(lesson, "changed").blocks)
    assert "has no questions of its own" in words(titled(lesson, "the team").blocks)


def test_a_board_can_name_the_points_otherwise(tmp_path: Path) -> None:
    root = a_library(tmp_path)
    named = ["What", "How", "Why", "So what", "Now what", "Since", "More"]
    write_yaml(
        root / "library.yaml", SETTINGS | {"training": {"briefing_headings": named}}
    )
    titles = [one.title for one in of(root, "lessons/ask-again").sections]
    assert titles[1:8] == [f"{number}. {one}" for number, one in enumerate(named, 1)]


def test_it_names_the_helpline_and_leads_to_the_page_in_words_and_as_a_code(
    tmp_path: Path,
) -> None:
    paper = of(a_library(tmp_path), "lessons/ask-again")
    before = words(titled(paper, "Before you read").blocks)
    assert "Mentions harm to a child" in before
    assert "0800 1111" in before
    more = titled(paper, "Find out more").blocks
    (code,) = (one for one in more if isinstance(one, Image))
    assert code.content.startswith(b"\x89PNG")
    assert code.alt == f"QR code that leads to {SITE}/lessons/ask-again"
    assert f"{SITE}/lessons/ask-again" in words(more[:1])


def test_it_cites_board_year_pseudonym_and_kind(tmp_path: Path) -> None:
    paper = of(a_library(tmp_path), "lessons/ask-again")
    found = titled(paper, "Sources").blocks
    cited = FORMATS["md"].write(replace(paper, sections=paper.sections[-1:]), NOW)
    said = cited.decode()
    assert "Leeds Safeguarding Children Board (2019)" in said
    assert "Child A: local child safeguarding practice review." in said
    assert "whole report read" in words(found)


def test_a_pack_says_what_it_is_for_and_what_its_lessons_teach(tmp_path: Path) -> None:
    shelf = shelf_of(a_library(tmp_path))
    paper = briefing(shelf, taken(a_pack()), SITE, NOW)
    assert "Know why we ask" in words(titled(paper, "Why it matters").blocks)
    assert "by day and by night" in words(titled(paper, "What we learned").blocks)
    asked = words(titled(paper, "Questions for the team").blocks)
    assert "What did we not ask?" in asked
    assert "What will you do on Monday?" in asked
    assert f"{SITE}/training/packs/" in words(titled(paper, "Find out more").blocks)


def test_an_empty_pack_has_a_briefing_that_says_so(tmp_path: Path) -> None:
    shelf = shelf_of(a_library(tmp_path))
    empty = Pack("Nothing yet", parts=(Part("p", "Part 1"),))
    paper = briefing(shelf, taken(empty), SITE, NOW)
    assert "Nothing is recorded" in words(titled(paper, "What we learned").blocks)
    assert pages(paper) == 1


def test_it_is_for_the_narrowest_of_all_that_stands_in_it(tmp_path: Path) -> None:
    root = a_library(tmp_path)
    for_all = of(root, "lessons/ask-again")
    for_board = of(root, "lessons/ask-again", BOARD)
    assert (for_all.mark, for_all.documents[0]) == ("", "lessons/ask-again")
    assert for_board.mark == "For members of the board only"
    assert "reviews/zuhidden-review" in for_board.documents
    assert "zuhidden" not in words(for_all.sections)  # type: ignore[arg-type]


def test_a_report_has_no_briefing(tmp_path: Path) -> None:
    shelf = shelf_of(a_library(tmp_path), BOARD)
    with pytest.raises(NotFoundError, match="report has no briefing"):
        briefing(shelf, shelf.get("reports", "child-a"), SITE, NOW)


def longest(folder: str) -> list[str]:
    files = sorted((STARTER / folder).glob("*.md"), key=lambda one: one.stat().st_size)
    return [f"{folder}/{one.stem}" for one in files[-3:]]


@pytest.mark.parametrize(
    "key", [key for name in ("lessons", "reviews", "policies") for key in longest(name)]
)
def test_the_longest_of_the_library_fit_on_two_pages(key: str) -> None:
    shelf = Library(STARTER).shelf(reader_as(PUBLIC))
    assert pages(briefing(shelf, shelf.get(*key.split("/")), SITE, NOW)) <= 2


LINES = "\n".join(f"- Do the thing of number {n}, and look again." for n in range(300))
WIDE = "\n".join("|" + " a word |" * 50 for _ in range(6)).replace(
    "\n", "\n|" + " --- |" * 50 + "\n", 1
)
TEXTS = {
    "many points": f"## What to do\n\n{LINES}",
    "a long paragraph": f"## What happens\n\n{'It went on for a long time. ' * 900}",
    "a table of fifty columns": f"## What happens\n\n{WIDE}",
    "a word without an end": f"## What happens\n\n{'a' * 9000}",
    "a pile of paragraphs": "## Why it matters\n\n" + "Once more.\n\n" * 400,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_is_too_long_is_cut_and_says_that_there_is_more(
    text: str, tmp_path: Path
) -> None:
    root = a_library(tmp_path)
    write_lesson(root, "long", text, reviews=["child-a"])
    paper = of(root, "lessons/long")
    assert pages(paper) <= 2
    assert "More on the page." in words(paper.sections)  # type: ignore[arg-type]


def test_a_pack_of_three_hundred_items_fits_on_two_pages(tmp_path: Path) -> None:
    root = a_library(tmp_path)
    for number in range(60):
        write_review(root, f"r{number}", pseudonym=f"Child {number}")
        write_lesson(
            root,
            f"l{number}",
            title=f"Lesson of number {number}",
            reviews=[f"r{number}"],
        )
    items = [document(f"lessons/l{n % 60}", questions=("Why?",)) for n in range(300)]
    pack = Pack("Everything", parts=(Part("p", "All", tuple(items)),))
    shelf = library_of(root).shelf(reader_as(PARTNERS))
    assert pages(briefing(shelf, taken(pack), SITE, NOW)) <= 2


def test_text_from_right_to_left_and_pictures_in_it_fit_too(tmp_path: Path) -> None:
    root = a_library(tmp_path)
    text = "## What happens\n\nسأل العامل مرة أخرى. 🙂\n\n## What to do\n\n- اسأل"
    write_lesson(root, "rtl", text, title="اسأل مرة أخرى 🙂", reviews=["child-a"])
    paper = of(root, "lessons/rtl")
    assert pages(paper) <= 2
    assert "سأل العامل" in FORMATS["md"].write(paper, NOW).decode()
