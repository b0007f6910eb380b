"""Actions as one reader sees them: with what asks for them, and no more than is theirs.

A page, a file or a letter never takes actions from `records` without coming by here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.access import sees_action
from kb.board.states import MET
from kb.content.documents import Document, Lesson, Recommendation, Review

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.access import Reader
    from kb.board.action import Action
    from kb.content.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Item:
    """An action, and the part of the chain that it stands in, as one reader sees it."""

    action: Action
    document: Document | None
    """What asks for it; None when it is withdrawn, or not open to this reader yet."""
    recommendation: Recommendation | None = None
    lessons: tuple[Lesson, ...] = ()
    """The lessons that it follows from."""
    reviews: tuple[Review, ...] = ()
    """Every review that teaches those lessons, and the one that asks."""

    @property
    def themes(self) -> frozenset[str]:
        """Give the themes of what asks, and of its lessons."""
        asking = [self.document] if self.document else []
        return frozenset(t for one in (*asking, *self.lessons) for t in one.themes)

    @property
    def asked(self) -> str:
        """Give what is asked, in the words of the review or the lesson."""
        if self.recommendation:
            return self.recommendation.text
        return self.document.statement if isinstance(self.document, Lesson) else ""

    @property
    def came_back(self) -> tuple[Review, ...]:
        """List the reviews that taught the same again after it was closed as met."""
        if self.action.closure not in MET or not self.lessons:
            return ()
        known = set(self.action.known_reviews)
        return tuple(one for one in self.reviews if one.key not in known)


def items(actions: Iterable[Action], shelf: Shelf, reader: Reader) -> tuple[Item, ...]:
    """Give those of the actions that a reader may see, with what asks for them.

    `shelf` is the reader's own.
    """
    first: dict[tuple[str, str], Item] = {}
    seen: list[Item] = []
    for action in actions:
        if _sees(action, shelf, reader):
            place = action.of.document, action.of.recommendation
            if place not in first:
                first[place] = _item(action, shelf)
            seen.append(replace(first[place], action=action))
    return tuple(seen)


def _sees(action: Action, shelf: Shelf, reader: Reader) -> bool:
    key = action.of.document
    is_open = key in shelf.keys or shelf.remembers(key)
    return sees_action(
        reader, agency=action.of.agency, is_open=is_open, early=action.early
    )


def reviews_now(action: Action, shelf: Shelf) -> tuple[str, ...]:
    """List the keys of the reviews that teach by now what an action is about."""
    return tuple(one.key for one in _item(action, shelf).reviews)


def _item(action: Action, shelf: Shelf) -> Item:
    document = shelf.find(action.of.document)
    if isinstance(document, Lesson):
        reviews = shelf.reviews_of(document)
        return Item(action, document, None, (document,), reviews)
    if not isinstance(document, Review):
        return Item(action, None)
    asked = {one.id: one for one in document.recommendations}
    recommendation = asked.get(action.of.recommendation)
    keys = recommendation.lessons if recommendation else ()
    found = (shelf.find(f"{Lesson.folder}/{one}") for one in keys)
    lessons = tuple(one for one in found if isinstance(one, Lesson))
    taught = [one for lesson in lessons for one in shelf.reviews_of(lesson)]
    every = {one.key: one for one in (*taught, document)}
    return Item(action, document, recommendation, lessons, tuple(every.values()))
