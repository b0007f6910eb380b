"""Pictures lie beside their document, and say nothing but what they show."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kb.access import EDITORS, PUBLIC, reader_as
from kb.content import pictures
from kb.content.pictures import PictureError, cleaned
from kb.content.rendering import render
from tests.factories import a_small_library, library_of, write_lesson
from tests.pictures import photograph, png, put

if TYPE_CHECKING:
    from pathlib import Path

    from kb.content.shelf import Shelf

FILE = "lessons/ask-again/timeline.png"
ADDRESS = f"/{FILE}"
TEXT = f"## What to do\n\n![Who knew what]({ADDRESS})"
TOLD = "fifty-three degrees north"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    a_small_library(tmp_path / "content")
    write_lesson(tmp_path / "content", "ask-again", TEXT)
    put(tmp_path / "content", FILE, png())
    return tmp_path / "content"


def shelf(root: Path, level: str = PUBLIC) -> Shelf:
    return library_of(root).shelf(reader_as(level))


@pytest.mark.parametrize(
    "target", [ADDRESS, f"..{ADDRESS}", FILE, f"./{FILE}", f"<{ADDRESS}>"]
)
def test_a_picture_beside_a_document_is_shown_with_its_words(target: str) -> None:
    shown = render(f'Before\n\n![Who knew "what"]({target} "a title")\n\nafter')
    alt = "Who knew &quot;what&quot;"
    assert f'<img alt="{alt}" loading="lazy" src="{ADDRESS}">' in shown.html
    assert shown.pictures == (ADDRESS,)
    assert shown.sections[0].text == 'Before\nWho knew "what"\nafter'


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/lessons/ask-again/timeline.png",
        "//example.org/lessons/ask-again/timeline.png",
        "data:image/png;base64,AAAA",
        "timeline.png",
        "/static/icon.png",
        "/lessons/timeline.png",
        "/lessons/ask-again/../x/timeline.png",
        "/lessons/ask-again/deep/timeline.png",
        "/lessons/ask-again/timeline.svg",
        "/lessons/ask-again/.png",
        "/lessons/ask-again/Timeline.png",
        "/lessons/ask-again/timeline.png?x=1",
        "/lessons/ask-again/" + "a" * 81 + ".png",
        "/lessons/ask-again/timeline\\.png",
        "/lessons/ask-again",
        "",
    ],
)
def test_a_picture_from_anywhere_else_is_not_shown(target: str) -> None:
    shown = render(f"Before ![words]({target}) after")
    assert "<img" not in shown.html
    assert "words" not in shown.html
    assert shown.pictures == ()


def test_who_reads_a_document_has_its_picture(root: Path) -> None:
    assert shelf(root).picture(ADDRESS) == png()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_known_by_what_is_in_it_and_not_by_its_name(
    root: Path, kind: str
) -> None:
    put(root, FILE, photograph(kind))
    content = shelf(root).picture(ADDRESS)
    assert content
    with Image.open(BytesIO(content)) as opened:
        assert (opened.format, opened.size) == (kind, (8, 6))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_a_camera_wrote_does_not_come_out_and_each_point_stays(kind: str) -> None:
    content = photograph(kind, TOLD)
    assert content.count(TOLD.encode()) >= 3
    picture = cleaned(content)
    assert TOLD.encode() not in picture.content
    assert {"EXIF", "something behind its end"} < picture.told
    with (
        Image.open(BytesIO(content)) as before,
        Image.open(BytesIO(picture.content)) as after,
    ):
        assert not after.getexif()
        assert not {"comment", "exif", "xmp", "XML:com.adobe.xmp"} & set(after.info)
        assert before.tobytes() == after.tobytes()
    assert cleaned(picture.content) == picture.__class__(picture.content)


@pytest.mark.parametrize("save", [{"progressive": True}, {"subsampling": 0}])
def test_every_way_of_writing_a_jpeg_comes_out_whole(save: dict[str, object]) -> None:
    noise = Image.effect_noise((90, 70), 90).convert("CMYK")
    out = BytesIO()
    noise.save(out, "JPEG", restart_marker_rows=1, icc_profile=b"x" * 9, **save)
    picture = cleaned(out.getvalue())
    assert len(picture.content) < len(out.getvalue())
    with Image.open(out) as before, Image.open(BytesIO(picture.content)) as after:
        assert before.tobytes() == after.tobytes()


@given(st.sampled_from(["PNG", "JPEG"]), st.data())
def test_a_file_that_is_broken_anywhere_breaks_nothing(
    kind: str, data: st.DataObject
) -> None:
    whole = photograph(kind, TOLD)
    cut = data.draw(st.integers(0, len(whole)))
    other = data.draw(st.binary(max_size=4))
    try:
        picture = cleaned(whole[:cut] + other + whole[cut + len(other) :])
    except PictureError:
        return
    assert cleaned(picture.content).content == picture.content


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no picture; save it as PNG or JPEG"),
        (b"GIF89a" + bytes(50), "is image/gif; save it as PNG or JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "save it as PNG or JPEG"),
        (png()[:-20], "is broken: it ends in the middle; save it again"),
        (png().replace(b"drawn", b"other"), "is broken: a part is not"),
        (photograph("JPEG")[:-9], "is broken: its scan has no end"),
        (photograph("PNG", size=(4001, 1)), "has 4001 by 1 points; make it no larger"),
        (b"\xff" * 4001, "save it as PNG or JPEG"),
        (png("") + b"", "has 0 by 1 points"),
        (bytes(pictures.MOST_BYTES + 1), "is larger than 2097152 bytes"),
    ],
)
def test_a_file_that_is_no_fit_picture_is_not_given_and_kb_check_says_why(
    root: Path, content: bytes, message: str
) -> None:
    put(root, FILE, content)
    assert shelf(root, EDITORS).picture(ADDRESS) is None
    assert message in the_problem(root)


def the_problem(root: Path) -> str:
    from kb.content.checks import check  # noqa: PLC0415

    (problem,) = check(library_of(root))
    return str(problem)
