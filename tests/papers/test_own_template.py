"""A board's own Word document: its look stays, its text goes, nothing of it runs."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt
from pptx import Presentation

from kb.errors import InvalidInputError
from kb.papers.docx import docx
from kb.papers.own_template import checked
from tests.papers.lesson import BOARD, LESSON, MARK, NOW, USE, drawn
from tests.papers.outlines import of_paper, of_word
from tests.papers.templates import (
    SECRET,
    changed,
    leading,
    of_a_board,
    saved,
    without_lists,
)

PLAIN = saved(Document())
OWN = of_a_board()
BODY, SETTINGS = "word/_rels/document.xml.rels", "word/_rels/settings.xml.rels"
TYPES = "[Content_Types].xml"


def written(template: bytes) -> Any:
    return Document(io.BytesIO(docx(LESSON, NOW, template)))


@pytest.mark.parametrize("template", [OWN, PLAIN, without_lists()])
def test_the_paper_is_the_same_in_every_template(template: bytes) -> None:
    content = docx(LESSON, NOW, template)
    assert of_word(content)[2:] == of_paper(LESSON, drawn=True)


def test_styles_and_page_of_a_board_stay() -> None:
    document = written(OWN)
    assert document.styles["Normal"].font.name == "Georgia"
    assert document.styles["Normal"].font.size == Pt(12)
    assert str(document.styles["Heading 1"].font.color.rgb) == "660099"
    (section,) = document.sections
    assert section.page_width.cm == pytest.approx(20, abs=0.01)
    assert section.left_margin.cm == pytest.approx(3, abs=0.01)
    for shape in document.inline_shapes:
        assert shape.width.cm < 20 - 3


def test_its_heads_and_feet_stay_on_each_kind_of_page_with_what_papers_say() -> None:
    (section,) = written(OWN).sections
    heads = {
        "Head of Anytown": section.header,
        "First head of Anytown": section.first_page_header,
        "Even head of Anytown": section.even_page_header,
    }
    for words, head in heads.items():
        assert [par.text for par in head.paragraphs] == [MARK, words]
    lines = [par.text for par in section.footer.paragraphs]
    assert lines == ["Foot of Anytown", USE]
    for foot in (section.first_page_footer, section.even_page_footer):
        assert foot.paragraphs[0].text == USE
    assert section.different_first_page_header_footer


def test_a_logo_in_its_head_is_not_shown_once_more_in_the_text() -> None:
    document = Document(io.BytesIO(OWN))
    line = document.sections[0].first_page_header.paragraphs[0]
    line.add_run().add_picture(io.BytesIO(drawn(size=(90, 30))))
    with_logo = of_word(docx(LESSON, NOW, saved(document)))
    assert ("picture", 0, BOARD) in of_word(docx(LESSON, NOW, OWN))
    assert ("picture", 0, BOARD) not in with_logo


def test_nothing_of_its_text_or_of_who_wrote_it_is_left() -> None:
    content = docx(LESSON, NOW, OWN)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        names = file.namelist()
        for name in names:
            assert SECRET.encode() not in file.read(name), name
    assert not [one for one in names if "comments" in one or "customXml" in one]
    pictures = [one for one in names if "media/" in one]
    assert len(pictures) == 4  # the foot's, the logo, the time line and the chart
    assert "trackRevisions" not in written(OWN).settings.element.xml


def test_the_template_that_it_was_made_from_is_left_out() -> None:
    attached = leading(PLAIN, SETTINGS, "attachedTemplate", "file:///C:/old.dotx")
    content = docx(LESSON, NOW, checked(attached, "docx"))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        told = b"".join(file.read(name) for name in file.namelist())
    assert b"old.dotx" not in told


def refusal(content: bytes, kind: Any = "docx") -> str:
    with pytest.raises(InvalidInputError) as error:
        checked(content, kind)
    return str(error.value.problems[f"{kind}_template"])


def test_a_picture_that_would_be_fetched_from_elsewhere_is_refused() -> None:
    for part in (BODY, "word/_rels/header1.xml.rels"):
        remote = leading(OWN, part, "image", "https://example.org/x.png")
        assert "takes a picture from another place" in refusal(remote)
    frame = leading(OWN, BODY, "frame", "https://example.org/")
    assert "takes something (frame) from another place" in refusal(frame)


def test_a_link_that_a_reader_follows_is_no_matter() -> None:
    linked = leading(OWN, BODY, "hyperlink", "https://example.org/")
    assert checked(linked, "docx") == linked


def types_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(TYPES).decode()


def test_macros_and_controls_are_refused() -> None:
    macro = types_of(PLAIN).replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        "application/vnd.ms-word.document.macroEnabled.main",
    )
    for more in (
        {TYPES: macro.encode()},
        {"word/vbaProject.bin": b"x"},
        {"word/activeX/activeX1.xml": b"<x/>"},
    ):
        assert "holds macros" in refusal(changed(PLAIN, more))


def twice() -> bytes:
    out = io.BytesIO(PLAIN)
    with (
        pytest.warns(UserWarning, match="Duplicate"),
        zipfile.ZipFile(out, "a") as file,
    ):
        file.writestr("word/document.xml", b"<other/>")
    return out.getvalue()


ENTITIES = b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"
DOTX = types_of(PLAIN).replace("document.main", "template.main").encode()
NO_DOCUMENT = {
    "empty": b"",
    "words": b"words",
    "a beginning": b"PK\x03\x04 and no more",
    "half": PLAIN[: len(PLAIN) // 2],
    "broken": changed(PLAIN, {"word/document.xml": b"<broken"}),
    "entities": changed(PLAIN, {"word/styles.xml": ENTITIES}),
    "a dotx": changed(PLAIN, {TYPES: DOTX}),
    "broken relations": changed(PLAIN, {BODY: b"<Relationships"}),
    "a member twice": twice(),
}


@pytest.mark.parametrize("content", NO_DOCUMENT.values(), ids=list(NO_DOCUMENT))
def test_what_is_no_word_document_is_refused_with_what_to_do(content: bytes) -> None:
    said = refusal(content)
    assert said.startswith(
        "The file that library.yaml names under “training: docx_template” is no Word"
        " document that can be read. Open it in Word, and save it as"
    )


def test_a_presentation_is_no_document_and_a_document_no_presentation() -> None:
    out = io.BytesIO()
    Presentation().save(out)
    deck = out.getvalue()
    assert checked(deck, "pptx") == deck
    assert "is no Word document" in refusal(deck)
    assert "pptx_template” is no PowerPoint presentation" in refusal(PLAIN, "pptx")


def test_what_would_burst_is_refused_before_it_is_unpacked() -> None:
    burst = changed(PLAIN, {"word/media/x.bmp": bytes(90 * 1024 * 1024)})
    assert "too large when it is unpacked" in refusal(burst)
    many = changed(PLAIN, {f"word/x{number}.xml": b"<x/>" for number in range(2100)})
    assert "too large when it is unpacked" in refusal(many)
    assert "larger than 20 MB" in refusal(PLAIN + bytes(20 * 1024 * 1024))


def test_a_broken_template_stops_a_paper_with_its_reason() -> None:
    with pytest.raises(InvalidInputError, match="Open it in Word"):
        docx(LESSON, NOW, b"words")
