"""The board's own logo and templates: reading them, and saying what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.content.beside import BesideError
from kb.content.settings import FILE
from kb.errors import KbError, Problem
from kb.papers.own_template import checked
from kb.papers.pictures import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.shelf import Shelf

_NO_PICTURE = "is no PNG or JPEG that can be opened; save it as one of them"


def logo(shelf: Shelf) -> bytes:
    """Give the logo; nothing when the board has none, or none that can be shown.

    What is wrong with it `kb check` says; no page is lost for a logo.
    """
    try:
        return _logo(shelf)
    except BesideError:
        return b""


def template(shelf: Shelf, form: str) -> bytes:
    """Give the board's template of a form; nothing when it has none.

    Raise BesideError for one that cannot be used.
    """
    name = _templates(shelf).get(form, "")
    if not name:
        return b""
    content = shelf.beside(name)
    try:
        return checked(content, form)
    except KbError as error:
        message = f"cannot be used as a template: {error}"
        raise BesideError(name, message) from error


def problems(shelf: Shelf) -> Iterator[Problem]:
    """List what is wrong with the files that library.yaml names."""
    training = shelf.settings.training
    named = {"logo": training.logo} | {
        f"{form}_template": name for form, name in _templates(shelf).items()
    }
    for field, name in named.items():
        if not name:
            continue
        try:
            _logo(shelf) if field == "logo" else template(shelf, _form(field))
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


def _templates(shelf: Shelf) -> dict[str, str]:
    training = shelf.settings.training
    return {"docx": training.docx_template, "pptx": training.pptx_template}


def _form(field: str) -> str:
    return field.removesuffix("_template")
