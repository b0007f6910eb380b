"""`kb check` says everything that is wrong, by file, line and field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kb.content.checks import check
from tests.factories import (
    POLICY,
    REVIEW,
    SETTINGS,
    a_small_library,
    library_of,
    write_lesson,
    write_policy,
    write_report,
    write_review,
    write_yaml,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kb.errors import Problem

KINDS: dict[str, Callable[..., Path]] = {
    "lessons/ask-again": write_lesson,
    "reviews/child-a": write_review,
    "policies/safer-sleep": write_policy,
    "reports/child-a": write_report,
}
ASKED = {"id": "R1", "text": "Do it."}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_small_library(tmp_path)


def found_in(root: Path) -> list[Problem]:
    return check(library_of(root))


def the_problem(root: Path) -> Problem:
    (problem,) = found_in(root)
    return problem


def update(**fields: Any) -> dict[str, Any]:
    return {"updates": [POLICY["updates"][0] | fields]}


def asked(**fields: Any) -> dict[str, Any]:
    return {"recommendations": [ASKED | fields]}


def test_a_good_library_has_no_problem(root: Path) -> None:
    assert found_in(root) == []


@pytest.mark.parametrize(
    ("key", "fields", "field", "message"),
    [
        ("lessons/ask-again", {"themes": ["neglct"]}, "themes[1]", "mean neglect?"),
        ("reviews/child-a", {"themes": ["x"]}, "themes[1]", "a theme"),
        ("policies/safer-sleep", {"themes": ["x"]}, "themes[1]", "a theme"),
        ("reports/child-a", {"themes": ["x"]}, "themes[1]", "a theme"),
        ("lessons/ask-again", {"ages": ["neglect"]}, "ages[1]", "'neglect'"),
        ("reviews/child-a", {"ages": ["x"]}, "ages[1]", "vocabulary.yaml"),
        ("lessons/ask-again", {"for": ["polce"]}, "for[1]", "mean police?"),
        ("lessons/ask-again", {"reviews": ["child-a", "x"]}, "reviews[2]", "'x'"),
        ("reports/child-a", {"review": "x"}, "review", "no review 'x'"),
        ("reviews/child-a", {"agencies": ["everyone"]}, "agencies[1]", "library.yaml"),
        ("reviews/child-a", {"review_type": "x"}, "review_type", "a review type"),
        ("reviews/child-a", {"nation": "x"}, "nation", "a nation"),
        ("reviews/child-a", {"outcome": "x"}, "outcome", "an outcome"),
        ("reviews/child-a", {"naming": "x"}, "naming", "a naming"),
        ("reviews/child-a", {"verification": "x"}, "verification", "a verification"),
        ("policies/safer-sleep", {"policy_kind": "x"}, "policy_kind", "kind of policy"),
        ("policies/safer-sleep", {"nation": "x"}, "nation", "a nation"),
        (
            "reviews/child-a",
            asked(addressees=["x"]),
            "recommendations[1].addressees[1]",
            "a reader",
        ),
        (
            "reviews/child-a",
            asked(lessons=["x"]),
            "recommendations[1].lessons[1]",
            "a lesson",
        ),
        (
            "reviews/child-a",
            asked(source="s9"),
            "recommendations[1].source",
            "not the key",
        ),
        (
            "reviews/child-a",
            {"recommendations": [ASKED, ASKED]},
            "recommendations[2].id",
            "twice",
        ),
        ("reviews/child-a", {"sources": []}, "sources", "can be checked"),
        (
            "policies/safer-sleep",
            update(from_reviews=["x"]),
            "updates[1].from_reviews[1]",
            "a review",
        ),
        (
            "policies/safer-sleep",
            update(from_lessons=["x"]),
            "updates[1].from_lessons[1]",
            "a lesson",
        ),
        ("policies/safer-sleep", update(sources=[]), "updates[1].sources", "missing"),
        (
            "policies/safer-sleep",
            update(from_reviews=[], from_lessons=[]),
            "updates[1].link",
            "is documented, but no review",
        ),
        (
            "policies/safer-sleep",
            update(link="none-found"),
            "updates[1].link",
            "is none-found, but a review",
        ),
        (
            "policies/safer-sleep",
            {"withdrawn_on": "2024-05-01"},
            "withdrawn_on",
            "status is published",
        ),
        (
            "policies/safer-sleep",
            {"status": "withdrawn", "withdrawn_on": "2024-05-01"},
            "withdrawn_reason",
            "is missing",
        ),
        (
            "lessons/ask-again",
            {"cleared_by": "A. Chair"},
            "cleared_on",
            "is missing",
        ),
    ],
)
def test_what_does_not_fit_together_is_named(
    root: Path, key: str, fields: dict[str, Any], field: str, message: str
) -> None:
    path = KINDS[key](root, key.partition("/")[2], **fields)
    problems = [one for one in found_in(root) if one.field == field]
    assert [message in one.message for one in problems] == [True], found_in(root)
    assert problems[0].file == f"{key}.md"
    assert 2 <= problems[0].line <= path.read_text().count("\n")
    assert problems[0].serious


def test_the_line_is_that_of_the_item(root: Path) -> None:
    path = write_lesson(root, "ask-again", themes=["neglect", "nowhere"])
    line = path.read_text().split("\n").index("- nowhere") + 1
    assert the_problem(root).line == line


def test_broken_files_and_loose_ends_are_said_together(root: Path) -> None:
    write_policy(root, "safer-sleep", nation="nowhere")
    (root / "reviews" / "child-a.md").write_text("no fields")
    (root / "vocabulary.yaml").write_text("concepts: [")
    files = {one.file for one in found_in(root)}
    assert files == {
        "lessons/ask-again.md",
        "policies/safer-sleep.md",
        "reports/child-a.md",
        "reviews/child-a.md",
        "vocabulary.yaml",
    }


def test_a_pseudonym_used_twice_needs_area_and_year(root: Path) -> None:
    both: dict[str, Any] = {
        "pseudonym": "Child Q",
        "area": "Leeds",
        "published": "2019",
    }
    write_review(root, "child-a", **both)
    write_review(root, "child-q", **both | {"pseudonym": "child  q"})
    assert "those of child-a" in the_problem(root).message
    write_review(root, "child-q", **both | {"area": "Hackney"})
    assert found_in(root) == []
    write_review(root, "child-q", **both | {"area": None})
    assert "needs its area" in the_problem(root).message
    write_review(root, "child-q", **both | {"published": None})
    assert the_problem(root).file == "reviews/child-q.md"


def test_a_lesson_that_is_hidden_by_its_reviews_is_worth_a_look(root: Path) -> None:
    write_review(root, "child-a", audience="board")
    problem = the_problem(root)
    assert (problem.field, problem.serious) == ("audience", False)
    assert "is for board" in problem.message


@pytest.mark.parametrize(
    "link",
    [
        "[a](../reviews/child-a.md)",
        "[a](/reviews/child-a#findings)",
        "[a](reviews/child-a#r1)",
        "[a](#what-to-do)",
        "[a](https://example.org/b_(c))",
        "[a](mailto:board)",
        "[a](annual-report-2012-13.md#L2)",
        "<https://example.org/a>",
        "[not a link] (at all)",
    ],
)
def test_a_link_that_leads_somewhere_is_no_problem(root: Path, link: str) -> None:
    (root / "annual-report-2012-13.md").write_text("one\ntwo\n")
    write_review(root, "child-a", recommendations=[ASKED])
    write_lesson(root, "ask-again", f"## What to do\n\n{link}")
    assert found_in(root) == []


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("[a](../reviews/nobody.md)", "no document reviews/nobody"),
        ("[a](/reviews/child-a#nowhere)", "no heading #nowhere"),
        ("[a](#nowhere)", "no heading #nowhere"),
        ("[a](ask-again.md)", "expected"),
        ("[a](javascript:x)", "expected"),
        ("[a]()", "expected"),
        ("[a](https://nowhere)", "names no site"),
        ("[a](https://user@example.org)", "names no site"),
        ("[a](https://example.org:x/)", "broken link"),
        ("[a](http://[x)", "broken link"),
        ("[a](annual-report-2012-13.md#L9)", "has 3 lines"),
        ("![a](https://example.org/a.png)", "keep it in lessons/ask-again/"),
        ("[a][b]\n\n[b]: reviews/nobody", "no document reviews/nobody"),
        ("<https://nowhere>", "names no site"),
    ],
)
def test_a_broken_link_is_named_with_its_line(
    root: Path, link: str, message: str
) -> None:
    (root / "annual-report-2012-13.md").write_text("one\ntwo\n")
    path = write_lesson(root, "ask-again", f"## What to do\n\n{link}")
    problem = the_problem(root)
    assert message in problem.message
    lines = path.read_text().split("\n")
    assert lines[problem.line - 1] in link.split("\n")


def test_addresses_in_fields_are_looked_at_too(root: Path) -> None:
    sources = [*REVIEW["sources"], {"url": "https://nowhere", "kind": "press"}]
    write_review(root, "child-a", sources=sources)
    assert the_problem(root).field == "sources[2].url"
    sources[1] = {"url": "annual-report-2012-13.md#L1", "kind": "press"}
    write_review(root, "child-a", sources=sources)
    assert "there is no annual-report" in the_problem(root).message


def test_identifiers_and_words_are_found_in_fields_and_text(root: Path) -> None:
    text = "## What to do\n\nOk.\n\nShe did not attend."
    path = write_lesson(root, "ask-again", text, title="Ring 0113 496 0000")
    title, words = found_in(root)
    lines = path.read_text().split("\n")
    assert title.field == "title"
    assert lines[title.line - 1] == "title: Ring 0113 496 0000"
    assert "a phone number" in title.message
    assert lines[words.line - 1] == "She did not attend."


def test_in_a_restricted_report_identifiers_are_worth_a_look(root: Path) -> None:
    write_report(root, "child-a", "Born on 3 May 2011.")
    assert not the_problem(root).serious


def test_html_is_worth_a_look(root: Path) -> None:
    write_lesson(root, "ask-again", "a <b>c</b>")
    assert {one.serious for one in found_in(root)} == {False}


def test_a_helpline_names_themes_that_there_are(root: Path) -> None:
    helplines = [{"name": "A", "themes": ["nowhere"]}]
    write_yaml(root / "library.yaml", SETTINGS | {"helplines": helplines})
    assert the_problem(root).field == "helplines[1].themes"
