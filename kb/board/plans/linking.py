"""From names in a plan to what they mean, among what its reader may read, and no more.

A name of something that the reader may not read is a name that is not known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from kb.content.documents import Lesson, Policy, Review

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.content.documents import Document
    from kb.content.shelf import Shelf

#: How alike a name must be before it is suggested, out of 100, and how many are.
ALIKE, MOST_NEAR = 72, 3
_VERSION = re.compile(r"[0-9]{1,6}")
_NUMBER = re.compile(r"(?:r|rec|recommendation)?[ .:#-]*([0-9]{1,3})")


@dataclass(frozen=True, slots=True)
class Found:
    """What a name means; "" when it means nothing, and what it may have meant."""

    id: str = ""
    expected: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Everything of one kind, by every name that may be written for it."""

    expected: str
    ids: Mapping[str, str]
    """What a name means; "" where two things bear it."""
    shown: Mapping[str, str]
    """Names for people, as they are compared -> as they are suggested."""

    def find(self, typed: str) -> Found:
        """Find what somebody typed."""
        key = plain(typed)
        found = self.ids.get(key)
        if found:
            return Found(found)
        if found == "":
            return Found(expected="its key, since more than one has this title")
        return Found(expected=self.expected, near=self._near(typed))

    def _near(self, typed: str) -> tuple[str, ...]:
        near = process.extract(
            default_process(typed),
            self.shown.keys(),
            scorer=fuzz.WRatio,
            limit=MOST_NEAR,
            score_cutoff=ALIKE,
        )
        return tuple(dict.fromkeys(self.shown[name] for name, _, _ in near))


def plain(text: str) -> str:
    """Write a name as it is compared."""
    return " ".join(text.casefold().split())


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody with an account, whom a plan may name."""

    who: str
    """The name in the records."""
    agency: str
    names: tuple[str, ...]
    """Name and address of e-mail."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a plan may name, as its reader may know it."""

    shelf: Shelf
    accounts: tuple[Account, ...] = ()
    agencies: Names = field(init=False)
    documents: Names = field(init=False)
    lessons: Names = field(init=False)
    policies: Names = field(init=False)
    persons: Mapping[str, Names] = field(init=False)
    """Who works for each agency."""

    def __post_init__(self) -> None:
        """Gather the names once for all rows."""
        reviews, lessons = self.shelf.every(Review), self.shelf.every(Lesson)
        agencies = self.shelf.settings.readers.items()
        made = {
            "agencies": names(
                "the id or name of an agency",
                ((id_, (id_, agency.name)) for id_, agency in agencies),
            ),
            "documents": names(
                "the key or title of a review or lesson that you may read",
                ((one.key, _called(one)) for one in (*reviews, *lessons)),
            ),
            "lessons": names(
                "the key or title of a lesson that you may read",
                ((one.key, (one.statement, *_called(one))) for one in lessons),
            ),
            "policies": names(
                "the key or title of a policy that you may read",
                ((one.key, _called(one)) for one in self.shelf.every(Policy)),
            ),
            "persons": _persons(self.accounts),
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)

    def person(self, typed: str, agency: str) -> str:
        """Give the account of an agency that a name means; "" when it is not one."""
        found = self.persons.get(agency)
        return found.ids.get(plain(typed), "") if found else ""

    def policy(self, typed: str) -> Found:
        """Find a policy, or one version of it by its number: `policies/ID#N`."""
        name, hash_, number = typed.rpartition("#")
        if not hash_:
            return self.policies.find(typed)
        found = self.policies.find(name.strip())
        policy = self.shelf.find(found.id)
        if not isinstance(policy, Policy):
            return found
        last = len(policy.updates)
        if not _VERSION.fullmatch(number) or not 1 <= int(number) <= last:
            return Found(expected=f"a version from #1 to #{last}")
        return Found(f"{found.id}#{int(number)}")


def recommendation(review: Review, typed: str) -> Found:
    """Find a recommendation of a review by its id, its number or its words."""
    asked = {one.id: one.text for one in review.recommendations}
    number = _NUMBER.fullmatch(plain(typed))
    if number and f"R{int(number[1])}" in asked:
        return Found(f"R{int(number[1])}")
    if not asked:
        return Found(expected="nothing, since this review has no recommendations")
    by_words = names(
        f"one of {', '.join(asked)}, or its words",
        ((id_, (id_, text)) for id_, text in asked.items()),
    )
    return by_words.find(typed)


def names(expected: str, things: Iterable[tuple[str, Iterable[str]]]) -> Names:
    """Gather things by their names, of which the last one is suggested.

    A name of two things means neither.
    """
    meant: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, str] = {}
    for id_, called in things:
        every = tuple(called)
        for name in every:
            meant[plain(name)].add(id_)
            shown.setdefault(default_process(name), every[-1])
    ids = {name: _only(found) for name, found in meant.items()}
    return Names(expected, ids, shown)


def _persons(accounts: tuple[Account, ...]) -> dict[str, Names]:
    agencies = {one.agency for one in accounts}
    return {
        agency: names(
            "a name",
            ((one.who, one.names) for one in accounts if one.agency == agency),
        )
        for agency in agencies
    }


def _only(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""


def _called(document: Document) -> tuple[str, str, str]:
    return document.key, document.id, document.title
