"""Pictures lie beside their document, and say nothing but what they show."""

from __future__ import annotations

import os
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kb.access import BOARD, EDITORS, PARTNERS, PUBLIC
from kb.content.documents import Lesson
from kb.content.previewing import preview
from kb.content.rendering import render
from tests.content.pictured import (
    ADDRESS,
    FILE,
    TEXT,
    pictured,
    said,
    shelf,
    the_problem,
)
from tests.factories import (
    write_lesson,
    write_report,
    write_review,
)
from tests.pictures import photograph, png, put

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return pictured(tmp_path)


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


def test_a_picture_is_as_open_as_its_document(root: Path) -> None:
    put(root, "reports/child-a/timeline.png", png("report"))
    address = "/reports/child-a/timeline.png"
    write_report(root, "child-a", f"![Who knew]({address})")
    assert shelf(root, PARTNERS).picture(address) is None
    assert shelf(root, BOARD).picture(address) == png("report")


def test_a_document_that_follows_a_hidden_one_hides_its_pictures(root: Path) -> None:
    write_review(root, "child-a", audience="board")
    assert shelf(root).picture(ADDRESS) is None
    assert shelf(root, BOARD).picture(ADDRESS) == png()


@pytest.mark.parametrize("status", ["draft", "embargoed", "withdrawn", "stopped"])
def test_what_is_not_published_has_no_picture(root: Path, status: str) -> None:
    write_lesson(root, "ask-again", TEXT, status=status)
    assert shelf(root, BOARD).picture(ADDRESS) is None


def test_a_picture_that_its_document_does_not_show_yet_is_for_editors(
    root: Path,
) -> None:
    address = "/lessons/ask-again/later.png"
    put(root, "lessons/ask-again/later.png", png())
    assert shelf(root, BOARD).picture(address) is None
    assert shelf(root, EDITORS).picture(address) == png()


@pytest.mark.parametrize(
    "written",
    [
        "![Who knew](/{other})",
        "![a](/{own})\n\n![Who knew](../{other} 'words')",
        "![Who knew][p]\n\n[p]: /{other}",
        "> ![Who knew](\n> /{other})",
        "!\x02![Who knew](/{other})",
    ],
)
@pytest.mark.parametrize("level", [PUBLIC, BOARD])
def test_a_document_shows_no_picture_of_another(
    root: Path, written: str, level: str
) -> None:
    other = "reports/child-a/timeline.png"
    put(root, other, png())
    write_lesson(root, "ask-again", written.format(other=other, own=FILE))
    seen = shelf(root, level).get("lessons", "ask-again")
    shown = render(seen.markdown)
    assert other not in shown.html
    assert set(shown.pictures) <= {ADDRESS}
    assert any(" belongs to " in one or "write the pic" in one for one in said(root))


@pytest.mark.parametrize(
    "part", ["lessons/ask-again/timeline.png", "lessons/ask-again"]
)
def test_a_link_of_the_disk_is_not_followed(root: Path, part: str) -> None:
    elsewhere = root.parent / "elsewhere"
    (root / part).rename(elsewhere)
    (root / part).symlink_to(elsewhere)
    assert shelf(root, EDITORS).picture(ADDRESS) is None
    assert any("cannot be read" in one for one in said(root))


def test_a_pipe_in_the_place_of_a_picture_is_not_waited_for(root: Path) -> None:
    (root / FILE).unlink()
    os.mkfifo(root / FILE)
    assert shelf(root, EDITORS).picture(ADDRESS) is None
    assert the_problem(root).endswith("cannot be read: it is not a file")


@pytest.mark.parametrize(
    "address",
    [
        "/lessons/ask-again/../../library.yaml",
        "/lessons/../reviews/child-a/timeline.png",
        "/lessons/ask-again/%2e%2e/timeline.png",
        "/lessons/ask-again/timeline.png\n",
        "/lessons//timeline.png",
        "/lessons/ask-again",
        "/lessons/ask-again/",
        "",
    ],
)
def test_an_address_that_is_none_gives_nothing(root: Path, address: str) -> None:
    assert shelf(root, EDITORS).picture(address) is None


def test_a_new_picture_is_there_at_once(root: Path) -> None:
    seen = shelf(root)
    put(root, FILE, png("newer"))
    assert seen.picture(ADDRESS) == png("newer")
    (root / FILE).unlink()
    assert seen.picture(ADDRESS) is None


def test_words_of_a_picture_are_found_with_their_section(root: Path) -> None:
    seen = shelf(root)
    (section,) = seen.sections(seen.get("lessons", "ask-again"))
    assert (section.heading, section.text) == ("What to do", "Who knew what")


def test_an_editor_sees_a_picture_in_the_preview_of_a_text(root: Path) -> None:
    address = "/lessons/ask-again/later.png"
    put(root, address[1:], png("later"))
    source = (root / "lessons/ask-again.md").read_text("utf-8")
    changed = source.replace(ADDRESS, address)
    seen = preview(shelf(root, EDITORS), Lesson, "ask-again", changed)
    assert render(seen.document.markdown).pictures == (address,)
    assert shelf(root, EDITORS).picture(address) == png("later")
