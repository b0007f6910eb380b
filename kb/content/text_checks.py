"""Reading every text of a document for identifiers and for words that we do not use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.content.documents import Report
from kb.content.identifiers import Found, identifiers
from kb.content.wording import Unfitting, unfitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.files import ContentFile
    from kb.errors import Problem

#: Fields that hold ids, addresses and names of bodies rather than prose.
_NOT_PROSE = {"url", "owner", "body", "cleared_by", "seen_on", "date", "published"}
_HTML = re.compile(r"<(?!https?:|mailto:)/?[a-z][^<>\n]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identifying:
    """What could identify a person, and where it stands."""

    found: Found
    problem: Problem


def problems(file: ContentFile) -> Iterator[Problem]:
    """Name what could identify a person, words to replace, and HTML."""
    for one in identifying(file):
        yield one.problem
    yield from wording(file)


def identifying(file: ContentFile) -> Iterator[Identifying]:
    """Find what could identify a person, in the fields and in the text."""
    # A restricted report may have to say such things; there it is worth a look.
    strict = not isinstance(file.document, Report)
    for path, text in _texts(file.front.values):
        for found in identifiers(text):
            serious = found.serious and strict
            yield Identifying(found, file.problem(path, _asks(found), serious=serious))
    for found in identifiers(file.document.markdown):
        serious = found.serious and strict
        yield Identifying(
            found, file.problem_at(found.start, _asks(found), serious=serious)
        )


def wording(file: ContentFile) -> Iterator[Problem]:
    """Name words to replace, and HTML."""
    strict = not isinstance(file.document, Report)
    for path, text in _texts(file.front.values):
        for words in unfitting(text):
            serious = words.serious and strict
            yield file.problem(path, _replace(words), serious=serious)
    for words in unfitting(file.document.markdown):
        serious = words.serious and strict
        yield file.problem_at(words.start, _replace(words), serious=serious)
    for tag in _HTML.finditer(file.document.markdown):
        message = f"HTML such as {tag[0]} is shown as text; write Markdown"
        yield file.problem_at(tag.start(), message, serious=False)


def _asks(found: Found) -> str:
    return f"looks like {found.what}: {found.text!r}; take it out"


def _replace(words: Unfitting) -> str:
    return f"we do not write {words.text!r}; {words.better}"


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
