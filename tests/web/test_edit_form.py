from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.access import reader_as
from kb.content import sources
from kb.content.documents import KINDS, Document, Lesson, Policy, Review
from kb.content.library import Library, Shelf
from kb.errors import InvalidContentError, Problem
from kb.web.present import form, form_problems, form_typed
from kb.web.present import form_words as said
from kb.web.present.form_fields import Field, Shape, fields
from tests.factories import a_small_library, library_of

HOUSE = Path(__file__).parents[2]
STARTER = Library(HOUSE / "content")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    root = a_small_library(tmp_path / "content")
    return library_of(root).shelf(reader_as("editors"))


def filled(document: Document) -> form_typed.Typed:
    known = fields(type(document))
    whole = {**sources.fields_of(document), "markdown": document.markdown}
    return form_typed.typed(known, whole)


def source_of(kind: type[Document], typed: form_typed.Typed) -> str:
    values = form_typed.values(fields(kind), typed)
    markdown = values.pop("markdown")
    return sources.written(kind, values, markdown)


@pytest.mark.parametrize("key", sorted(STARTER.snapshot().documents))
def test_a_starter_document_goes_through_the_form_unchanged(key: str) -> None:
    document = STARTER.snapshot().documents[key]
    written = source_of(type(document), filled(document))
    assert sources.read(type(document), document.id, written) == document


@pytest.mark.parametrize("kind", KINDS.values())
def test_the_form_has_every_field_of_the_schema_once(kind: type[Document]) -> None:
    names = [field.name for field in fields(kind)]
    assert sorted(names) == sorted([*sources.field_names(kind).values(), "markdown"])
    listed = [name for _, names in said.SECTIONS for name in names]
    assert set(names) <= set(listed), "a field stands in no section"
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_choice_has_a_list_and_every_list_a_name(
    kind: type[Document], shelf: Shelf
) -> None:
    shown = form.sections(shelf, fields(kind), form_typed.typed(fields(kind), {}))
    for section in shown:
        for one in section.inputs:
            assert one.field.label
            assert bool(one.field.choices) == bool(one.groups)


def test_rows_are_added_at_the_end_and_taken_away_from_the_middle() -> None:
    typed: form_typed.Typed = {}
    for _ in range(3):
        typed, added = form_typed.with_row(typed, "sources")
        typed[f"{added}-key"] = [added]
    typed = form_typed.without_row(typed, "sources-1")
    assert form_typed.rows(typed, "sources") == ["sources-0", "sources-2"]
    values = form_typed.values(fields(Review), typed)
    assert [one["key"] for one in values["sources"]] == ["sources-0", "sources-2"]


def test_taking_away_row_1_leaves_row_10() -> None:
    typed = {f"notes-{n}-text_alone": [str(n)] for n in (1, 10)}
    assert form_typed.without_row(typed, "notes-1") == {"notes-10-text_alone": ["10"]}


def test_a_row_without_a_word_in_it_is_still_a_row() -> None:
    typed, _ = form_typed.with_row({}, "publications")
    values = form_typed.values(fields(Review), typed)
    assert values["publications"] == [{"form": "", "date": ""}]


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "title",
                "id",
                "withdrawn_on",
                "sources-0-url",
                "sources-9999999-url",
                "sources-x",
                "updates-0-sources-1-url",
                "owner_",
                "__class__",
            ]
        ),
        st.lists(st.text(max_size=5), max_size=3),
    )
)
def test_only_fields_of_the_schema_are_read_from_what_is_sent(
    typed: form_typed.Typed,
) -> None:
    names = {field.name for field in fields(Review)}
    assert set(form_typed.values(fields(Review), typed)) == names


def test_a_problem_is_shown_beside_the_input_where_it_can_be_mended() -> None:
    typed = {
        "updates-3": ["row"],
        "updates-7-status": ["soon"],
        "updates-7-sources-2-url": ["nowhere"],
        "markdown": ["x"],
    }
    found = form_problems.placed(
        fields(Policy),
        typed,
        [
            Problem("policies/a.md", 9, "updates[2].status", "is wrong"),
            Problem("policies/a.md", 9, "updates[2].sources[1].url", "is wrong"),
            Problem("policies/a.md", 9, "themes[4]", "is not a theme"),
            Problem("policies/a.md", 30, "", "broken link"),
            Problem("policies/a.md", 0, "", "cannot be read"),
        ],
    )
    assert [(one.input, one.where) for one in found] == [
        ("updates-7-status", "Version 2, Status"),
        ("updates-7-sources-2-url", "Version 2, Source 1, Web address"),
        ("themes", "Themes"),
        ("markdown", "Text"),
        ("", ""),
    ]


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_problem_of_an_empty_form_is_at_an_input(kind: type[Document]) -> None:
    typed: form_typed.Typed = {}
    with pytest.raises(InvalidContentError) as caught:
        sources.read(kind, "a", source_of(kind, typed))
    wrong = form_problems.placed(fields(kind), typed, caught.value.problems)
    required = {field.name for field in fields(kind) if field.required}
    assert {one.input for one in wrong} == required


def test_an_id_that_the_library_lost_stays_ticked_until_somebody_unticks_it(
    shelf: Shelf,
) -> None:
    typed = {"themes": ["neglect", "gone"], "audience": ["gone-group"]}
    by_name = {
        one.name: one
        for section in form.sections(shelf, fields(Lesson), typed)
        for one in section.inputs
    }
    themes = by_name["themes"]
    shown = [choice for group in themes.groups for choice in group.choices]
    ticked = [choice.label for choice in shown if choice.value in themes.values]
    assert ticked == ["Neglect", "gone (not in the library)"]
    last = by_name["audience"].groups[-1].choices
    assert [choice.value for choice in last] == ["gone-group"]


def test_no_part_of_the_form_is_without_a_shape() -> None:
    def walk(found: tuple[Field, ...]) -> None:
        for field in found:
            assert field.label
            assert bool(field.parts) == (field.shape is Shape.ROWS)
            walk(field.parts)

    for kind in KINDS.values():
        walk(fields(kind))


def test_of_a_long_list_the_choices_made_come_first_and_only_there() -> None:
    shelf = STARTER.shelf(reader_as("editors"))
    typed = {"themes": ["co-sleeping", "gone"]}
    (themes,) = (
        one
        for section in form.sections(shelf, fields(Lesson), typed)
        for one in section.inputs
        if one.name == "themes"
    )
    assert [choice.value for choice in themes.chosen] == ["co-sleeping", "gone"]
    rest = {choice.value for group in themes.groups for choice in group.choices}
    assert "co-sleeping" not in rest
    assert len(rest) == len(shelf.vocabulary.concepts) - 1
