"""Terms are found by any of their names and hang together both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kb.content import vocabulary
from tests.factories import VOCABULARY, write_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from kb.content.vocabulary import Vocabulary
    from kb.errors import Problem


def read(root: Path, *more: dict[str, Any]) -> tuple[Vocabulary, tuple[Problem, ...]]:
    concepts = [*VOCABULARY["concepts"], *more]
    write_yaml(root / "vocabulary.yaml", VOCABULARY | {"concepts": concepts})
    return vocabulary.read(root)


def term(**fields: Any) -> dict[str, Any]:
    plain = {"id": "new-term", "preferred_label": "new", "group": "harm-type"}
    return plain | fields


@pytest.mark.parametrize(
    "name", ["co-sleeping", "Co Sleeping", "COSLEEPING", "bed-sharing", "Lying over"]
)
def test_a_term_is_found_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    words, problems = read(tmp_path)
    found = words.by_label(name)
    assert problems == ()
    assert found
    assert found.id == "co-sleeping"


def test_a_historic_name_finds_and_is_not_shown(tmp_path: Path) -> None:
    found = read(tmp_path)[0].concepts["co-sleeping"]
    assert found.historic == ("lying over",)
    assert found.alternatives == ("bed sharing", "overlay")
    assert read(tmp_path)[0].label("co-sleeping") == "co-sleeping"


def test_what_nobody_calls_anything_is_not_found(tmp_path: Path) -> None:
    words, _ = read(tmp_path)
    assert words.by_label("sleeping") is None
    assert words.by_label("") is None
    assert words.label("gone-term") == "gone term"


def test_links_between_terms_hold_both_ways(tmp_path: Path) -> None:
    concepts = read(tmp_path)[0].concepts
    assert concepts["neglect"].narrower == ("was-not-brought",)
    assert concepts["neglect"].related == ("co-sleeping",)
    assert concepts["was-not-brought"].broader == ("neglect",)


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"id": "neglect"}, "id", "twice"),
        ({"id": "New"}, "id", "must be an id"),
        ({"group": "nowhere"}, "group", "not a group"),
        ({"related": ["nowhere"]}, "related", "nowhere is not a term"),
        ({"broader": ["nowhere"]}, "broader", "nowhere is not a term"),
        ({"alternative_labels": ["Bed-Sharing"]}, "alternative_labels", "co-sleeping"),
        ({"colour": "red"}, "colour", "not a field"),
    ],
)
def test_a_wrong_term_is_named_and_the_others_stay(
    tmp_path: Path, fields: dict[str, Any], field: str, message: str
) -> None:
    words, (problem,) = read(tmp_path, term(**fields))
    lines = (tmp_path / "vocabulary.yaml").read_text().split("\n")
    assert (problem.file, problem.field) == ("vocabulary.yaml", field)
    assert message in problem.message
    assert problem.line > lines.index("- id: infants-under-1")
    assert set(words.concepts) >= {"neglect", "co-sleeping", "was-not-brought"}
    links = [(one.broader, one.related) for one in words.concepts.values()]
    assert "nowhere" not in repr(links)


@pytest.mark.parametrize("source", ["a: [", "- a", "concepts: x", "\ufeffconcepts: []"])
def test_a_broken_file_gives_no_terms_and_says_so(tmp_path: Path, source: str) -> None:
    (tmp_path / "vocabulary.yaml").write_text(source)
    words, problems = vocabulary.read(tmp_path)
    assert words.concepts == {}
    assert problems[0].file == "vocabulary.yaml"
