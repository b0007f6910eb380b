from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from docx import Document
from pptx import Presentation

from kb.content.beside import BesideError
from kb.training.exports import outputs, own_files
from tests.factories import SETTINGS, write_yaml
from tests.papers import templates
from tests.papers.test_own_decks import only, template
from tests.pictures import photograph
from tests.training.exported import (
    NOW,
    a_library,
    a_pack,
    file_of,
    paper_of,
    shelf_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from kb.content.shelf import Shelf


def chosen(root: Path, **named: str) -> Shelf:
    """Let library.yaml name files beside it."""
    a_library(root)
    write_yaml(root / "library.yaml", SETTINGS | {"training": named})
    return shelf_of(root)


def test_a_board_s_own_templates_carry_what_is_taken_away(tmp_path: Path) -> None:
    shelf = chosen(tmp_path, docx_template="own.docx", pptx_template="own.pptx")
    (tmp_path / "own.docx").write_bytes(templates.of_a_board())
    (tmp_path / "own.pptx").write_bytes(template())
    word = Document(io.BytesIO(file_of("guide", "docx", shelf, a_pack())))
    deck = Presentation(io.BytesIO(file_of("slides", "pptx", shelf, a_pack())))
    assert word.styles["Normal"].font.name == "Georgia"
    assert deck.slide_width == Presentation(io.BytesIO(template())).slide_width
    assert list(own_files.problems(shelf)) == []


NO_TEMPLATES = {
    "no-zip.docx": b"Dear board, ...",
    "slides.docx": template(),
    "no-zip.pptx": b"%PDF-1.7",
    "bare.pptx": template(only(6), examples=False),
}


@pytest.mark.parametrize("name", NO_TEMPLATES)
def test_a_template_that_cannot_be_used_is_named_with_what_to_do(
    name: str, tmp_path: Path
) -> None:
    form = name.rpartition(".")[2]
    shelf = chosen(tmp_path, **{f"{form}_template": name})
    (tmp_path / name).write_bytes(NO_TEMPLATES[name])
    paper = paper_of("slides", shelf, a_pack())
    with pytest.raises(BesideError, match=name) as raised:
        outputs.written(paper, form, shelf, NOW)
    (problem,) = own_files.problems(shelf)
    assert str(raised.value) == problem.message
    assert problem.field == f"training.{form}_template"
    assert "again." in problem.message


def test_a_template_that_is_not_there_is_named_with_what_to_do(tmp_path: Path) -> None:
    shelf = chosen(tmp_path, docx_template="gone.docx")
    with pytest.raises(BesideError, match=r"gone\.docx: there is no such file"):
        file_of("guide", "docx", shelf, a_pack())
    assert file_of("guide", "pdf", shelf, a_pack()).startswith(b"%PDF")


def test_a_link_to_a_file_elsewhere_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.docx"
    secret.write_bytes(templates.of_a_board())
    shelf = chosen(tmp_path / "content", docx_template="own.docx")
    (tmp_path / "content" / "own.docx").symlink_to(secret)
    with pytest.raises(BesideError, match="link to another file"):
        file_of("guide", "docx", shelf, a_pack())


def test_the_logo_stands_on_each_paper_with_whose_it_is(tmp_path: Path) -> None:
    shelf = chosen(tmp_path, logo="logo.png")
    (tmp_path / "logo.png").write_bytes(photograph("PNG"))
    found = paper_of("handout", shelf, a_pack()).logo
    assert found
    assert found.alt == "Learning from reviews"
    page = file_of("handout", "html", shelf, a_pack()).decode()
    assert 'alt="Learning from reviews"' in page


def test_a_logo_that_is_no_picture_costs_no_page_and_kb_check_names_it(
    tmp_path: Path,
) -> None:
    shelf = chosen(tmp_path, logo="logo.png")
    (tmp_path / "logo.png").write_bytes(b"<svg/>")
    assert paper_of("handout", shelf, a_pack()).logo is None
    (problem,) = own_files.problems(shelf)
    assert (problem.file, problem.field) == ("library.yaml", "training.logo")
    assert "logo.png: this is no PNG or JPEG" in problem.message
