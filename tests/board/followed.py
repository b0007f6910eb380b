"""Actions as figures see them, made by hand."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from kb.board.action import Action, Identity
from kb.board.seen import Item
from kb.content.documents import Lesson, Review
from tests.factories import LESSON, REVIEW

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERS = count(1)


def a_review(name: str, **fields: Any) -> Review:
    """Make a review; `published` and all else as in its file."""
    return Review.model_validate(REVIEW | {"id": name, "title": name} | fields)


def a_lesson(name: str, **fields: Any) -> Lesson:
    """Make a lesson."""
    return Lesson.model_validate(LESSON | {"id": name, "title": name} | fields)


def an_item(
    agency: str = "police",
    *,
    asks: Review | Lesson | None = None,
    lessons: Sequence[Lesson] = (),
    reviews: Sequence[Review] = (),
    created: date = date(2026, 1, 1),
    **state: Any,
) -> Item:
    """Make an action of an agency, with what asks for it."""
    key = asks.key if asks else "reviews/gone"
    of = Identity(f"uid{next(_NUMBERS)}", key, "R1", agency, 1, created)
    own = (asks,) if isinstance(asks, Review) else ()
    return Item(
        Action(of=of, version=1, **state),
        asks,
        lessons=tuple(lessons),
        reviews=(*reviews, *own),
    )
