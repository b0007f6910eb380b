"""Nothing that a trainer may not read comes out with a pack that a colleague filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import BOARD, EDITORS, PARTNERS, PUBLIC
from kb.content.documents import Lesson, Policy, Review
from kb.training.exports import file_names, outputs
from kb.training.exports.briefing import briefing
from kb.training.exports.guide import guide
from tests.training.exported import (
    CANARIES,
    NOW,
    SITE,
    a_library,
    a_pack,
    file_of,
    paper_of,
    said,
    shelf_of,
    taken,
)

if TYPE_CHECKING:
    from pathlib import Path

FORMS = [(name, form) for name, one in outputs.OUTPUTS.items() for form in one.forms]


def met(text: str) -> list[str]:
    return [word for word in CANARIES if word in text.lower()]


@pytest.mark.parametrize("audience", [PUBLIC, PARTNERS])
@pytest.mark.parametrize(("output", "form"), FORMS)
def test_a_hidden_lesson_leaves_no_trace_in_any_file(
    output: str, form: str, audience: str, tmp_path: Path
) -> None:
    shelf = shelf_of(a_library(tmp_path), audience)
    content = file_of(output, form, shelf, a_pack())
    assert met(said(content)) == []
    assert met(content.decode("latin-1")) == []


@pytest.mark.parametrize("output", outputs.OUTPUTS)
def test_who_may_read_it_has_it_and_is_told_for_whom_it_is(
    output: str, tmp_path: Path
) -> None:
    shelf = shelf_of(a_library(tmp_path), BOARD)
    paper = paper_of(output, shelf, a_pack())
    assert paper.mark == "For members of the board only"
    assert "lessons/zuhidden-lesson" in paper.documents
    for form in outputs.OUTPUTS[output].forms:
        text = " ".join(said(file_of(output, form, shelf, a_pack())).split())
        assert "zuhidden" in text, form
        assert "embers of the board only" in text, form


def test_a_hidden_lesson_leaves_no_gap_in_the_numbers(tmp_path: Path) -> None:
    root = a_library(tmp_path)
    shown = [one.title for one in paper_of("guide", shelf_of(root), a_pack()).sections]
    pack = a_pack()
    whole = shelf_of(root, BOARD)
    assert "zuhidden" not in repr(paper_of("guide", shelf_of(root), pack))
    assert len(shown) == len(paper_of("guide", whole, pack).sections)


@pytest.mark.parametrize("audience", [PUBLIC, PARTNERS])
def test_briefings_of_open_documents_name_no_hidden_one(
    audience: str, tmp_path: Path
) -> None:
    shelf = shelf_of(a_library(tmp_path), audience)
    for kind in (Lesson, Review, Policy):
        for one in shelf.every(kind):
            paper = briefing(shelf, one, SITE, NOW)
            for form in outputs.BRIEFING_FORMS:
                content = outputs.written(paper, form, shelf, NOW)
                assert met(said(content)) == [], (one.key, form)
            name = file_names.named(paper.title, "briefing", "pdf", NOW)
            assert met(name) == []


def test_a_pack_whose_own_words_are_for_few_is_for_few(tmp_path: Path) -> None:
    shelf = shelf_of(a_library(tmp_path), EDITORS)
    paper = guide(shelf, taken(a_pack(), EDITORS), SITE, NOW)
    assert paper.audience == EDITORS
