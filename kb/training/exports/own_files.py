"""The board's own logo and templates: using them, and saying what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kb.content.beside import BesideError
from kb.content.settings import FILE
from kb.errors import InvalidInputError, Problem
from kb.papers.docx import docx
from kb.papers.model import Paper, Section
from kb.papers.pictures import opened
from kb.papers.pptx import pptx
from kb.papers.words import paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kb.content.shelf import Shelf

_NO_PICTURE = "this is no PNG or JPEG that can be opened; save it as one"
#: What a template is tried with.
_TRIAL = Paper("A title", "", "", (Section("text", "Text", (paragraph("Words."),)),))
_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def logo(shelf: Shelf) -> bytes:
    """Give the logo; nothing when the board has none, or none that can be shown.

    What is wrong with it `kb check` says; no page is lost for a logo.
    """
    try:
        return _logo(shelf)
    except BesideError:
        return b""


def on_template(shelf: Shelf, name: str, write: Callable[[bytes], bytes]) -> bytes:
    """Write on the template of a name, or on none when the board has none.

    Raise BesideError for a template that cannot be used.
    """
    if not name:
        return write(b"")
    try:
        return write(shelf.beside(name))
    except InvalidInputError as error:
        raise BesideError(name, "; ".join(error.problems.values())) from error


def problems(shelf: Shelf) -> Iterator[Problem]:
    """List what is wrong with the files that library.yaml names, by trying them."""
    training = shelf.settings.training
    word, deck = training.docx_template, training.pptx_template
    yield from _problem("logo", lambda: _logo(shelf))
    yield from _problem(
        "docx_template",
        lambda: on_template(shelf, word, lambda one: docx(_TRIAL, _DAY, one)),
    )
    yield from _problem(
        "pptx_template",
        lambda: on_template(shelf, deck, lambda one: pptx(_TRIAL, _DAY, one)),
    )


def _problem(field: str, read: Callable[[], bytes]) -> Iterator[Problem]:
    try:
        read()
    except BesideError as error:
        yield Problem(FILE, 0, f"training.{field}", str(error))


def _logo(shelf: Shelf) -> bytes:
    name = shelf.settings.training.logo
    if not name:
        return b""
    picture = opened(shelf.beside(name))
    if not picture:
        raise BesideError(name, _NO_PICTURE)
    return picture
