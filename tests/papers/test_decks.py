"""What every deck of ours is: of our look, without traces, the same each time."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from docx import Document

from kb.papers.deck import ours
from kb.papers.docx import docx
from kb.papers.model import Section
from kb.papers.places import places
from kb.papers.pptx import pptx
from kb.papers.words import paragraph
from tests.papers.lesson import BOARD, LESSON, NOW, of
from tests.papers.shown import EDGES, opened, parts


@pytest.fixture(scope="module")
def made() -> bytes:
    return pptx(LESSON, NOW)


def test_properties_name_the_paper_and_nobody_else(made: bytes) -> None:
    core = opened(made).core_properties
    assert (core.title, core.author, core.language) == (LESSON.title, BOARD, "en-GB")
    names = [name for name, _ in parts(made)]
    assert not [one for one in names if "thumbnail" in one or "printer" in one
                or "app.xml" in one]  # fmt: skip
    for _, part in parts(made):
        assert b"python-pptx" not in part
        assert b"Canny" not in part


def test_a_title_longer_than_properties_may_be_is_cut_there() -> None:
    paper = of("One.", title="word " * 300)
    assert len(opened(pptx(paper, NOW)).core_properties.title) == 255
    word = Document(io.BytesIO(docx(paper, NOW)))
    assert len(word.core_properties.title) == 255


def test_one_paper_gives_one_file_on_one_day(made: bytes) -> None:
    assert pptx(LESSON, NOW.replace(hour=1)) == made
    assert pptx(LESSON, NOW.replace(day=26)) != made


def test_every_part_of_a_file_is_reached_and_every_shape_has_its_own_number(
    made: bytes,
) -> None:
    for page in opened(made).slides:
        numbers = [one.shape_id for one in page.shapes]
        assert len(set(numbers)) == len(numbers)
    listed = dict(parts(made))["ppt/presentation.xml"]
    assert listed.index(b"sldMasterIdLst") < listed.index(b"notesMasterIdLst")
    assert listed.index(b"notesMasterIdLst") < listed.index(b"sldIdLst")


def test_letters_are_large_and_seen_against_their_ground() -> None:
    deck = ours()
    theme = next(
        one.target_part.blob
        for one in deck.slide_master.part.rels.values()
        if one.reltype.endswith("/theme")
    )
    colours = dict(re.findall(rb"<a:(\w+)><a:srgbClr val=\"(\w+)\"", theme))
    pairs = [(b"dk1", b"lt1"), (b"dk1", b"lt2"), (b"dk2", b"lt1"), (b"dk2", b"lt2"),
             (b"accent3", b"lt1"), (b"accent3", b"lt2"), (b"hlink", b"lt2"),
             (b"hlink", b"lt1"), (b"folHlink", b"lt2")]  # fmt: skip
    for one, other in pairs:
        assert contrast(colours[one], colours[other]) >= 4.5, (one, other)
    for layout in deck.slide_layouts:
        for place in places(layout):
            sizes = [int(s) for s in place.element.xpath(".//a:lvl1pPr/a:defRPr/@sz")]
            small = place.placeholder_format.type in EDGES
            assert min(sizes) >= (1400 if small else 2400)
    assert b'typeface="Arial"' in theme


def contrast(one: bytes, other: bytes) -> float:
    lights = sorted(map(light, (one, other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def light(colour: bytes) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4
              for s in shares]  # fmt: skip
    return sum(w * s for w, s in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_long_notes_are_set_small_enough_for_their_page() -> None:
    few, many = paragraph("Ask."), [paragraph("Ask the child. " * 20)] * 9
    some = (Section("a", "A", (), notes=(few,)), Section("b", "B", (), notes=(*many,)))
    pages = list(opened(pptx(replace(LESSON, sections=some), NOW)).slides)[1:]
    sizes = [
        page.notes_slide.notes_text_frame.paragraphs[0].runs[0].font.size.pt
        for page in pages
    ]
    assert sizes == [12, 8]
