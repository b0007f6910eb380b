"""What every engine does. Each test runs on each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.content.dates import When
from kb.search.engine import FACETS, Order, Results, Synced
from kb.search.entries import entries
from tests.factories import write_lesson, write_policy, write_report, write_review

if TYPE_CHECKING:
    from tests.search.searched import Searched

SOFA = "## Findings\n\nThe baby slept on the sofa after drink.\n"


def a_library(searched: Searched) -> None:
    write_review(searched.root, "child-a", SOFA, themes=["co-sleeping"])
    write_review(
        searched.root, "child-b", "## Findings\n\nNo bruise was seen.\n",
        title="Bradford, Child B", summary="A toddler went hungry.", published="2013",
    )  # fmt: skip
    write_lesson(searched.root, "ask-again", "## What to do\n\nAsk about the bed.\n",
                 themes=["co-sleeping"])  # fmt: skip
    write_policy(searched.root, "safer-sleep", themes=["co-sleeping"])
    write_report(searched.root, "child-a", "## Events\n\nZebedee lived in Midthorpe.\n")
    searched.sync()


def test_a_word_finds_the_documents_that_have_it(searched: Searched) -> None:
    a_library(searched)
    assert searched.keys("sofa") == ["reviews/child-a"]
    assert searched.keys("SOFAS") == ["reviews/child-a"]


def test_words_are_optional_and_more_of_them_are_better(searched: Searched) -> None:
    a_library(searched)
    found = searched.keys("bruise sofa drink")
    assert found[0] == "reviews/child-a"


def test_too_small_a_part_of_the_question_is_no_answer(searched: Searched) -> None:
    a_library(searched)
    assert searched.keys("adoption breakdown hungry") == []


def test_nothing_typed_lists_everything_the_newest_first(searched: Searched) -> None:
    a_library(searched)
    found = searched.keys("")
    assert found == [
        "lessons/ask-again", "policies/safer-sleep", "reviews/child-a",
        "reviews/child-b",
    ]  # fmt: skip


def test_signs_without_words_find_nothing_and_it_says_so(searched: Searched) -> None:
    a_library(searched)
    results = searched.results("?! ()")
    assert results.total == 0
    assert results.note


def test_a_phrase_must_occur(searched: Searched) -> None:
    a_library(searched)
    assert searched.keys('"on the sofa"') == ["reviews/child-a"]
    assert searched.keys('"sofa the on"') == []


def test_a_phrase_does_not_run_from_one_section_into_the_next(
    searched: Searched,
) -> None:
    write_review(searched.root, "child-a", "## One\n\nred\n\n## Two\n\ngreen\n")
    searched.sync()
    assert searched.keys('"red green"') == []
    assert searched.keys("red green") == ["reviews/child-a"]


def test_a_minus_leaves_documents_out(searched: Searched) -> None:
    a_library(searched)
    assert "reviews/child-a" not in searched.keys("baby -sofa")
    assert set(searched.keys("-sofa")) == searched.shelf.keys - {"reviews/child-a"}


def test_or_takes_either(searched: Searched) -> None:
    a_library(searched)
    assert set(searched.keys("bruise OR sofa")) == {
        "reviews/child-a", "reviews/child-b",
    }  # fmt: skip


def test_title_looks_in_titles_only(searched: Searched) -> None:
    a_library(searched)
    assert searched.keys("title:bradford") == ["reviews/child-b"]
    assert searched.keys("title:sofa") == []


@pytest.mark.parametrize(
    "typed",
    ["theme:co-sleeping", 'theme:"bed sharing"', "theme:overlay", "THEME:CoSleeping"],
)
def test_theme_takes_an_id_or_any_name(searched: Searched, typed: str) -> None:
    a_library(searched)
    assert set(searched.keys(typed)) == {
        "reviews/child-a", "lessons/ask-again", "policies/safer-sleep",
    }  # fmt: skip
    assert searched.keys("theme:unheard-of") == []


def test_a_theme_can_be_left_out_or_be_one_of_two(searched: Searched) -> None:
    a_library(searched)
    assert searched.keys("-theme:co-sleeping") == ["reviews/child-b"]
    assert len(searched.keys("theme:co-sleeping OR bruise")) == len(searched.shelf.keys)


def test_a_prefix_finds_every_word_that_starts_so(searched: Searched) -> None:
    a_library(searched)
    assert searched.keys("bru*") == ["reviews/child-b"]
    assert searched.keys("zeb*") == []


def test_hyphens_make_no_difference(searched: Searched) -> None:
    for slug, word in (("a", "co-rooting"), ("b", "corooting"), ("c", "co rooting")):
        write_review(searched.root, f"child-{slug}", f"## Findings\n\n{word} here.\n")
    searched.sync()
    for typed in ("co-rooting", "corooting", "co rooting"):
        assert len(searched.keys(typed)) >= 2, typed
    assert len(searched.keys("co-rooting")) == 3
    assert len(searched.keys("co rooting")) == 3


def test_synonyms_find_both_ways_and_are_told(searched: Searched) -> None:
    a_library(searched)
    results = searched.results("bed sharing")
    assert "reviews/child-a" in [hit.key for hit in results.hits]
    assert "co-sleeping" in results.also
    assert "reviews/child-a" in searched.keys("overlay")


def test_terms_of_the_past_find_and_are_never_told(searched: Searched) -> None:
    a_library(searched)
    results = searched.results("lying over")
    assert "reviews/child-a" in [hit.key for hit in results.hits]
    told = searched.results("co-sleeping").also + results.also
    assert "lying over" not in told
    assert "co-sleeping" in results.also


def test_exact_switches_synonyms_and_spelling_off(searched: Searched) -> None:
    a_library(searched)
    assert searched.keys("overlay", exact=True) == []
    assert searched.results("bed sharing", exact=True).also == ()
    assert searched.keys("bruies", exact=True) == []


def test_an_acronym_is_a_whole_word(searched: Searched) -> None:
    write_review(searched.root, "child-a", "## Findings\n\nThe note said WNB.\n")
    write_review(searched.root, "child-b", "## Findings\n\nHe was not brought.\n")
    write_review(searched.root, "child-c", "## Findings\n\nDnatest wnbx.\n")
    searched.sync()
    for typed in ("WNB", "wnb", "DNA", "was not brought"):
        assert set(searched.keys(typed)) >= {"reviews/child-a", "reviews/child-b"}
        assert "reviews/child-c" not in searched.keys(f"{typed} -theme:neglect")


def test_a_misspelt_word_finds_and_is_respelt(searched: Searched) -> None:
    a_library(searched)
    results = searched.results("neglcet brusie")
    assert results.did_you_mean == "neglect bruise"
    assert results.corrected
    assert results.hits[0].key == "reviews/child-b"


def test_better_spelling_never_comes_from_what_is_hidden(searched: Searched) -> None:
    a_library(searched)
    assert searched.results("Zebedde").did_you_mean == ""
    assert searched.read_by("board").results("Zebedde").did_you_mean == "zebedee"


def test_better_spelling_never_comes_from_what_an_old_index_has(
    searched: Searched,
) -> None:
    a_library(searched)
    assert searched.results("sofaa").did_you_mean == "sofa"
    write_review(searched.root, "child-a", SOFA, status="withdrawn")
    assert searched.results("sofaa").did_you_mean == ""


def test_better_spelling_is_never_a_term_of_the_past(searched: Searched) -> None:
    a_library(searched)
    assert searched.results("lyiing").did_you_mean == ""
    assert searched.results("overlaay").did_you_mean == "overlay"


def test_facets_count_the_shelf_and_leave_out_their_own_choice(
    searched: Searched,
) -> None:
    a_library(searched)
    results = searched.results("", chosen={"kind": ("review",)})
    assert results.total == 2
    assert dict(results.facets["kind"]) == {"lesson": 1, "policy": 1, "review": 2}
    assert dict(results.facets["year"]) == {"2013": 1, "2019": 1}
    assert set(results.facets) == set(FACETS)


def test_facets_hold_together_and_their_values_are_alternatives(
    searched: Searched,
) -> None:
    a_library(searched)
    years = {"year": ("2013", "2019"), "kind": ("review",)}
    assert len(searched.keys(chosen=years)) == 2
    assert searched.keys(chosen={**years, "theme": ("co-sleeping",)}) == [
        "reviews/child-a"
    ]
    assert searched.keys(chosen={"year": ("1066",)}) == []
    assert searched.keys(chosen={"policy_status": ("in-force",)}) == [
        "policies/safer-sleep"
    ]
    assert searched.keys(chosen={"agency": ("health-visiting",)}) == [
        "lessons/ask-again"
    ]


def test_dates_are_inclusive_as_far_as_they_are_known(searched: Searched) -> None:
    a_library(searched)
    reviews = {"kind": ("review",)}
    since = searched.keys(chosen=reviews, since=When(2013, 6), until=When(2019, 4))
    assert since == ["reviews/child-b"]
    assert len(searched.keys(chosen=reviews, until=When(2019, 5))) == 2
    assert searched.keys(chosen=reviews, since=When(2020)) == []


def test_order_by_date_puts_the_newest_first(searched: Searched) -> None:
    a_library(searched)
    found = searched.keys("child", chosen={"kind": ("review",)}, order=Order.DATE)
    assert found == ["reviews/child-a", "reviews/child-b"]


def test_pages_follow_each_other(searched: Searched) -> None:
    a_library(searched)
    pages = [searched.results(page=n, size=1) for n in (1, 2, 3, 4, 5)]
    assert {page.total for page in pages} == {4}
    keys = [hit.key for page in pages for hit in page.hits]
    assert keys == searched.keys()
    assert searched.results(page=10**9).hits == ()
    assert searched.keys(page=-3) == searched.keys()
    assert len(searched.keys(size=10**9)) == 4
    assert searched.keys(size=-1) == []


def test_a_passage_marks_what_was_found_and_links_to_its_section(
    searched: Searched,
) -> None:
    a_library(searched)
    passage = searched.results("sofas drinking").hits[0].passages[0]
    assert passage.anchor == "findings"
    assert passage.heading == "Findings"
    assert passage.text == "The baby slept on the sofa after drink."
    assert [text for text, found in passage.runs if found] == ["sofa", "drink"]


def test_a_long_passage_is_cut_around_the_words(searched: Searched) -> None:
    text = "Nothing here. " * 60 + "Then the kettle sang. " + "Nothing more. " * 60
    write_review(searched.root, "child-a", f"## Findings\n\n{text}\n")
    searched.sync()
    passage = searched.results("kettle").hits[0].passages[0]
    assert len(passage.text) < 260
    assert ("kettle", True) in passage.runs
    assert passage.text.startswith("\u2026 ")
    assert passage.text.endswith(" \u2026")


def test_several_words_of_a_term_are_marked_as_one(searched: Searched) -> None:
    write_review(searched.root, "child-a", "## Findings\n\nIt was bed sharing.\n")
    searched.sync()
    assert searched.marked("co-sleeping") == ["bed sharing"]


def test_a_document_is_one_hit_with_at_most_three_passages(searched: Searched) -> None:
    text = "\n\n".join(f"## Part {n}\n\nThe kettle sang {n} times." for n in range(9))
    write_review(searched.root, "child-a", text)
    searched.sync()
    results = searched.results("kettle")
    assert results.total == 1
    assert len(results.hits[0].passages) == 3
    assert len({passage.anchor for passage in results.hits[0].passages}) == 3


def test_lessons_come_first_when_equally_good(searched: Searched) -> None:
    write_review(searched.root, "child-a", "## Findings\n\nThe kettle sang.\n")
    write_lesson(searched.root, "ask-again", "## Findings\n\nThe kettle sang.\n",
                 statement="A baby died at home.")  # fmt: skip
    searched.sync()
    assert searched.keys("kettle") == ["lessons/ask-again", "reviews/child-a"]


def test_sync_touches_only_what_differs(searched: Searched) -> None:
    a_library(searched)
    assert searched.sync() == Synced(added=0, removed=0, kept=5, rebuilt=False)
    write_review(searched.root, "child-b", "## Findings\n\nA kettle.\n")
    assert searched.sync() == Synced(added=1, removed=1, kept=4, rebuilt=False)
    assert searched.keys("kettle") == ["reviews/child-b"]


def test_the_index_holds_each_document_in_its_version(searched: Searched) -> None:
    a_library(searched)
    every = searched.read_by("editors").shelf
    assert set(searched.engine.held()) == every.keys
    (searched.root / "reviews/child-b.md").unlink()
    searched.sync()
    assert "reviews/child-b" not in searched.engine.held()


def test_a_named_document_that_the_index_lost_is_not_made_up(
    searched: Searched,
) -> None:
    a_library(searched)
    named = list(entries(searched.library, searched.engine.held()))
    assert not any(entry.text for entry in named)
    left = [entry for entry in named if entry.key != "reviews/child-b"]
    assert searched.engine.sync(left).removed == 1
    assert searched.engine.sync(named).added == 0
    assert "reviews/child-b" not in searched.engine.held()
    assert searched.sync().added == 1


def test_nothing_that_is_hidden_changes_a_digit(searched: Searched) -> None:
    a_library(searched)
    questions = ("baby sofa", "child", "neglect", "Midthorpe", "", "slep")
    with_report = [searched.results(words) for words in questions]
    (searched.root / "reports/child-a.md").unlink()
    searched.sync()
    assert [searched.results(words) for words in questions] == with_report


def test_the_board_finds_the_report_and_the_public_does_not(
    searched: Searched,
) -> None:
    a_library(searched)
    assert searched.read_by("board").keys("Zebedee") == ["reports/child-a"]
    assert searched.keys("Zebedee Midthorpe") == []


def test_a_withdrawn_review_is_gone_before_the_index_knows(searched: Searched) -> None:
    a_library(searched)
    write_review(searched.root, "child-a", SOFA, status="withdrawn")
    assert searched.keys("sofa") == []
    assert dict(searched.results().facets["kind"]).get("review") == 1


def test_an_old_index_answers_as_a_fresh_one_does(searched: Searched) -> None:
    a_library(searched)
    write_review(searched.root, "child-a", "## Findings\n\nA kettle sang.\n")
    write_review(searched.root, "child-c", "## Findings\n\nA second kettle.\n")
    write_report(searched.root, "child-a", audience="editors")
    (searched.root / "policies/safer-sleep.md").unlink()
    questions = ("kettle", "sofa", "baby", "child", "neglect", "")
    stale = [searched.results(words) for words in questions]
    searched.sync()
    assert [searched.results(words) for words in questions] == stale
    assert set(searched.keys("kettle")) == {"reviews/child-a", "reviews/child-c"}


def test_a_document_that_changes_its_audience_changes_its_readers(
    searched: Searched,
) -> None:
    a_library(searched)
    write_report(searched.root, "child-a", "## Events\n\nZebedee.\n", audience="public")
    searched.sync()
    assert searched.keys("Zebedee") == ["reports/child-a"]
    write_report(
        searched.root, "child-a", "## Events\n\nZebedee.\n", audience="editors"
    )
    searched.sync()
    assert searched.read_by("board").keys("Zebedee") == []
    assert searched.read_by("editors").keys("Zebedee") == ["reports/child-a"]


def test_an_empty_library_answers(searched: Searched) -> None:
    searched.sync()
    assert searched.results("anything") == Results(
        total=0, hits=(), facets=dict.fromkeys(FACETS, ())
    )


def test_rebuilding_gives_the_same_answers(searched: Searched) -> None:
    a_library(searched)
    before = searched.results("baby")
    synced = searched.engine.sync(entries(searched.library), rebuild=True)
    assert synced.rebuilt
    assert synced.added == 5
    assert searched.results("baby") == before
