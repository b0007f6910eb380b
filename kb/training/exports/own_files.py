"""The board's own logo and templates: reading them, and saying what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.content.beside import BesideError
from kb.content.settings import FILE
from kb.errors import InvalidInputError, Problem
from kb.papers.own_template import Kind, checked
from kb.papers.pictures import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kb.content.shelf import Shelf

_NO_PICTURE = "this is no PNG or JPEG that can be opened; save it as one"


def logo(shelf: Shelf) -> bytes:
    """Give the logo; nothing when the board has none, or none that can be shown.

    What is wrong with it `kb check` says; no page is lost for a logo.
    """
    try:
        return _logo(shelf)
    except BesideError:
        return b""


def template(shelf: Shelf, form: Kind) -> bytes:
    """Give the board's template of a form; nothing when it has none.

    Raise BesideError for one that cannot be used.
    """
    name = _templates(shelf)[form]
    if not name:
        return b""
    content = shelf.beside(name)
    try:
        return checked(content, form)
    except InvalidInputError as error:
        said = "; ".join(error.problems.values())
        raise BesideError(name, said) from error


def problems(shelf: Shelf) -> Iterator[Problem]:
    """List what is wrong with the files that library.yaml names."""
    yield from _problem("logo", lambda: _logo(shelf))
    yield from _problem("docx_template", lambda: template(shelf, "docx"))
    yield from _problem("pptx_template", lambda: template(shelf, "pptx"))


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


def _templates(shelf: Shelf) -> dict[Kind, str]:
    training = shelf.settings.training
    return {"docx": training.docx_template, "pptx": training.pptx_template}
