"""A small library in which a lesson shows a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.access import PUBLIC, reader_as
from kb.content.checks import check
from tests.factories import a_small_library, library_of, write_lesson
from tests.pictures import png, put

if TYPE_CHECKING:
    from pathlib import Path

    from kb.content.shelf import Shelf

FILE = "lessons/ask-again/timeline.png"
ADDRESS = f"/{FILE}"
TEXT = f"## What to do\n\n![Who knew what]({ADDRESS})"


def pictured(folder: Path) -> Path:
    """Make the library in a folder of the folder."""
    root = a_small_library(folder / "content")
    write_lesson(root, "ask-again", TEXT)
    put(root, FILE, png())
    return root


def shelf(root: Path, level: str = PUBLIC) -> Shelf:
    """Show what a reader sees now."""
    return library_of(root).shelf(reader_as(level))


def said(root: Path) -> list[str]:
    """List what `kb check` says."""
    return [str(one) for one in check(library_of(root))]


def the_problem(root: Path) -> str:
    """Give the one thing that `kb check` says."""
    (problem,) = said(root)
    return problem
