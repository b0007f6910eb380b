"""What each reader may read, and that nothing on a shelf names anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kb.access import ANYONE, BOARD, EDITORS, LADDER, PARTNERS, PUBLIC, reader_as
from kb.content.documents import Lesson, Policy, Report, Review, Status
from kb.content.links import chain
from kb.errors import NotFoundError, WithdrawnError
from tests.factories import (
    POLICY,
    a_small_library,
    library_of,
    write_lesson,
    write_policy,
    write_report,
    write_review,
)

if TYPE_CHECKING:
    from pathlib import Path

    from kb.content.library import Shelf

GROUP = "case-group"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_small_library(tmp_path)


def shelf_of(root: Path, level: str = PUBLIC) -> Shelf:
    return library_of(root).shelf(reader_as(level, [GROUP]))


def lesson(shelf: Shelf, slug: str = "ask-again") -> Lesson:
    found = shelf.get("lessons", slug)
    assert isinstance(found, Lesson)
    return found


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.PUBLISHED])
@pytest.mark.parametrize("level", [PUBLIC, PARTNERS, BOARD, GROUP])
def test_what_is_not_published_is_not_there(
    root: Path, level: str, status: str
) -> None:
    write_policy(root, "safer-sleep", status=str(status), withdrawn_reason="Replaced.")
    assert "policies/safer-sleep" not in shelf_of(root, level).keys


def test_editors_find_drafts_but_not_what_is_withdrawn(root: Path) -> None:
    write_policy(root, "a-draft", status="draft")
    write_policy(root, "gone", status="withdrawn")
    shelf = shelf_of(root, EDITORS)
    assert shelf.get("policies", "a-draft").audience == EDITORS
    with pytest.raises(WithdrawnError):
        shelf.get("policies", "gone")
    assert "gone" not in [one.id for one in shelf.all("policies")]


def test_an_audience_that_nobody_knows_is_for_editors(root: Path) -> None:
    write_policy(root, "safer-sleep", audience="publick")
    library = library_of(root)
    assert library.audience_of("policies/safer-sleep") == EDITORS
    (problem,) = library.problems
    assert (problem.file, problem.line, problem.field) == (
        "policies/safer-sleep.md",
        2,
        "audience",
    )


def test_an_added_audience_is_read_by_its_own_readers_and_editors(root: Path) -> None:
    write_policy(root, "secret", audience=GROUP)
    readers = {
        level
        for level in (*LADDER, GROUP)
        if "policies/secret" in shelf_of(root, level).keys
    }
    assert readers == {GROUP, EDITORS}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": "published"}, PUBLIC),
        ({"status": "embargoed"}, EDITORS),
        ({"status": "withdrawn"}, EDITORS),
        ({"audience": "board"}, BOARD),
        ({"audience": "partners"}, PARTNERS),
        ({"audience": GROUP}, GROUP),
    ],
)
def test_a_lesson_is_as_open_as_its_review(
    root: Path, fields: dict[str, Any], expected: str
) -> None:
    write_review(root, "child-a", **fields)
    assert library_of(root).audience_of("lessons/ask-again") == expected


@pytest.mark.parametrize(
    ("cleared", "expected"),
    [
        ({"cleared_by": "A. Chair", "cleared_on": "2024-05-01"}, PUBLIC),
        ({"cleared_by": "A. Chair"}, EDITORS),
        ({"cleared_on": "2024-05-01"}, EDITORS),
        ({"cleared_by": " ", "cleared_on": "2024-05-01"}, EDITORS),
        ({}, EDITORS),
    ],
)
def test_early_release_needs_a_name_and_a_day(
    root: Path, cleared: dict[str, str], expected: str
) -> None:
    write_review(root, "child-a", status="embargoed")
    write_lesson(root, "ask-again", **cleared)
    assert library_of(root).audience_of("lessons/ask-again") == expected


@pytest.mark.parametrize("reviews", [[], ["nobody"], None])
def test_only_a_review_that_is_there_opens_a_lesson(
    root: Path, reviews: list[str] | None
) -> None:
    write_lesson(root, "ask-again", reviews=reviews)
    library = library_of(root)
    assert library.audience_of("lessons/ask-again") == EDITORS
    assert [one.field.split("[")[0] for one in library.problems] == ["reviews"]


def test_a_broken_review_opens_no_lesson(root: Path) -> None:
    write_review(root, "child-a", audience=None)
    assert library_of(root).audience_of("lessons/ask-again") == EDITORS


def test_what_hides_a_review_hides_its_report(root: Path) -> None:
    write_review(root, "child-a")
    write_report(root, "child-a", audience="partners")
    report = shelf_of(root, PARTNERS).get("reports", "child-a")
    assert isinstance(report, Report)
    write_review(root, "child-a", status="embargoed")
    with pytest.raises(NotFoundError):
        shelf_of(root, PARTNERS).get("reports", "child-a")
    assert "reports/child-a" in shelf_of(root, EDITORS).keys


def hidden_review(root: Path) -> None:
    """Write a second review, for the board, that everything else names."""
    write_review(root, "child-b", audience="board", title="Secret B")
    names = "See [B](../reviews/child-b.md#a), [A](/reviews/child-a) and [b][b]."
    write_lesson(
        root,
        "ask-again",
        f"{names}\n\n[b]: reviews/child-b",
        reviews=["child-a", "child-b"],
    )
    write_lesson(root, "secret-lesson", reviews=["child-b"], title="Secret lesson")
    asked = {"id": "R1", "text": "Do it.", "lessons": ["ask-again", "secret-lesson"]}
    write_review(root, "child-a", recommendations=[asked])
    update = POLICY["updates"][0] | {
        "from_reviews": ["child-a", "child-b"],
        "from_lessons": ["ask-again", "secret-lesson"],
    }
    write_policy(root, "safer-sleep", updates=[update])


def everything_said(shelf: Shelf) -> str:
    documents = [one for folder in LEADS for one in shelf.all(folder)]
    chains = [chain(shelf, one) for one in documents]
    sections = [shelf.sections(one) for one in documents]
    return repr([documents, chains, sections, shelf.keys])


LEADS = ("lessons", "reviews", "policies", "reports")


def test_nothing_on_a_shelf_names_what_is_not_on_it(root: Path) -> None:
    hidden_review(root)
    for level, there in [(PUBLIC, False), (PARTNERS, False), (BOARD, True)]:
        said = everything_said(shelf_of(root, level))
        for secret in ("child-b", "Secret B", "secret-lesson", "Secret lesson"):
            assert (secret in said) is there, (level, secret)


def test_a_hidden_document_and_none_make_the_same_shelf(root: Path) -> None:
    hidden_review(root)
    with_it = shelf_of(root)
    said, version = everything_said(with_it), with_it.version
    (root / "reviews" / "child-b.md").unlink()
    (root / "lessons" / "secret-lesson.md").unlink()
    (root / "reports" / "child-a.md").unlink()
    without = shelf_of(root)
    assert everything_said(without) == said
    assert without.version == version


def test_links_to_what_is_there_stay(root: Path) -> None:
    hidden_review(root)
    assert lesson(shelf_of(root)).reviews == ("child-a",)
    text = lesson(shelf_of(root)).markdown
    assert "[A](/reviews/child-a)" in text
    assert "[B]()" in text
    assert lesson(shelf_of(root, BOARD)).reviews == ("child-a", "child-b")


def test_hiding_a_review_changes_the_version_of_what_names_it(root: Path) -> None:
    hidden_review(root)
    before = shelf_of(root, BOARD)
    write_review(root, "child-b", status="embargoed")
    after = shelf_of(root, BOARD)
    changed = {k for k in after.keys if before.digest(k) != after.digest(k)}
    assert changed == {
        "lessons/ask-again",
        "policies/safer-sleep",
        "reviews/child-a",
    }


def test_a_version_is_of_text_audience_and_names(root: Path) -> None:
    before = shelf_of(root, BOARD)
    write_policy(root, "safer-sleep", audience="partners")
    write_review(root, "child-a", "Other words.")
    after = shelf_of(root, BOARD)
    same = {k for k in after.keys if before.digest(k) == after.digest(k)}
    assert same == {"lessons/ask-again", "reports/child-a"}
    assert before.version != after.version
    settings = root / "library.yaml"
    settings.write_text(settings.read_text().replace("Police", "The police"))
    renamed = shelf_of(root, BOARD)
    assert all(after.digest(k) != renamed.digest(k) for k in after.keys)


def test_a_shelf_says_nothing_of_what_is_not_on_it(root: Path) -> None:
    shelf = shelf_of(root)
    assert shelf.find("reports/child-a") is None
    for key in ("reports/child-a", "reports/nobody", "../reports/child-a"):
        with pytest.raises(NotFoundError):
            shelf.audience(key)
        with pytest.raises(NotFoundError):
            shelf.digest(key)


@pytest.mark.parametrize(
    ("folder", "slug"),
    [
        ("reports", "child-a"),
        ("reports", "nobody"),
        ("lessons", "../reports/child-a"),
        ("nowhere", "child-a"),
        ("..", "library"),
        ("", ""),
        ("lessons", "ask-again.md"),
        ("lessons", "a\x00"),
    ],
)
def test_not_there_and_not_for_you_are_the_same_answer(
    root: Path, folder: str, slug: str
) -> None:
    with pytest.raises(NotFoundError) as error:
        shelf_of(root).get(folder, slug)
    assert (str(error.value), type(error.value)) == ("", NotFoundError)


def withdraw(root: Path, **fields: Any) -> None:
    gone = {"withdrawn_on": "2024-05-01", "withdrawn_reason": "Asked by the family."}
    write_review(root, "child-a", status="withdrawn", **gone, **fields)


def test_a_withdrawn_review_is_gone_and_says_why(root: Path) -> None:
    withdraw(root)
    shelf = shelf_of(root)
    assert shelf.keys == {"policies/safer-sleep"}
    with pytest.raises(WithdrawnError) as error:
        shelf.get("reviews", "child-a")
    assert str(error.value.on) == "2024-05-01"
    assert error.value.reason == "Asked by the family."


def test_only_those_who_could_read_it_learn_that_it_was_withdrawn(root: Path) -> None:
    withdraw(root, audience="board")
    with pytest.raises(NotFoundError):
        shelf_of(root).get("reviews", "child-a")
    with pytest.raises(WithdrawnError):
        shelf_of(root, BOARD).get("reviews", "child-a")


def test_a_withdrawn_lesson_of_a_hidden_review_leaves_no_tombstone(root: Path) -> None:
    write_review(root, "child-a", status="embargoed")
    write_lesson(root, "ask-again", status="withdrawn")
    with pytest.raises(NotFoundError):
        shelf_of(root).get("lessons", "ask-again")


def test_a_lesson_withdrawn_with_its_review_leaves_a_tombstone(root: Path) -> None:
    withdraw(root)
    write_lesson(root, "ask-again", status="withdrawn")
    with pytest.raises(WithdrawnError):
        shelf_of(root).get("lessons", "ask-again")


def test_links_are_walked_both_ways(root: Path) -> None:
    write_review(root, "child-c", title="C", published="2021")
    write_review(root, "child-d", title="D", published=None)
    write_lesson(root, "ask-again", reviews=["child-d", "child-a", "child-c"])
    shelf = shelf_of(root, BOARD)
    reviews = shelf.reviews_of(lesson(shelf))
    assert [one.id for one in reviews] == ["child-c", "child-a", "child-d"]
    for review in reviews:
        assert shelf.lessons_of(review) == (lesson(shelf),)
    report = shelf.report_of(reviews[1])
    assert report
    assert report.id == "child-a"
    assert shelf.report_of(reviews[0]) is None


def test_policies_are_found_by_direct_links_the_newest_first(root: Path) -> None:
    updates = [
        POLICY["updates"][0] | {"date": "2018", "from_lessons": []},
        POLICY["updates"][0] | {"date": "2023-02", "from_reviews": []},
    ]
    write_policy(root, "older-and-newer", updates=updates)
    shelf = shelf_of(root)
    review = shelf.get("reviews", "child-a")
    assert isinstance(review, Review)
    assert dates(shelf, lesson(shelf)) == ["2023-02", "2020"]
    assert dates(shelf, review) == ["2020", "2018"]


def dates(shelf: Shelf, document: Lesson | Review) -> list[str]:
    pairs = shelf.policies_of(document)
    assert all(isinstance(policy, Policy) for policy, _ in pairs)
    return [update.date.isoformat() for _, update in pairs if update.date]


def test_documents_are_found_by_theme(root: Path) -> None:
    write_lesson(root, "other", themes=["co-sleeping"])
    shelf = shelf_of(root)
    assert shelf.with_theme("co-sleeping", "lessons") == (lesson(shelf, "other"),)
    assert shelf.with_theme("neglect", "reports") == ()


def test_readers_of_the_same_audiences_share_a_shelf(root: Path) -> None:
    library = library_of(root)
    library.refresh()
    assert library.shelf(ANYONE) is library.level_shelf(PUBLIC)
