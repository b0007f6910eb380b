"""A board's own template for slides: its look stays, its examples go."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Cm

from kb.errors import InvalidInputError
from kb.papers.docx import docx
from kb.papers.pptx import pptx
from kb.papers.slides import slides
from tests.papers.lesson import ALT, LESSON, MARK, NOW, USE, of
from tests.papers.shown import opened, texts

if TYPE_CHECKING:
    from collections.abc import Callable

SECRET = "Zebrafinch"


def template(*changes: Callable[[Any], None], examples: bool = True) -> bytes:
    """Make a board's template: a deck with examples, a comment and an author."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Cm(25.4), Cm(19.05)
    for change in changes:
        change(deck)
    for number in range(3 if examples else 0):
        page = deck.slides.add_slide(deck.slide_layouts[1])
        page.shapes.title.text = f"{SECRET} {number}"
        page.notes_slide.notes_text_frame.text = SECRET
    core = deck.core_properties
    core.author = core.keywords = core.last_modified_by = core.title = SECRET
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def only(*kept: int) -> Callable[[Any], None]:
    def change(deck: Any) -> None:
        for place, layout in enumerate(list(deck.slide_layouts)):
            if place not in kept:
                deck.slide_layouts.remove(layout)

    return change


def without(kind: PP_PLACEHOLDER) -> Callable[[Any], None]:
    def change(deck: Any) -> None:
        for layout in deck.slide_layouts:
            for one in list(layout.placeholders):
                if one.placeholder_format.type == kind:
                    layout.shapes.element.remove(one.element)

    return change


def shown_twice(deck: Any) -> None:
    """Give a deck a show of its own, which names its slides."""
    listed = deck.element.makeelement(qn("p:custShowLst"), {})
    deck.element.append(listed)


def test_the_slides_have_the_layouts_and_the_size_of_the_template() -> None:
    deck = opened(pptx(LESSON, NOW, template()))
    assert (deck.slide_width, deck.slide_height) == (Cm(25.4), Cm(19.05))
    both = zip(slides(LESSON), deck.slides, strict=True)
    names = {one.kind: page.slide_layout.name for one, page in both}
    assert names["title"] == "Title Slide"
    assert {names["text"], names["table"]} == {"Title and Content"}
    titles = [page.shapes.title.text_frame.text for page in deck.slides]
    assert titles == [one.title for one in slides(LESSON)]


def test_nothing_of_the_examples_is_left_in_any_part_of_the_file() -> None:
    made = pptx(LESSON, NOW, template(shown_twice))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        every = {name: archive.read(name) for name in archive.namelist()}
    assert not [name for name, part in every.items() if SECRET.encode() in part]
    assert b"custShowLst" not in every["ppt/presentation.xml"]
    counted = len(slides(LESSON))
    assert len([n for n in every if n.startswith("ppt/slides/slide")]) == counted
    assert len([n for n in every if n.startswith("ppt/notesSlides/n")]) == counted


def test_the_mark_stands_on_each_slide_also_where_a_layout_has_no_foot() -> None:
    bare = template(without(PP_PLACEHOLDER.FOOTER))
    for page in opened(pptx(LESSON, NOW, bare)).slides:
        assert f"{MARK}. {USE}" in texts(page)
        assert f"{MARK}. {USE}" in texts(page.notes_slide)


def test_a_template_with_texts_alone_shows_tables_and_pictures_beside_them() -> None:
    deck = opened(pptx(LESSON, NOW, template(only(2), examples=False)))
    shown = [one for page in deck.slides for one in page.shapes]
    assert len([one for one in shown if one.has_table]) == 1
    named = [one.element.xpath("./*/p:cNvPr")[0].get("descr") for one in shown
             if hasattr(one, "image")]  # fmt: skip
    assert ALT in named
    for page in deck.slides:
        assert all(text.strip() for text in texts(page))


def test_a_layout_for_one_picture_has_the_pictures() -> None:
    board = template(only(0, 1, 8), without(PP_PLACEHOLDER.BODY), examples=False)
    pages = opened(pptx(LESSON, NOW, board)).slides
    drawn = [page for page in pages if any(hasattr(s, "image") for s in page.shapes)]
    assert {page.slide_layout.name for page in drawn} == {"Picture with Caption"}
    assert all(len(page.slide_layout.placeholders) > 2 for page in drawn)


def test_a_template_without_a_title_and_a_text_is_refused_in_words() -> None:
    with pytest.raises(InvalidInputError, match="no layout with a title and a text"):
        pptx(LESSON, NOW, template(only(5, 6), examples=False))


@pytest.mark.parametrize("wrong", [b"no zip", b"PK\x03\x04", b"%PDF-1.7"])
def test_a_template_that_is_no_presentation_is_refused_in_words(wrong: bytes) -> None:
    with pytest.raises(InvalidInputError, match="PowerPoint presentation"):
        pptx(LESSON, NOW, wrong)


def test_a_word_document_is_no_template_for_slides() -> None:
    with pytest.raises(InvalidInputError, match="PowerPoint"):
        pptx(LESSON, NOW, docx(LESSON, NOW))


def test_our_own_slides_can_be_the_template_of_the_next() -> None:
    first = pptx(LESSON, NOW)
    again = opened(pptx(of("Ask."), NOW, first))
    assert [page.shapes.title.text_frame.text for page in again.slides] == [
        LESSON.title,
        "Text",
    ]


def test_one_template_gives_one_file_on_one_day() -> None:
    board = template()
    assert pptx(LESSON, NOW, board) == pptx(LESSON, NOW, board)
