from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.access import reader_as
from kb.content import sources
from kb.content.documents import KINDS, Lesson, Review
from kb.content.previewing import preview
from kb.web.present import beginnings, differences, form_typed, merging, proposing
from kb.web.present.draft import Writing, received, typed_of
from tests.factories import LESSON, REVIEW, a_small_library, library_of, write_review

if TYPE_CHECKING:
    from pathlib import Path

    from kb.content.library import Shelf


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_small_library(tmp_path / "content")


def editors_shelf(root: Path) -> Shelf:
    return library_of(root).shelf(reader_as("editors"))


def lesson(**fields: object) -> str:
    return sources.written(Lesson, LESSON | fields, "## What to do\n\nAsk.")


def test_only_what_differs_is_listed_and_only_its_words_are_marked() -> None:
    before = lesson(statement="Ask to see where the baby sleeps.")
    after = lesson(statement="Ask to see every place where the baby sleeps.")
    (change,) = differences.between(Lesson, before, after)
    assert (change.field, change.label) == ("statement", "Statement")
    assert [piece.words for piece in change.before if not piece.same] == []
    put_in = [piece.words for piece in change.after if not piece.same]
    assert "".join(put_in).split() == ["every", "place"]


def test_everything_in_a_new_document_is_put_in() -> None:
    changes = differences.between(Lesson, "", lesson())
    assert {change.field for change in changes} == {*LESSON, "markdown"}
    assert all(not piece.same for change in changes for piece in change.after)


def test_a_file_that_is_no_document_is_compared_as_a_text() -> None:
    (change,) = differences.between(Lesson, "not a document", lesson())
    assert change.label == "Whole file"
    assert differences.between(Lesson, "not one", "not one") == ()


def test_parts_are_compared_in_words_that_people_use() -> None:
    sources_ = [{"key": "s2", "url": "https://example.org/b", "kind": "press"}]
    changes = differences.between(
        Review,
        sources.written(Review, REVIEW, ""),
        sources.written(Review, REVIEW | {"sources": sources_}, ""),
    )
    (change,) = changes
    said = "".join(piece.words for piece in change.after)
    assert (
        said
        == "Source\nShort name: s2\nWeb address: https://example.org/b\nKind: press\n"
    )


words = st.text(st.sampled_from("ab \n"), max_size=80)


@given(words, words)
def test_no_word_is_lost_in_a_comparison(before: str, after: str) -> None:
    old, new = differences.compared(before, after)
    assert "".join(piece.words for piece in old) == before
    assert "".join(piece.words for piece in new) == after
    shared = ["".join(p.words for p in side if p.same) for side in (old, new)]
    assert shared[0] == shared[1]


def test_the_middle_of_a_long_passage_that_is_the_same_is_left_out() -> None:
    same = "word " * 700
    old, _ = differences.compared(f"{same}was", f"{same}is")
    assert len(old[0].words) < 600
    assert old[0].words.startswith("\n[ ... ]\n")
    assert old[0].words.endswith("word ")


def test_two_texts_are_put_together_field_by_field() -> None:
    mine = Writing("lessons", "ask-again", typed_of(Lesson, lesson(title="Mine")))
    theirs = lesson(title="Theirs", statement="Theirs too.", themes=["co-sleeping"])
    both = Writing(
        "lessons", "ask-again", merging.merged(mine, theirs, {"statement", "themes"})
    )
    assert both.title == "Mine"
    assert both.values["statement"] == "Theirs too."
    assert both.values["themes"] == ["co-sleeping"]


def test_rows_are_taken_from_theirs_as_a_whole() -> None:
    def review(*keys: str) -> str:
        rows = [
            {"key": key, "url": "https://example.org", "kind": "press"} for key in keys
        ]
        return sources.written(Review, REVIEW | {"sources": rows}, "")

    mine = Writing("reviews", "child-a", typed_of(Review, review("s1", "s2", "s3")))
    both = Writing(
        "reviews", "child-a", merging.merged(mine, review("s9"), {"sources"})
    )
    assert [one["key"] for one in both.values["sources"]] == ["s9"]


def test_what_is_no_field_of_the_form_does_not_get_into_a_draft() -> None:
    sent = {
        "title": ["A title"],
        "sources-0-url": ["https://example.org"],
        "csrf_token": ["x"],
        "person": ["person:somebody"],
        "base": ["0" * 64],
        "_note": ["put in from outside"],
        "updates-0": ["row"],
    }
    kept = received("reviews", sent, {"_note": ["mine"], "title": ["old"]})
    assert kept == {
        "title": ["A title"],
        "sources-0-url": ["https://example.org"],
        "_note": ["mine"],
    }


@pytest.mark.parametrize("folder", KINDS)
def test_a_new_document_begins_as_a_draft_that_only_editors_see(folder: str) -> None:
    typed = beginnings.typed(folder, "Ask where the baby’s bed is", date(2024, 2, 29))
    values = Writing(folder, "", typed).values
    assert values["status"] == "draft"
    assert values["review_due"] == "2025-02-28"
    assert typed["id"] == ["ask-where-the-babys-bed-is"]


@given(st.text(max_size=300))
def test_any_title_suggests_an_address_that_can_be_used(title: str) -> None:
    made = beginnings.slug(title)
    assert made == "" or sources.read(Lesson, made, sources.written(Lesson, LESSON, ""))


def test_a_preview_shows_what_its_readers_will_see_and_nothing_hidden(
    root: Path,
) -> None:
    write_review(root, "hidden-b", title="Not to be named", status="embargoed")
    text = lesson(reviews=["child-a", "hidden-b"], status="draft")
    seen = preview(editors_shelf(root), Lesson, "ask-again", text)
    assert not seen.hidden
    assert isinstance(seen.document, Lesson)
    assert seen.document.reviews == ("child-a",)
    assert "reviews/hidden-b" not in seen.shelf.keys


def test_a_preview_says_when_readers_would_not_see_it_even_when_published(
    root: Path,
) -> None:
    write_review(root, "hidden-b", status="embargoed")
    text = lesson(reviews=["hidden-b"])
    seen = preview(editors_shelf(root), Lesson, "ask-again", text)
    assert seen.hidden
    assert seen.document.title == LESSON["title"]


def test_a_preview_leaves_the_library_as_it_is(root: Path) -> None:
    library = library_of(root)
    shelf = library.shelf(reader_as("editors"))
    preview(shelf, Lesson, "brand-new", lesson(title="Brand new"))
    assert "lessons/brand-new" not in shelf.keys
    assert "lessons/brand-new" not in library.snapshot().documents


def test_a_reason_counts_only_for_a_finding_that_is_to_stay() -> None:
    typed = proposing.received(
        {
            "choice-f1": ["fine"],
            "why-f1": [" It is the board's own office. "],
            "choice-f2": ["mend"],
            "why-f2": ["a reason typed before"],
            "choice-f3": ["fine"],
            "note": ["Why"],
            "state": ["signed"],
        }
    )
    said = proposing.said(typed)
    assert said.kept == {"f1": "It is the board's own office."}
    assert said.to_mend
    assert said.note == "Why"
    assert "_state" not in typed
    assert proposing.without({**typed, "title": ["T"]}) == {"title": ["T"]}


def test_a_document_comes_out_of_a_draft_as_it_went_in() -> None:
    source = lesson()
    writing = Writing("lessons", "ask-again", typed_of(Lesson, source))
    assert writing.source == source
    assert form_typed.one(writing.typed, "title") == LESSON["title"]


@pytest.mark.parametrize("words", ["ab ", "ab\n", "1\n2\n3\n", "the cat the "])
def test_texts_that_repeat_themselves_are_compared_all_the_same(words: str) -> None:
    before, after = words * 900, f"x {words * 900} y {words * 90}"
    old, new = differences.compared(before, after)
    assert old
    assert new[0].words.startswith("x")
