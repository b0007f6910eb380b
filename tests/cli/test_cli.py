from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from kb.app import create_app
from kb.config import Config
from kb.content import checks
from kb.content.documents import KINDS
from kb.content.library import Library
from tests.factories import write_lesson, write_review

if TYPE_CHECKING:
    from tests.cli.conftest import Kb


def test_indexing_says_what_it_did(kb: Kb) -> None:
    first, second = kb("index"), kb("index")
    assert "4 documents added, 0 removed, 0 unchanged" in first.out
    assert "0 documents added, 0 removed, 4 unchanged" in second.out
    write_lesson(kb.content, "ask-again", "## What to do\n\nLook twice.")
    assert "1 documents added, 1 removed, 3 unchanged" in kb("index").out


def test_the_whole_index_can_be_made_anew(kb: Kb) -> None:
    kb("index")
    assert kb("index", "--rebuild").out.startswith("Made the index anew: 4")


def test_indexing_tells_of_files_that_are_left_out(kb: Kb) -> None:
    (kb.content / "lessons" / "broken.md").write_text("no front matter")
    answer = kb("index")
    assert answer.code == 0
    assert "run: kb check" in answer.err


def test_a_search_finds_lessons_first(kb: Kb) -> None:
    answer = kb("search", "where", "the", "baby", "sleeps")
    assert answer.code == 0
    assert "1. Ask where the baby sleeps" in answer.out
    assert "reports/" not in answer.out


def test_a_search_brings_the_index_up_to_date(kb: Kb) -> None:
    kb("index")
    write_lesson(kb.content, "ask-again", "## What to do\n\nMeasure the cot.")
    assert "lessons/ask-again" in kb("search", "cot").out
    shutil.rmtree(kb.index)
    assert "lessons/ask-again" in kb("search", "cot").out


@pytest.mark.parametrize("name", ["current.json", "public"])
def test_a_corrupt_index_is_rebuilt(kb: Kb, name: str) -> None:
    kb("index")
    for file in [kb.index / name, *(kb.index / name).rglob("*")]:
        if file.is_file():
            file.write_bytes(b"\x80\x04nonsense")
    answer = kb("search", "baby")
    assert (answer.code, answer.err) == (0, "")
    assert "lessons/ask-again" in answer.out


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        (["baby"], "q=baby"),
        (["baby", "--kind", "review"], "q=baby&kind=review"),
        (
            ["neglect", "--theme", "neglect", "--limit", "2"],
            "q=neglect&theme=neglect&size=2",
        ),
        (["co-sleping"], "q=co-sleping"),
        (["nothing-like-it"], "q=nothing-like-it"),
    ],
)
def test_the_command_and_the_web_give_one_answer(
    kb: Kb, arguments: list[str], query: str
) -> None:
    app = create_app(Config.from_environment())
    said = json.loads(kb("search", *arguments, "--json").out)
    assert said == app.test_client().get(f"/api/search?{query}").get_json()
    assert set(said) == {"total", "facets", "hits"}


def test_a_reader_of_the_board_finds_the_report(kb: Kb) -> None:
    found = json.loads(kb("search", "report", "--as", "board", "--json").out)
    assert "report" in {hit["kind"] for hit in found["hits"]}
    assert found["facets"]["kind"]["report"] == 1
    public = json.loads(kb("search", "report", "--json").out)
    assert "report" not in public["facets"]["kind"]


def test_a_document_is_shown_with_its_chain(kb: Kb) -> None:
    answer = kb("show", "ask-again")
    assert answer.out.startswith("Ask where the baby sleeps\n")
    assert "Ask to see it." in answer.out
    assert "reviews/child-a" in answer.out
    assert "policies/safer-sleep" in answer.out


@pytest.mark.parametrize(
    "name",
    ["nothing", "lessons/nothing", "reports/child-a", "../library", "x/y/z", "", "/"],
)
def test_what_is_not_there_and_what_is_not_for_you_are_alike(kb: Kb, name: str) -> None:
    answer = kb("show", name)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        f"kb: there is no document {name!r} that readers of 'public' have.\n"
    )


def test_a_name_that_two_documents_have_needs_its_folder(kb: Kb) -> None:
    answer = kb("show", "child-a", "--as", "board")
    assert "reviews/child-a or reports/child-a" in answer.err
    assert kb("show", "reports/child-a", "--as", "board").code == 0


def test_a_withdrawn_document_leaves_a_word(kb: Kb) -> None:
    write_review(
        kb.content,
        "gone",
        status="withdrawn",
        withdrawn_on="2026-01-02",
        withdrawn_reason="A name was in it.",
    )
    answer = kb("show", "reviews/gone")
    assert answer.code == 1
    assert "withdrawn on 2026-01-02. A name was in it." in answer.err


def test_stats_count_what_there_is(kb: Kb) -> None:
    answer = kb("stats")
    for folder in KINDS:
        assert f"{folder}: 1\n" in answer.out
    assert "by audience: board 1" in answer.out
    assert "in which 0 of 4 documents stand" in answer.out
    kb("index")
    write_lesson(kb.content, "ask-again", "## What to do\n\nLook twice.")
    assert "in which 3 of 4 documents stand" in kb("stats").out


def test_check_says_everything_at_once_and_sorted(kb: Kb) -> None:
    assert kb("check").code == 0
    write_lesson(kb.content, "bad", themes=["no-such"], reviews=["no-such"])
    (kb.content / "reviews" / "worse.md").write_text("---\naudience: board\n")
    answer = kb("check")
    assert answer.code == 1
    lines = answer.out.splitlines()[:-1]
    assert [line.split(":")[0] for line in lines] == sorted(
        line.split(":")[0] for line in lines
    )
    assert any(
        line.startswith("lessons/bad.md:") and "no-such" in line for line in lines
    )
    assert any(line.startswith("reviews/worse.md:") for line in lines)
    assert "to mend" in answer.out.splitlines()[-1]


def test_check_answers_programs_too(kb: Kb) -> None:
    write_lesson(kb.content, "bad", themes=["no-such"])
    answer = kb("check", "--json")
    problems = json.loads(answer.out)
    assert answer.code == 1
    assert {"file", "line", "field", "message", "serious"} == set(problems[0])
    assert all(problem["file"] == "lessons/bad.md" for problem in problems)


@pytest.mark.parametrize("kind", ["review", "lesson", "policy"])
def test_a_new_file_needs_only_what_its_author_knows(kb: Kb, kind: str) -> None:
    before = set(checks.check(Library(kb.content)))
    answer = kb("new", kind, "a-new-one")
    assert answer.code == 0
    library = Library(kb.content)
    (file,) = [
        key for key in library.snapshot().documents if key.endswith("/a-new-one")
    ]
    assert library.audience_of(file) == "editors"
    left = {p.field for p in set(checks.check(library)) - before if p.serious}
    assert {field.split(".")[-1] for field in left} <= {"reviews", "themes", "sources"}


def test_a_new_file_never_takes_the_place_of_another(kb: Kb) -> None:
    file = kb.content / "lessons" / "ask-again.md"
    before = file.read_bytes()
    answer = kb("new", "lesson", "ask-again")
    assert answer.code == 1
    assert "already there" in answer.err
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", ["../escape", "Capital", "a b", "a--b", "x" * 81, ""])
def test_a_new_file_has_a_plain_name(kb: Kb, name: str) -> None:
    answer = kb("new", "lesson", name)
    assert answer.code == 2
    assert not list(kb.folder.glob("*.md"))


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["search"], 2, "WORDS"),
        (["search", "x", "--as", "everybody"], 2, "choose from public, partners"),
        (["search", "x", "--theme", "no-such"], 2, "no theme"),
        (["search", "x", "--limit", "101"], 2, "101"),
        (["search", "x", "--kind", "poem"], 2, "poem"),
        (["sing"], 2, "sing"),
    ],
)
def test_a_command_that_makes_no_sense_says_why(
    kb: Kb, arguments: list[str], code: int, says: str
) -> None:
    answer = kb(*arguments)
    assert answer.code == code
    assert says in answer.err


@pytest.mark.parametrize(
    ("name", "value"),
    [("KB_CONTENT", "no/such"), ("KB_SEARCH", "elastic:"), ("KB_PORT", "none")],
)
def test_a_bad_setting_is_said_in_a_sentence(
    kb: Kb, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    answer = kb("stats")
    assert answer.code == 1
    assert answer.err.startswith(f"kb: {name} must be ")
    assert len(answer.err.splitlines()) == 1


def test_no_words_make_a_search_fail(kb: Kb) -> None:
    for words in [
        "\0",
        "((((",
        "a* b* c*",
        '"',
        "-",
        "OR",
        "NOT NOT a",
        "\udcff",
        "x" * 50000,
    ]:
        assert kb("search", "--", words).code == 0, words


def test_an_index_in_memory_is_made_for_each_search(
    kb: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_SEARCH", "memory:")
    assert "lessons/ask-again" in kb("search", "baby").out
    assert not kb.index.exists()
