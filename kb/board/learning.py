"""Whether learning lasts: what comes back, and what was changed without proof."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board.choosing import Choice, meant
from kb.board.only import first_day
from kb.board.states import Assurance, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from kb.board.figures import Standing
    from kb.board.only import On
    from kb.content.documents import Lesson, Review

CAME_BACK = Choice(only="came-back")
#: So many reviews of one theme in a period are a theme that recurs.
SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Recurring:
    """A theme that recurs."""

    theme: str
    reviews: tuple[Review, ...]
    """Those of the period that are followed up here."""
    came_back: int
    """Actions that were closed as met and whose lesson was taught again."""
    choice: Choice


def recurring(standing: Standing, since: date) -> tuple[Recurring, ...]:
    """List the themes of several reviews after a day, or of what has come back."""
    back = Counter(t for on in meant(standing.ons, CAME_BACK) for t in on.item.themes)
    reviews: dict[str, dict[str, Review]] = defaultdict(dict)
    for on in standing.ons:
        for review in on.item.reviews:
            if since < first_day(review) <= standing.day:
                for theme in review.themes:
                    reviews[theme][review.key] = review
    several = {theme for theme, found in reviews.items() if len(found) >= SEVERAL}
    rows = (
        Recurring(
            theme=theme,
            reviews=tuple(reviews[theme].values()) if theme in reviews else (),
            came_back=back[theme],
            choice=Choice(theme=theme, only=CAME_BACK.only),
        )
        for theme in several | back.keys()
        if standing.scope.theme in {"", theme}
    )
    return tuple(sorted(rows, key=lambda r: (-r.came_back, -len(r.reviews), r.theme)))


@dataclass(frozen=True, slots=True)
class Unproved:
    """A policy that was changed, without evidence that the change had an effect."""

    policy: str
    """Its key."""
    named: int
    """How many actions say that they produced it."""
    choice: Choice


def unproved(
    standing: Standing, led_to: Mapping[str, Sequence[str]]
) -> tuple[Unproved, ...]:
    """List the policies that no evidenced action stands behind.

    They are those that actions name and those of `led_to`, which gives the keys of
    policies by the key of a lesson that led to them.
    """
    named, proved = Counter[str](), set[str]()
    for on in standing.ons:
        own = on.action.policy.partition("#")[0]
        taught = [policy for one in on.item.lessons for policy in led_to[one.key]]
        named.update(dict.fromkeys([own] if own else [], 1))
        named.update(dict.fromkeys(taught, 0))
        if own and _is_proved(on):
            proved.add(own)
    return tuple(
        Unproved(policy, count, Choice(policy=policy))
        for policy, count in sorted(named.items(), key=lambda one: (-one[1], one[0]))
        if policy not in proved
    )


def _is_proved(on: On) -> bool:
    return on.action.assurance is Assurance.EVIDENCED and on.action.shows_effect


@dataclass(frozen=True, slots=True)
class Untrained:
    """A lesson on which nobody is known to have been trained."""

    lesson: Lesson
    actions: int
    choice: Choice


def untrained(standing: Standing, known: Collection[str] = ()) -> tuple[Untrained, ...]:
    """List the lessons that are followed up without any record of training.

    `known` are those on which people were trained otherwise than by an action: in a
    course, or as an agency confirmed.
    """
    lessons: dict[str, Lesson] = {}
    actions, trained = Counter[str](), set(known)
    for on in standing.ons:
        kinds = {kind for _, kind in on.action.evidence}
        for lesson in on.item.lessons:
            lessons[lesson.key] = lesson
            actions[lesson.key] += 1
            if Kind.TRAINING in kinds:
                trained.add(lesson.key)
    return tuple(
        Untrained(lesson, actions[key], Choice(document=key))
        for key, lesson in sorted(lessons.items())
        if key not in trained and standing.scope.document in {"", key}
    )
