from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from kb.papers.model import Heading, Image, Table
from kb.training.exports import file_names, outputs
from kb.training.exports import folder as folder_of
from kb.training.pack import Item, Kind, Pack, Part
from tests.factories import write_lesson
from tests.papers.outlines import plain
from tests.training.exported import (
    NOW,
    a_library,
    a_pack,
    document,
    file_of,
    headings,
    paper_of,
    said,
    shelf_of,
    slides,
    titled,
    words,
)

if TYPE_CHECKING:
    from pathlib import Path

    from kb.content.shelf import Shelf

FORMS = [(name, form) for name, one in outputs.OUTPUTS.items() for form in one.forms]
USE = "Do not use it to find out who a child or family is."


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_of(a_library(tmp_path))


@pytest.mark.parametrize(("output", "form"), FORMS)
def test_each_output_says_whose_it_is_its_day_its_use_and_for_whom(
    output: str, form: str, shelf: Shelf
) -> None:
    text = " ".join(said(file_of(output, form, shelf, a_pack())).split())
    for expected in (
        "Asking again", "Learning from reviews", "25 November 2026",
        "only", "staff of partner agencies",
    ):  # fmt: skip
        assert expected in text, expected
    assert USE in text.replace("’", "'") or "Do not use it to find out" in text


@pytest.mark.parametrize("output", ["guide", "handout", "pack"])
def test_web_page_and_word_have_the_same_headings(output: str, shelf: Shelf) -> None:
    paper = paper_of(output, shelf, a_pack())
    titles = [one.title for one in paper.sections if one.title]
    page = BeautifulSoup(file_of(output, "html", shelf, a_pack()), "html.parser")
    assert [one.get_text() for one in page.find_all("h2")] == titles
    if "docx" in outputs.OUTPUTS[output].forms:
        assert headings(file_of(output, "docx", shelf, a_pack())) == titles


def test_the_pdf_has_its_title_its_language_and_tags(shelf: Shelf) -> None:
    file = PdfReader(io.BytesIO(file_of("guide", "pdf", shelf, a_pack())))
    root = repr(file.trailer["/Root"])
    assert file.metadata
    assert file.metadata.title == "Asking again"
    assert "'/Lang': 'en-GB'" in root
    assert "'/Marked': True" in root


def test_slides_begin_with_care_and_aims_and_part_the_course(shelf: Shelf) -> None:
    titles = [title for title, _ in slides(file_of("slides", "pptx", shelf, a_pack()))]
    for expected in (
        "Asking again", "Before we begin", "What this is for",
        "What we can do afterwards", "What we learned", "1. What we learned",
        "2. Ask where the baby sleeps", "2. What happens", "2. What to do",
        "2. To discuss", "Break", "Practising", "4. In threes", "What this rests on",
    ):  # fmt: skip
        assert expected in titles, expected
    assert titles.index("Break") < titles.index("Practising")


def test_the_speaker_has_the_whole_text_the_source_the_time_and_the_own_note(
    shelf: Shelf,
) -> None:
    notes = dict(slides(file_of("slides", "pptx", shelf, a_pack())))
    first, happens = notes["2. Ask where the baby sleeps"], notes["2. What happens"]
    assert "From 0:10, 20 minutes." in first
    assert "Begin with our own audit." in first
    assert "Leeds Safeguarding Children Board, Child A, 2019" in first
    assert "not suspicion" in first
    assert "The visit has run over." in happens


def test_a_slide_shows_no_more_than_can_be_read(shelf: Shelf) -> None:
    deck = Presentation(io.BytesIO(file_of("slides", "pptx", shelf, a_pack())))
    for page in deck.slides:
        shown = " ".join(
            one.text_frame.text
            for one in page.placeholders
            if one.has_text_frame and one.placeholder_format.idx < 10
        )
        assert len(shown.split()) < 80, shown


def test_participants_see_no_note_for_facilitators(shelf: Shelf) -> None:
    for form in outputs.OUTPUTS["handout"].forms:
        text = said(file_of("handout", form, shelf, a_pack()))
        assert "our own audit" not in text
        assert "Note for facilitators" not in text
        assert "the room" in text


def test_the_guide_says_when_what_begins_and_what_to_do_in_distress(
    shelf: Shelf,
) -> None:
    paper = paper_of("guide", shelf, a_pack())
    (table,) = (
        one for one in titled(paper, "Timetable").blocks if isinstance(one, Table)
    )
    rows = [tuple(plain(cell) for cell in row) for row in table.rows]
    assert rows[0] == ("0:00", "What we learned", "35")
    assert ("0:10", "2. Ask where the baby sleeps", "20") in rows
    assert ("0:35", "Break", "15") in rows
    assert rows[-1] == ("–", "7. Ask where the baby sleeps: What to do", "–")
    said = words(titled(paper, "Timetable").blocks)
    assert "55 minutes altogether, and 3 items without a time." in said
    distress = words(titled(paper, "If somebody is distressed").blocks)
    assert "Childline" in distress
    assert "Begin with our own audit." in words(paper.sections)  # type: ignore[arg-type]


def test_a_chosen_section_comes_alone(shelf: Shelf) -> None:
    part = titled(paper_of("handout", shelf, a_pack()), "Practising")
    titles = [plain(one.words) for one in part.blocks if isinstance(one, Heading)]
    assert "Ask where the baby sleeps: What to do" in titles
    assert "nearly good enough" not in words(part.blocks)
    assert "who else was there" in words(part.blocks)


def test_the_folder_has_a_page_for_each_item_the_sources_and_the_pictures(
    shelf: Shelf,
) -> None:
    content = file_of("pack", "zip", shelf, a_pack())
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        names = folder.namelist()
        page = folder.read("002-ask-where-the-baby-sleeps.md").decode()
        readme = folder.read("README.md").decode()
        sources = folder.read("sources.md").decode()
        assert folder.testzip() is None
    assert names[0] == "README.md"
    assert "pictures/lessons_ask-again_timeline.png" in names
    assert "](<pictures/lessons_ask-again_timeline.png>)" in page
    assert "## What happens\n" in page
    assert "## What to do\n" in page
    assert "002-ask-where-the-baby-sleeps.md" in readme
    assert "(2019)" in sources
    assert "https://example.org/a" in sources
    assert all(name.isascii() and ".." not in name for name in names)


@pytest.mark.parametrize(("output", "form"), [("pack", "zip"), ("guide", "docx")])
def test_the_same_pack_gives_the_same_bytes(
    output: str, form: str, shelf: Shelf
) -> None:
    first = file_of(output, form, shelf, a_pack())
    assert file_of(output, form, shelf, a_pack()) == first


def test_a_missing_picture_is_said_in_words(tmp_path: Path) -> None:
    root = a_library(tmp_path)
    (root / "lessons" / "ask-again" / "timeline.png").unlink()
    shelf = shelf_of(root)
    for form in ("html", "docx", "pdf"):
        text = said(file_of("handout", form, shelf, a_pack()))
        assert "A line of five visits" in text, form
    content = file_of("pack", "zip", shelf, a_pack())
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        assert not any("timeline" in name for name in folder.namelist())


@pytest.mark.parametrize(("output", "form"), FORMS)
def test_three_hundred_items_become_a_file(
    output: str, form: str, tmp_path: Path
) -> None:
    root = a_library(tmp_path)
    for number in range(20):
        write_lesson(root, f"l{number}", title=f"Lesson {number}")
    items = tuple(document(f"lessons/l{n % 20}", minutes=1) for n in range(300))
    pack = Pack("Everything", parts=(Part("p", "All", items),))
    content = file_of(output, form, shelf_of(root), pack)
    assert "Lesson 19" in said(content)


@pytest.mark.parametrize(("output", "form"), FORMS)
def test_right_to_left_text_and_signs_become_a_file(
    output: str, form: str, tmp_path: Path
) -> None:
    root = a_library(tmp_path)
    text = "## What happens\n\nسأل العامل مرة أخرى. 🙂\n\n## What to do\n\n- اسأل"
    write_lesson(root, "rtl", text, title="اسأل مرة أخرى")
    note = Item("n", Kind.NOTE, text="ملاحظة 👩‍👧")
    pack = Pack("دورة 🙂", parts=(Part("p", "جزء", (document("lessons/rtl"), note)),))
    content = file_of(output, form, shelf_of(root), pack)
    assert len(content) > 1000


def test_an_empty_pack_becomes_a_file_in_every_form(shelf: Shelf) -> None:
    empty = Pack("Nothing yet", parts=(Part("p", "Part 1"),))
    for output, form in FORMS:
        assert file_of(output, form, shelf, empty), (output, form)


def test_each_template_makes_a_handout_that_a_team_can_use(shelf: Shelf) -> None:
    """A newsletter is its handout; a meeting and a supervision are short guides."""
    news = Item("n", Kind.NOTE, text="In short: ask *again*.")
    pack = Pack("News", "newsletter", parts=(Part("p", "In brief", (news,)),))
    document = Document(io.BytesIO(file_of("handout", "docx", shelf, pack)))
    assert "In short: ask again." in [one.text for one in document.paragraphs]


def test_names_of_files_hold_a_title_a_day_and_nothing_that_a_system_minds() -> None:
    named = file_names.named("Who’s there? / Ask\\again: été", "slides", "pptx", NOW)
    assert named == "whos-there-ask-again-ete-slides-2026-11-25.pptx"
    assert file_names.named("دورة", "guide", "pdf", NOW).startswith("course-guide-")
    assert len(file_names.plain("word " * 90, "x")) <= 60


def test_a_library_without_pictures_of_its_own_has_no_logo(shelf: Shelf) -> None:
    assert paper_of("guide", shelf, a_pack()).logo is None


def test_no_two_pictures_of_a_folder_have_one_name() -> None:
    pictures: dict[str, bytes] = {}
    for address in ("/lessons/ask-who/cot.png", "/lessons/ask/who-cot.png"):
        folder_of._picture(Image(address.encode(), "", address=address), pictures)  # noqa: SLF001
    assert len(pictures) == 2
