"""What is different between two texts of a document: field by field, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from kb.content import sources
from kb.errors import InvalidContentError
from kb.web.present.form_fields import MARKDOWN, Field, Shape, fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.content.documents import Document
    from kb.web.present.form_choices import Labels

_WORDS = re.compile(r"\w+\s*|[^\w\s]+\s*|\s+")
#: Two passages longer than this are compared as wholes: comparing takes their product.
_MOST_WORDS, _MOST_LINES = 1500, 3000
_LONG, _NEAR = 700, 250
_NO_LABELS: Labels = {}
_LEFT_OUT = "\n[ ... ]\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and whether they are the same in both texts."""

    words: str
    same: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A field that says one thing before and another after."""

    field: str
    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def between(
    kind: type[Document], before: str, after: str, labels: Labels = _NO_LABELS
) -> tuple[Change, ...]:
    """Compare two texts of a file; one that is no document is compared as a text.

    What has a name in `labels` is shown by it, and compared by its value.
    """
    old, new = _read(kind, before), _read(kind, after)
    if old is None or new is None:
        whole = (Change("", "Whole file", *compared(before, after)),)
        return whole if before != after else ()
    return tuple(
        Change(
            field.name,
            field.label,
            *compared(_said(field, was, labels), _said(field, now, labels)),
        )
        for field in fields(kind)
        if _said(field, was := old.get(field.name))
        != _said(field, now := new.get(field.name))
    )


def compared(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Mark the words that are only in one of two texts."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if max(len(old), len(new)) > _MOST_LINES:
        same = before == after
        return (Piece(before, same),), (Piece(after, same),)
    left: list[Piece] = []
    right: list[Piece] = []
    for same, was, now in _blocks(old, new):
        if same or len(was) + len(now) > _MOST_WORDS:
            left.append(Piece("".join(was), same))
            right.append(Piece("".join(now), same))
            continue
        words = _WORDS.findall("".join(was)), _WORDS.findall("".join(now))
        if max(map(len, words)) > _MOST_WORDS:
            words = (["".join(was)], ["".join(now)])
        for equal, out, put in _blocks(*words):
            left.append(Piece("".join(out), equal))
            right.append(Piece("".join(put), equal))
    return _shortened(_joined(left)), _shortened(_joined(right))


def _blocks(
    old: list[str], new: list[str]
) -> Iterator[tuple[bool, list[str], list[str]]]:
    # Autojunk passes over what stands everywhere, or repetition takes minutes.
    matcher = SequenceMatcher(None, old, new, autojunk=True)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        yield tag == "equal", old[start:end], new[begin:stop]


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Put neighbours of one sort together, and a lone space between two marks."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.words:
            continue
        if found and found[-1].same == piece.same:
            found[-1] = Piece(found[-1].words + piece.words, piece.same)
        else:
            found.append(piece)
    return tuple(found)


def _shortened(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Leave out the middle of long passages that are the same."""
    last = len(pieces) - 1
    return tuple(
        Piece(_around(piece.words, place > 0, place < last), same=True)
        if piece.same and len(piece.words) > _LONG
        else piece
        for place, piece in enumerate(pieces)
    )


def _around(words: str, after: bool, before: bool) -> str:  # noqa: FBT001 - which ends
    """Keep what stands next to a change, in whole words."""
    start = words[:_NEAR].rpartition(" ")[0] + " " if after else ""
    end = " " + words[-_NEAR:].partition(" ")[2] if before else ""
    return f"{start}{_LEFT_OUT}{end}" if start or end else words


def _read(kind: type[Document], source: str) -> dict[str, Any] | None:
    """Read the fields of a file; an empty text is a document without any."""
    if not source:
        return {}
    try:
        document = sources.read(kind, "any", source)
    except InvalidContentError:
        return None
    return {**sources.fields_of(document), MARKDOWN.name: document.markdown}


def _said(field: Field, value: Any, labels: Labels = _NO_LABELS) -> str:  # noqa: ANN401 - text, list or parts
    """Write what a field says so that two of it can be compared by eye."""
    if field.shape is Shape.ROWS:
        return "\n".join(_part(field, part, labels) for part in value or ())
    names = labels.get(field.choices, {})
    if field.shape is Shape.MANY:
        return "\n".join(names.get(one, one) for one in value or ())
    return names.get(str(value or ""), str(value or ""))


def _part(field: Field, part: Any, labels: Labels) -> str:  # noqa: ANN401 - a text or a part
    """Write a row, one line a field."""
    if field.of_texts:
        return f"{part}\n"
    lines = [
        f"{one.label}: {', '.join(said.splitlines()) if one.choices else said}"
        for one in field.parts
        if (said := _said(one, part.get(one.name), labels))
    ]
    return f"{field.one}\n" + "\n".join(lines) + "\n"
