"""Putting a text in the place of another in the content folder."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kb.content import files
from kb.content.documents import KINDS
from kb.content.files import fingerprint, text_of
from kb.errors import ConflictError, InvalidContentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def replace(root: Path, key: str, source: str, before: str) -> None:
    """Replace a file that still has the fingerprint `before` ("" for none).

    Raises ConflictError with the text that is there when somebody else was first, and
    OSError when the folder cannot be written.
    """
    path = root / f"{key}.md"
    path.parent.mkdir(exist_ok=True)
    with _only_writer(path.parent):
        theirs = text_now(root, key)
        found = fingerprint(theirs) if theirs is not None else ""
        if found != before:
            raise ConflictError(theirs or "", found)
        files.write(path, source)


def text_now(root: Path, key: str) -> str | None:
    """Read the text of a document's file; None when there is no such file."""
    path = root / f"{key}.md"
    if not path.is_file():
        return None
    try:
        return text_of(path, f"{key}.md")
    except InvalidContentError:
        if path.is_file():
            raise
        return None


@contextmanager
def only_change(root: Path) -> Iterator[None]:
    """Wait until no other change of the library is under way, in any program.

    So nobody takes a change that is being made for one that was interrupted.
    """
    with _only_writer(root):
        yield


def sweep(root: Path) -> None:
    """Remove what was left half written by whoever was killed; it holds words."""
    for folder in KINDS:
        if not (root / folder).is_dir():
            continue
        with _only_writer(root / folder):
            for left in (root / folder).glob("*".join(files.UNFINISHED)):
                left.unlink(missing_ok=True)


@contextmanager
def _only_writer(folder: Path) -> Iterator[None]:
    """Wait for one's turn to write in a folder; nothing is left behind in it."""
    number = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)
