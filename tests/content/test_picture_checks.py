"""`kb check` says what keeps a picture from being shown, and what it tells beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import EDITORS
from kb.content import pictures
from kb.content.checks import check_file
from tests.content.pictured import ADDRESS, FILE, pictured, said, shelf, the_problem
from tests.factories import library_of, write_lesson
from tests.pictures import photograph, png, put

if TYPE_CHECKING:
    from pathlib import Path

TOLD = "fifty-three degrees north"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return pictured(tmp_path)


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


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (f"![]({ADDRESS})", "ask-again.md:19: the picture has no words for who does"),
        ("![a](/lessons/ask-again/no.png)", "no.png is not there; put it there"),
        ("![a](https://x.org/a.png)", "write /lessons/ask-again/name.png"),
        ("![a](/lessons/other/a.png)", "belongs to lessons/other"),
        (f"![a [b]]({ADDRESS})", f"write the picture {ADDRESS} as"),
        (f"![Ring 07700 900123]({ADDRESS})", "looks like a phone number"),
        (f"![He absconded]({ADDRESS})", "went missing"),
        ("Nothing", "timeline.png: is not shown by lessons/ask-again.md"),
    ],
)
def test_kb_check_says_what_is_wrong_with_a_picture(
    root: Path, written: str, message: str
) -> None:
    write_lesson(root, "ask-again", f"## What to do\n\n{written}")
    assert [one for one in said(root) if message in one]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_kb_check_names_what_a_camera_wrote(root: Path, kind: str) -> None:
    put(root, FILE, photograph(kind, TOLD))
    message = the_problem(root)
    assert message.startswith(f"{FILE}: holds EXIF, ")
    assert TOLD not in message


def test_what_a_camera_wrote_does_not_keep_an_editor_from_mending_a_text(
    root: Path,
) -> None:
    put(root, FILE, photograph("JPEG", TOLD))
    snapshot = library_of(root).snapshot()
    file = snapshot.files["lessons/ask-again"]
    assert check_file(snapshot, file, root) == []


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("lessons/nobody/a.png", "belongs to no document"),
        ("lessons/ask-again/Time Line.PNG", "name it in lower-case letters"),
        ("lessons/ask-again/notes.txt", "name it in lower-case letters"),
        ("policies/safer-sleep/a.jpeg", "is not shown by policies/safer-sleep.md"),
    ],
)
def test_kb_check_names_a_picture_that_nobody_sees(
    root: Path, file: str, message: str
) -> None:
    put(root, file, png())
    assert the_problem(root).startswith(f"{file}: ")
    assert message in the_problem(root)
