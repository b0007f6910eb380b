"""docs/content.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kb.content import documents, pictures, yaml_strict
from kb.content.files import MOST_BYTES, parse
from tests.content.schema import TABLES, table

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (Path(__file__).parents[2] / "docs" / "content.md").read_text("utf-8")


def tables_of_the_page() -> Iterator[tuple[str, list[str]]]:
    heading = ""
    rows: list[str] = []
    for line in [*PAGE.split("\n"), "## end"]:
        if line.startswith("#"):
            if rows:
                yield heading, rows
            heading, rows = line.lstrip("# "), []
        elif line.startswith("|"):
            rows.append(line)


@pytest.mark.parametrize("heading", TABLES)
def test_every_field_stands_in_the_tables_with_what_it_means(heading: str) -> None:
    assert dict(tables_of_the_page())[heading] == table(TABLES[heading])


def test_the_page_has_no_table_that_the_code_does_not_know() -> None:
    assert {heading for heading, _ in tables_of_the_page()} == set(TABLES)


def test_every_part_of_a_document_has_a_table() -> None:
    parts = set(documents.Part.__subclasses__()) | set(documents.KINDS.values())
    assert parts <= set(TABLES.values())


def test_the_limits_on_the_page_are_those_of_the_code() -> None:
    assert f"{yaml_strict.MOST_CHARACTERS // 1024} KB" in PAGE
    assert f"{MOST_BYTES // 1024 // 1024} MB" in PAGE
    assert f"{yaml_strict.MOST_LEVELS} levels" in PAGE
    points, most = pictures.LONGEST_SIDE, pictures.MOST_BYTES // 1024 // 1024
    assert f"at most {most} MB and {points} by {points} points" in PAGE


@pytest.mark.parametrize("kind", ["lesson", "review", "policy", "report"])
def test_the_examples_on_the_page_can_be_read(kind: str) -> None:
    example = re.search(rf"<!-- {kind} -->\n+```markdown\n(.*?)```", PAGE, re.DOTALL)
    assert example
    (model,) = [one for one in documents.KINDS.values() if one.kind == kind]
    assert parse(model, "an-example", example[1]).document.title
