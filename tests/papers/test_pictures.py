"""PNG and JPEG are shown; what cannot be opened is said in words."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.shared import Mm
from PIL import Image as Drawn
from pypdf import PdfReader

from kb.papers.formats import FORMATS
from kb.papers.model import Image, Paper, Section
from kb.papers.pdf import pdf
from kb.papers.pictures import opened, points
from kb.papers.written import blocks
from tests.papers.lesson import LESSON, NOW, drawn
from tests.papers.outlines import of_pdf, of_word
from tests.papers.test_bad_input import text_of_html, text_of_pdf
from tests.pictures import photograph

PNG = drawn()
BROKEN = {
    "nothing": b"",
    "words": b"no picture at all",
    "half": PNG[: len(PNG) // 2],
    "only a beginning": b"\x89PNG\r\n\x1a\n",
    "drawing": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "gif": drawn("GIF"),
    "webp": drawn("WEBP"),
    "tiff": drawn("TIFF"),
    "bytes turned": PNG[:60] + bytes(reversed(PNG[60:])),
    "half a photograph": drawn("JPEG", (900, 900))[:900],
}
TYPES = pytest.mark.parametrize(
    "content",
    [
        drawn("PNG"),
        drawn("JPEG"),
        photograph("JPEG"),
        photograph("PNG"),
    ],
    ids=["png", "jpeg", "photograph", "told png"],
)


def with_picture(content: bytes, alt: str = "What it shows", width: float = 0) -> Paper:
    section = Section("a", "A", (Image(content, alt, "a.png", width),))
    return replace(LESSON, sections=(section,), logo=None)


def converted(mode: str, kind: str) -> bytes:
    """Make a picture whose points are told in another way."""
    out = io.BytesIO()
    Drawn.new("RGB", (40, 20), "#0b4f4a").convert(mode).save(out, kind)
    return out.getvalue()


@TYPES
def test_png_and_jpeg_are_in_every_file_with_their_words(content: bytes) -> None:
    paper = with_picture(content)
    assert 'alt="What it shows"' in FORMATS["html"].write(paper, NOW).decode()
    assert ("picture", 0, "What it shows") in of_word(FORMATS["docx"].write(paper, NOW))
    assert ("picture", 0, "What it shows") in of_pdf(pdf(paper, NOW))


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("1", "PNG"), ("P", "PNG"), ("LA", "PNG"),
     ("RGBA", "PNG"), ("I;16", "PNG")],
)  # fmt: skip
def test_every_way_to_tell_points_is_shown(mode: str, kind: str) -> None:
    for form in FORMATS.values():
        assert form.write(with_picture(converted(mode, kind)), NOW)


@pytest.mark.parametrize("content", BROKEN.values(), ids=list(BROKEN))
def test_what_is_no_picture_is_said_in_words(content: bytes) -> None:
    paper = with_picture(content)
    missing = "Picture not found: What it shows"
    assert missing in text_of_html(paper)
    assert missing in text_of_pdf(paper)
    assert missing in FORMATS["md"].write(paper, NOW).decode()
    word = of_word(FORMATS["docx"].write(paper, NOW))
    assert ("paragraph", 0, missing) in word


def test_a_logo_that_cannot_be_opened_is_left_out() -> None:
    paper = replace(LESSON, sections=(), logo=Image(b"broken", ""))
    for form in FORMATS.values():
        assert form.write(paper, NOW)
    assert of_pdf(pdf(paper, NOW)) == []


def test_a_picture_without_words_is_a_file_all_the_same() -> None:
    for form in FORMATS.values():
        assert form.write(with_picture(PNG, alt=""), NOW)


def test_a_picture_that_is_missing_is_known_by_its_words() -> None:
    text = "![Three visits](/lessons/ask-again/none.png)"
    (found,) = blocks(text)
    assert isinstance(found, Image)
    assert (found.content, found.alt) == (b"", "Three visits")
    assert found.missing == "Picture not found: Three visits"


def test_nothing_that_a_camera_wrote_is_in_a_file() -> None:
    told = "CAMERA-OF-PC-1234"
    content = photograph("JPEG", told)
    assert told.encode() in content
    assert told.encode() not in opened(content)
    with zipfile.ZipFile(
        io.BytesIO(FORMATS["docx"].write(with_picture(content), NOW))
    ) as file:
        assert all(told.encode() not in file.read(name) for name in file.namelist())
    assert told.encode() not in pdf(with_picture(content), NOW)


def test_a_photograph_stands_upright() -> None:
    about = Drawn.Exif()
    about[0x0112] = 6  # turned by a quarter
    assert points(opened(drawn("JPEG", (40, 20), exif=about))) == (20, 40)


def test_a_picture_larger_than_any_page_is_made_smaller_and_a_bomb_is_none() -> None:
    assert max(points(opened(drawn(size=(5000, 100))))) == 2200
    out = io.BytesIO()
    Drawn.new("1", (9000, 9000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    assert opened(out.getvalue()) == b""


def test_a_tall_picture_stays_on_its_page() -> None:
    paper = with_picture(drawn(size=(200, 2000)), width=160)
    document = Document(io.BytesIO(FORMATS["docx"].write(paper, NOW)))
    assert [shape.height <= Mm(190) for shape in document.inline_shapes] == [True]
    contents = PdfReader(io.BytesIO(pdf(paper, NOW))).pages[0].get_contents()
    assert contents is not None
    heights = [abs(float(told[3])) for told, how in contents.operations if how == b"cm"]
    assert max(heights) == pytest.approx(Mm(190).pt, abs=1)
