"""Who may read what, and who may do what. No other file decides this.

A document has one audience. A reader holds a set of audiences. A reader may read
a document when the set holds its audience, and that is the whole rule: it says the
same thing in Python, in SQL and in a search engine's filter.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PUBLIC, PARTNERS, BOARD, EDITORS = "public", "partners", "board", "editors"

#: The audiences that every library has, from the widest to the narrowest. A board
#: may add others (a case group); whoever reads one of those reads "public" and
#: "partners" too, and the board's readers do not read it as such.
LADDER = (PUBLIC, PARTNERS, BOARD, EDITORS)


class Can(StrEnum):
    """The things a person can be allowed to do."""

    READ = "read"
    TRAIN = "build course packs"
    TRACK = "track actions"
    APPROVE = "approve closure"
    EDIT = "edit documents"
    MANAGE = "manage people"


def is_open(audience: str, audiences: frozenset[str]) -> bool:
    """Say whether a document for `audience` is open to whoever has `audiences`."""
    return audience in audiences


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody looking at the library, reduced to what they may see and do."""

    name: str
    abilities: frozenset[Can]
    audiences: frozenset[str]

    def can(self, ability: Can) -> bool:
        """Say whether this reader may do a kind of thing at all."""
        return ability in self.abilities

    def may_read(self, audience: str) -> bool:
        """Say whether a document for `audience` is open to this reader."""
        return is_open(audience, self.audiences)


ANYONE = Reader("", frozenset({Can.READ}), frozenset({PUBLIC}))


def below(audience: str, extra: Iterable[str] = ()) -> frozenset[str]:
    """Give an audience and every wider one: what its readers may read.

    `extra` are the audiences that a board added; only editors read all of them.
    An unknown audience gives nothing.
    """
    if audience == EDITORS:
        return frozenset({*LADDER, *extra})
    if audience in LADDER:
        return frozenset(LADDER[: LADDER.index(audience) + 1])
    return frozenset({PUBLIC, PARTNERS, audience}) if audience in extra else frozenset()


def reader_as(audience: str, extra: Iterable[str] = ()) -> Reader:
    """Give the reader whom `--as AUDIENCE` means on the command line."""
    return Reader(f"as {audience}", frozenset({Can.READ}), below(audience, extra))


def strictest(one: str, other: str) -> str:
    """Give the narrower of two audiences; two that do not nest give "editors"."""
    if one == other:
        return one
    if one in LADDER and other in LADDER:
        return max(one, other, key=LADDER.index)
    added, rung = (one, other) if other in LADDER else (other, one)
    return added if added not in LADDER and rung in {PUBLIC, PARTNERS} else EDITORS


def audience_now(*, stated: str, known: Iterable[str], shown: bool) -> str:
    """Give the one audience that a document has now.

    `stated` is what its file says and `known` the audiences that exist. What is not
    `shown` (draft, embargoed, withdrawn, broken) is for editors, and so is anything
    whose audience is unknown. Time alone opens nothing.
    """
    return stated if shown and stated in known else EDITORS


def lesson_audience(*, stated: str, reviews: Iterable[str], cleared_early: bool) -> str:
    """Give the audience of a lesson, whose reviews now have the audiences `reviews`.

    A lesson is as open as it says when it was cleared for early release, or when at
    least one of its reviews is as open. Otherwise it is as hidden as the most open of
    its reviews; a lesson without a known review is for editors.
    """
    if cleared_early or stated == EDITORS:
        return stated
    candidates = {strictest(stated, review) for review in reviews}
    if stated in candidates:
        return stated
    return min(candidates, key=_narrowness, default=EDITORS)


def _narrowness(audience: str) -> tuple[int, str]:
    """Put an added audience between "board" and "editors"."""
    place = LADDER.index(audience) if audience in LADDER else LADDER.index(BOARD)
    return place + (audience not in LADDER) + (audience == EDITORS), audience
