"""Reading every text of a document for identifiers and for words that we do not use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kb.content.documents import Report
from kb.content.identifiers import identifiers
from kb.content.wording import unfitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.files import ContentFile
    from kb.errors import Problem

#: Fields that hold ids, addresses and names of bodies rather than prose.
_NOT_PROSE = {"url", "owner", "body", "cleared_by", "seen_on", "date", "published"}
_HTML = re.compile(r"<(?!https?:|mailto:)/?[a-z][^<>\n]*>", re.IGNORECASE)


def problems(file: ContentFile) -> Iterator[Problem]:
    """Name what could identify a person, words to replace, and HTML."""
    # A restricted report may have to say such things; there it is worth a look.
    strict = not isinstance(file.document, Report)
    for path, text in _texts(file.front.values):
        for message, _, serious in _found(text):
            yield file.problem(path, message, serious=serious and strict)
    for message, place, serious in _found(file.document.markdown):
        yield file.problem_at(place, message, serious=serious and strict)
    for tag in _HTML.finditer(file.document.markdown):
        message = f"HTML such as {tag[0]} is shown as text; write Markdown"
        yield file.problem_at(tag.start(), message, serious=False)


def _found(text: str) -> Iterator[tuple[str, int, bool]]:
    for one in identifiers(text):
        message = f"looks like {one.what}: {one.text!r}; take it out"
        yield message, one.start, one.serious
    for words in unfitting(text):
        message = f"we do not write {words.text!r}; {words.better}"
        yield message, words.start, words.serious


def _texts(
    value: Any,  # noqa: ANN401 - whatever the file says
    path: tuple[str | int, ...] = (),
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Find every piece of prose in the fields."""
    if path and path[-1] in _NOT_PROSE:
        return
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for step, item in items:
            yield from _texts(item, (*path, step))
