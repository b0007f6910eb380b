"""Sentences of the dashboard, each with the list that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board import learning
from kb.board.choosing import Choice, meant
from kb.board.figures import NEEDS
from kb.board.only import came_back as taught_again
from kb.board.only import first_day
from kb.content.documents import Policy
from kb.web.present import addresses, board_words, names
from kb.web.present.words import day, listed, plural

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kb.board.figures import Standing
    from kb.board.only import On
    from kb.board.rows import Answering
    from kb.board.waiting import Times
    from kb.content.documents import Review
    from kb.content.shelf import Shelf
    from kb.web.present.board_links import Links


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that is a link, and what more there is to say."""

    words: str
    url: str
    more: str
    more_url: str = ""


#: Lines of a list; how many more there are is said.
MOST = 40


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines, and how many more there are."""

    some: tuple[Line, ...] = ()
    left_out: int = 0


def most(lines: Iterable[Line]) -> Lines:
    """Keep as many lines as anybody reads."""
    found = tuple(lines)
    return Lines(found[:MOST], max(len(found) - MOST, 0))


@dataclass(frozen=True, slots=True)
class Came:
    """A met action whose lesson was taught again."""

    words: str
    url: str
    agency: str
    closed: str
    reviews: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TimesShown:
    """How long a step takes, in words."""

    words: str
    count: int
    url: str
    median: str
    longest: str
    waiting: int
    waiting_url: str
    oldest: str
    oldest_url: str


def needs(now: Standing, links: Links) -> tuple[Line, ...]:
    """Say what the board decides or asks about; what there is none of is left out."""
    counted = ((name, now.count(choice)) for name, choice in NEEDS.items())
    return tuple(
        Line(
            f"{count:,} {board_words.NEEDS[name][count > 1]}",
            links.listed(NEEDS[name]),
            "",
        )
        for name, count in counted
        if count
    )


def came_back(shelf: Shelf, now: Standing, most: int) -> tuple[Came, ...]:
    """List the met actions whose lesson was taught again, the newest review first."""
    found = [(on, taught_again(on)) for on in meant(now.ons, learning.CAME_BACK)]
    found.sort(key=lambda one: max(map(first_day, one[1])), reverse=True)
    return tuple(_came(shelf, on, reviews) for on, reviews in found[:most])


def _came(shelf: Shelf, on: On, reviews: tuple[Review, ...]) -> Came:
    return Came(
        words=on.item.lessons[0].title,
        url=addresses.of_action(on.action.uid),
        agency=names.asked(shelf, on.action.of.agency),
        closed=day(on.action.closed),
        reviews=tuple(
            Line(one.title, addresses.of(one.key), str(one.published or ""))
            for one in reviews
        ),
    )


def times(found: Iterable[Times], links: Links) -> tuple[TimesShown, ...]:
    """Set out how long each step takes."""
    return tuple(
        TimesShown(
            words=board_words.STEPS[one.step],
            count=one.count,
            url=links.listed(one.made),
            median=plural(one.median, "day") if one.count else "–",
            longest=plural(one.longest, "day") if one.count else "–",
            waiting=one.waiting,
            waiting_url=links.listed(one.waits),
            oldest=plural(one.oldest, "day") if one.waiting else "–",
            oldest_url=addresses.of_action(one.oldest_uid) if one.waiting else "",
        )
        for one in found
    )


def late(shelf: Shelf, found: Iterable[Answering], links: Links) -> tuple[Line, ...]:
    """List the agencies that answer late."""
    return tuple(
        Line(
            f"{names.asked(shelf, one.agency)}: {one.late} of {one.asked}",
            links.listed(one.choice),
            "",
        )
        for one in found
    )


def recurring(
    shelf: Shelf, found: Iterable[learning.Recurring], links: Links
) -> tuple[Line, ...]:
    """List the themes that recur."""
    concepts = shelf.vocabulary.concepts
    return tuple(
        Line(
            names.theme(shelf, one.theme),
            links.board(Choice(theme=one.theme)),
            _recurs(one),
            links.listed(one.choice) if one.came_back else "",
        )
        for one in found
        if one.theme in concepts and concepts[one.theme].group not in names.NOT_TOPICS
    )


def _recurs(one: learning.Recurring) -> str:
    parts = (
        f"{len(one.reviews)} reviews in the period" if len(one.reviews) > 1 else "",
        f"taught again after {plural(one.came_back, 'action')} met"
        if one.came_back
        else "",
    )
    return listed(part for part in parts if part)


def unproved(shelf: Shelf, now: Standing, links: Links) -> tuple[Line, ...]:
    """List the policies that were changed without evidence of an effect."""
    found = learning.unproved(now, _led_to(shelf, now))
    policies = {policy.key: policy for policy in shelf.every(Policy)}
    return tuple(
        Line(
            policies[one.policy].title,
            addresses.of(one.policy),
            f"named by {plural(one.named, 'action')}" if one.named else "",
            links.listed(one.choice) if one.named else "",
        )
        for one in found
        if one.policy in policies
    )


def _led_to(shelf: Shelf, now: Standing) -> Mapping[str, list[str]]:
    lessons = {lesson.key: lesson for on in now.ons for lesson in on.item.lessons}
    return {
        key: list(dict.fromkeys(policy.key for policy, _ in shelf.policies_of(lesson)))
        for key, lesson in lessons.items()
    }


def untrained(now: Standing, links: Links, known: Collection[str]) -> tuple[Line, ...]:
    """List the lessons that are followed up without a record of training."""
    return tuple(
        Line(
            one.lesson.title,
            addresses.of(one.lesson.key),
            plural(one.actions, "action"),
            links.listed(one.choice),
        )
        for one in learning.untrained(now, known)
    )
