"""Cutting out of a document what leads to documents that a reader may not know of."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, TypeVar

from kb.content.documents import KINDS, Document, Lesson, Policy, Report, Review
from kb.content.picture_places import place_of
from kb.content.rendering import INTERNAL, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

Kind = TypeVar("Kind", bound=Document)

#: Where a text names another document as the target of a link, in both of Markdown's
#: ways: [words](lessons/ask-again) and [words]: lessons/ask-again
LINK = re.compile(r"(?P<open>\](?:\(|:)[\s>]*<?)" + INTERNAL.pattern)
#: Any place that may be read as the name of a document once Markdown has read it.
_NAMED = re.compile(r"(?:" + "|".join(KINDS) + r")/[a-z0-9-]+")
#: What Markdown drops or reads as another sign.
_DROPPED = re.compile(r"[\\\x00\x02\x03]")
#: The target of any link at all.
_TARGET = re.compile(r"\](?:\(|:)[\s>]*\S*")
#: How a picture begins; the three letters between are dropped when it is read.
_PICTURE = re.compile(r"(?:![\x00\x02\x03]*)+(?=\[)")


def links_in(markdown: str) -> Iterator[re.Match[str]]:
    """Find every link to another document in a text."""
    return LINK.finditer(markdown)


def references(document: Document) -> frozenset[str]:
    """List the keys of all documents that this one leads to or names."""
    keys = set(_NAMED.findall(_DROPPED.sub("", unescape(document.markdown))))
    return frozenset(keys.union(*_listed(document)))


def _listed(document: Document) -> Iterator[Iterable[str]]:
    match document:
        case Lesson():
            yield _keys(Review, document.reviews)
        case Review():
            for asked in document.recommendations:
                yield _keys(Lesson, asked.lessons)
        case Policy():
            for update in document.updates:
                yield _keys(Review, update.from_reviews)
                yield _keys(Lesson, update.from_lessons)
        case Report():
            yield _keys(Review, [document.review])


def _keys(kind: type[Document], ids: Iterable[str]) -> list[str]:
    return [f"{kind.folder}/{one}" for one in ids]


def narrow(document: Kind, keys: AbstractSet[str]) -> Kind:
    """Leave only links to documents with these keys."""

    def lessons(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(one for one in ids if f"lessons/{one}" in keys)

    def reviews(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(one for one in ids if f"reviews/{one}" in keys)

    changes: dict[str, object] = {"markdown": _linked(document.markdown, keys)}
    match document:
        case Lesson():
            changes["reviews"] = reviews(document.reviews)
        case Review():
            changes["recommendations"] = tuple(
                asked.model_copy(update={"lessons": lessons(asked.lessons)})
                for asked in document.recommendations
            )
        case Policy():
            changes["updates"] = tuple(
                update.model_copy(
                    update={
                        "from_reviews": reviews(update.from_reviews),
                        "from_lessons": lessons(update.from_lessons),
                    }
                )
                for update in document.updates
            )
        case Report():
            changes["review"] = "".join(reviews([document.review]))
    return document.model_copy(update=changes)


def _linked(markdown: str, keys: AbstractSet[str]) -> str:
    """Take links to other documents out, as far as needed for none to be left.

    What was taken out is looked for in what Markdown makes of the text, since that
    reads links in more ways than a pattern can name.
    """

    def link(found: re.Match[str]) -> str:
        return found[0] if found["key"] in keys else found["open"]

    for text in (LINK.sub(link, markdown), _TARGET.sub("]", markdown)):
        if render(text).leads_to <= keys:
            return text
    return ""


def with_own_pictures(document: Kind) -> Kind:
    """Leave the pictures of a document when all are its own, and else none.

    Each is as open as the document that it belongs to, and so is what shows it.
    """
    if not _PICTURE.search(document.markdown):
        return document
    places = map(place_of, render(document.markdown).pictures)
    if all(place and place.key == document.key for place in places):
        return document
    words = _PICTURE.sub("", document.markdown)
    return document.model_copy(update={"markdown": words})
