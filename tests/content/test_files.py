"""A file is a document, or says everything that is wrong with it."""

from __future__ import annotations

import os
import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.access import PUBLIC
from kb.content import files
from kb.content.documents import Lesson, Policy, Review, Status
from kb.errors import InvalidContentError, Problem

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """---
title: Ask where the baby sleeps
audience: public
status: published
owner: Business unit
statement: Ask to see it.
reviews: [child-a]
for: [police]
urgency: act-now
strength: one-case
---

## What to do

Ask.
"""


def refused(source: str) -> tuple[Problem, ...]:
    with pytest.raises(InvalidContentError) as error:
        files.parse(Lesson, "ask-again", source)
    return error.value.problems


def test_a_good_file_is_a_document() -> None:
    read = files.parse(Lesson, "ask-again", GOOD)
    assert isinstance(read.document, Lesson)
    assert read.document.key == "lessons/ask-again"
    assert read.document.status is Status.PUBLISHED
    assert read.document.readers == ("police",)
    assert read.document.markdown == "## What to do\n\nAsk."
    assert GOOD.split("\n")[read.body_line - 1] == "## What to do"


def test_a_file_from_windows_says_the_same(tmp_path: Path) -> None:
    unix, windows = tmp_path / "a.md", tmp_path / "b.md"
    unix.write_bytes(GOOD.encode())
    windows.write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert files.text_of(unix, "a") == files.text_of(windows, "b")


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        ("owner: B", "ownr: B", 5, "ownr", "did you mean owner?"),
        ("owner: Business unit\n", "", 2, "owner", "is missing"),
        ("urgency: act-now", "urgency: soon", 9, "urgency", "'act-now', 'caution'"),
        ("urgency: act-now", "urgency: soon", 9, "urgency", "found 'soon'"),
        ("audience: public", "audience: Public", 3, "audience", "must be an id"),
        ("audience: public", "audience: |\n  public", 3, "audience", "must be an id"),
        ("audience: public", "audience: [public]", 3, "audience", "must be text"),
        ("audience: public", "audience:", 3, "audience", "is missing"),
        ("status: published", "status: Published", 4, "status", "must be one of"),
        ("title: A", "id: other\ntitle: A", 2, "id", "file's name"),
        ("title: A", "markdown: x\ntitle: A", 2, "markdown", "text below"),
        ("title: A", "title: ' '\nx: A", 2, "title", "must not be empty"),
        ("[child-a]", "child-a", 7, "reviews", "must be a list"),
        ("[child-a]", "[../child-a]", 7, "reviews[1]", "must be an id"),
        ("title: A", "review_due: 2024-02-30\ntitle: A", 2, "review_due", "day"),
        ("title: A", "review_due: 1/2/2024\ntitle: A", 2, "review_due", "2024-05-01"),
        ("title: A", "review_due: 2024\ntitle: A", 2, "review_due", "2024-05-01"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(
    old: str, new: str, line: int, field: str, message: str
) -> None:
    problems = refused(GOOD.replace(old, new, 1))
    assert any(
        (one.line, one.field) == (line, field) and message in one.message
        for one in problems
    ), problems


def test_everything_that_is_wrong_is_said_at_once() -> None:
    wrong = GOOD.replace("act-now", "x").replace("one-case", "y").replace("owner", "z")
    assert {one.field for one in refused(wrong)} == {
        "urgency",
        "strength",
        "owner",
        "z",
    }


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("", 1, "must begin"),
        ("\ufeff" + GOOD, 1, "byte order mark"),
        ("\n" + GOOD, 1, "must begin"),
        (" " + GOOD, 1, "must begin"),
        ("+++\n" + GOOD, 1, "must begin"),
        (GOOD[: GOOD.rindex("---")], 1, "no line `---`"),
        (GOOD.replace("\n---", "\n ---"), 1, "no line `---`"),
        ("---\n---\n", 2, "empty"),
    ],
)
def test_a_file_without_its_fences_is_no_document(
    source: str, line: int, message: str
) -> None:
    (problem,) = refused(source)
    assert (problem.line, message in problem.message) == (line, True)


def test_a_policy_needs_an_update() -> None:
    front = (
        "title: a\naudience: public\nstatus: draft\nowner: o\npolicy_kind: x\nbody: b"
    )
    with pytest.raises(InvalidContentError, match="at least 1 item"):
        files.parse(Policy, "a", f"---\n{front}\nupdates: []\n---\n")


def test_a_recommendation_is_numbered() -> None:
    front = "recommendations:\n  - id: first\n    text: Do it."
    with pytest.raises(
        InvalidContentError, match=r"recommendations\[1\].id: must be R"
    ):
        files.parse(Review, "a", f"---\n{front}\n---\n")


def test_bytes_that_are_no_text_are_named_by_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(GOOD.encode() + b"\n\xff\xfe")
    with pytest.raises(InvalidContentError, match=r"a.md:17: is not text in UTF-8"):
        files.read(tmp_path / "a.md", Lesson)


def test_ten_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    with path.open("wb") as file:
        file.truncate(10 * 1024 * 1024)
    began = time.thread_time()
    with pytest.raises(InvalidContentError, match="larger than"):
        files.read(path, Lesson)
    assert time.thread_time() - began < 1


def test_a_pipe_a_folder_a_link_and_nothing_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(GOOD)
    (tmp_path / "link.md").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    for name in ("link.md", "folder.md", "pipe.md", "nothing.md"):
        with pytest.raises(InvalidContentError, match=f"lessons/{name}: "):
            files.read(tmp_path / name, Lesson)


def test_writing_replaces_a_file_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    files.write(path, "first\r\n")
    files.write(path, "second\r\n")
    assert path.read_bytes() == b"second\r\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    files.write(path, "first")
    with pytest.raises(UnicodeEncodeError):
        files.write(path, "\ud800")
    assert path.read_text() == "first"
    assert list(tmp_path.iterdir()) == [path]


LINES = st.lists(
    st.sampled_from(
        [
            *GOOD.split("\n"),
            "audience: board",
            "audience: editors",
            '"audience": public',
            "audience : public",
            "? audience\n: public",
            "audience: &a public",
            "audience: !!str public",
            "audienc\u200be: public",
            "aud\u0456ence: public",
            "audience: public # board",
            "<<: {audience: public}",
            "{audience: public}",
            "status: draft",
            "status: embargoed",
            "\ufeff---",
            "...",
            "\u2028audience: public",
            "- a",
            "  deeper: x",
        ]
    ),
    max_size=25,
)
MENTIONS = re.compile(r"^[\"?']?\s*audience[\"']?\s*:?", re.MULTILINE)


def checked(content: bytes) -> None:
    """Read bytes as a file: a document or a clear answer, in time, never open."""
    began = time.thread_time()
    try:
        source = content.decode()
        read = files.parse(Lesson, "a", source)
    except (UnicodeDecodeError, InvalidContentError):
        return
    finally:
        assert time.thread_time() - began < 1
    front = source.split("---")[1]
    if read.document.audience == PUBLIC:
        assert len(MENTIONS.findall(front)) == 1, front
    if read.document.status is Status.PUBLISHED:
        assert front.count("status") == 1, front


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=2000))
@example(GOOD.encode())
@example(b"---\n" + b"[" * 60_000 + b"\n---\n")
def test_any_bytes_are_a_document_or_a_clear_answer(content: bytes) -> None:
    checked(content)


@settings(deadline=None, max_examples=500)
@given(LINES)
@example(["---", *GOOD.split("\n")[1:9], "audience: board", *GOOD.split("\n")[9:]])
def test_nothing_is_public_that_does_not_say_so_exactly_once(lines: list[str]) -> None:
    checked("\n".join(lines).encode())
    checked(("---\n" + "\n".join(lines) + "\n---\n").encode())


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(GOOD.split("\n")[1:10]), st.integers(0, 9), st.text(max_size=30))
def test_a_good_file_with_something_slipped_in_stays_safe(
    line: str, place: int, slipped: str
) -> None:
    lines = GOOD.split("\n")
    lines.insert(place + 1, slipped)
    checked("\n".join(lines).encode("utf-8", "ignore"))
    checked(GOOD.replace(line, line + slipped).encode("utf-8", "ignore"))
    checked(GOOD.replace(line, slipped + line).encode("utf-8", "ignore"))
