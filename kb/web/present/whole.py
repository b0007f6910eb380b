"""The whole library as one thread: how much there is of each, from review to effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.content.documents import Lesson, Policy, Review
from kb.content.links import Bead, Link
from kb.web.present.thread import Thread, of_beads
from kb.web.present.words import plural, years

if TYPE_CHECKING:
    from kb.content.library import Shelf


def whole_thread(shelf: Shelf) -> Thread:
    """Set out everything on a shelf as the five beads."""
    reviews, lessons = shelf.every(Review), shelf.every(Lesson)
    policies = shelf.every(Policy)
    asked = sum(len(review.recommendations) for review in reviews)
    led = sum(bool(shelf.policies_of(lesson)) for lesson in lessons)
    return of_beads(
        (
            _bead(
                plural(len(reviews), "review"),
                years(r.published for r in reviews),
                "reviews/",
            ),
            _bead(plural(len(lessons), "lesson"), "what to do differently", "lessons/"),
            Bead("recommendations", plural(asked, "recommendation"), "in the reviews"),
            _bead(
                plural(sum(len(p.updates) for p in policies), "policy update"),
                f"{plural(led, 'lesson')} led to one",
                "policies/",
            ),
            Bead("evidence", "Evidence of effect", "none recorded yet", missing=True),
        )
    )


def _bead(heading: str, detail: str, key: str) -> Bead:
    return Bead(key.strip("/"), heading, detail, items=(Link(heading, key),))
