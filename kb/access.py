"""Who may read what, and who may do what. No other file decides this.

A document has one audience. A reader holds a set of audiences. A reader may read
a document when the set holds its audience, and that is the whole rule: it says the
same thing in Python, in SQL and in a search engine's filter.

What may be done with course packs and runs follows from it in `kb.sharing`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    ANSWER = "answer for an agency"
    TRACK = "track actions"
    APPROVE = "approve closure"
    EDIT = "edit documents"
    OVERSEE = "see who read what"
    MANAGE = "manage people"


class Role(StrEnum):
    """The work that people have here; each person has one."""

    PRACTITIONER = "practitioner"
    TRAINER = "trainer"
    AGENCY_LEAD = "agency-lead"
    BOARD_MEMBER = "board-member"
    BOARD_APPROVER = "board-approver"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class Shared(StrEnum):
    """With whom the maker of a course pack shares it."""

    PRIVATE = "private"
    COLLEAGUES = "colleagues"
    """Who builds packs in the maker's agency; they may change it too."""
    PARTNERSHIP = "partnership"
    """Everybody who has signed in."""


def is_open(audience: str, audiences: frozenset[str]) -> bool:
    """Say whether a document for `audience` is open to whoever has `audiences`."""
    return audience in audiences


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody looking at the library, reduced to what they may see and do."""

    name: str
    abilities: frozenset[Can]
    audiences: frozenset[str]
    agency: str = ""
    """An agency of library.yaml; empty for staff of the board itself."""

    def can(self, ability: Can) -> bool:
        """Say whether this reader may do a kind of thing at all."""
        return ability in self.abilities

    def may_read(self, audience: str) -> bool:
        """Say whether a document for `audience` is open to this reader."""
        return is_open(audience, self.audiences)


ANYONE = Reader("", frozenset({Can.READ}), frozenset({PUBLIC}))

#: What each role may do, and the narrowest audience that it reads. An administrator
#: runs the site, and reads what everybody reads who has signed in.
_ROLES: dict[Role, tuple[frozenset[Can], str]] = {
    Role.PRACTITIONER: (frozenset({Can.READ}), PARTNERS),
    Role.TRAINER: (frozenset({Can.READ, Can.TRAIN}), PARTNERS),
    Role.AGENCY_LEAD: (frozenset({Can.READ, Can.ANSWER}), PARTNERS),
    Role.BOARD_MEMBER: (
        frozenset({Can.READ, Can.ANSWER, Can.TRACK, Can.OVERSEE}),
        BOARD,
    ),
    Role.BOARD_APPROVER: (
        frozenset({Can.READ, Can.ANSWER, Can.TRACK, Can.OVERSEE, Can.APPROVE}),
        BOARD,
    ),
    Role.EDITOR: (frozenset({Can.READ, Can.TRAIN, Can.TRACK, Can.EDIT}), EDITORS),
    Role.ADMINISTRATOR: (frozenset({Can.READ, Can.MANAGE}), PARTNERS),
}


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


def agencies_read() -> frozenset[str]:
    """Give the audiences that everybody reads who answers for an agency.

    The board asks agencies to brief their staff on documents for these, and no others.
    """
    return below(_ROLES[Role.AGENCY_LEAD][1])


def reader_as(audience: str, extra: Iterable[str] = ()) -> Reader:
    """Give the reader whom `--as AUDIENCE` means on the command line."""
    return Reader(f"as {audience}", frozenset({Can.READ}), below(audience, extra))


def tracker_as(audience: str, extra: Iterable[str] = ()) -> Reader:
    """Give the reader whom `--as` means where it is about what agencies did.

    Who reads as the board sees that, as members of the board do; nobody else does.
    """
    reader = reader_as(audience, extra)
    if not reader.may_read(BOARD):
        return reader
    return replace(reader, abilities=reader.abilities | {Can.TRACK})


def reader_for(
    name: str,
    role: Role,
    groups: Iterable[str],
    extra: Iterable[str],
    agency: str = "",
) -> Reader:
    """Give the reader that somebody is who has signed in.

    `groups` are the added audiences that the person belongs to; one that the library
    does not have (any more) gives nothing.
    """
    extra = frozenset(extra)
    abilities, narrowest = _ROLES[role]
    own = extra.intersection(groups)
    return Reader(name, abilities, below(narrowest, extra) | own, agency)


def sees_restricted(reader: Reader) -> bool:
    """Say whether a reader may read more than everybody who has signed in."""
    return not reader.audiences <= {PUBLIC, PARTNERS}


def sees_action(reader: Reader, *, agency: str, is_open: bool, early: bool) -> bool:
    """Say whether a reader may see what an agency was asked to do.

    `is_open` says whether the reader may read the document that asks for it. Who
    answers for the agency sees what the board gave it early, before that document is
    open to them; nothing on it then names the document.
    """
    own = reader.can(Can.ANSWER) and reader.agency == agency != ""
    return (is_open and (own or reader.can(Can.TRACK))) or (own and early)


def needs_sign_off(*, before: str | None, after: str | None, same_text: bool) -> bool:
    """Say whether a change to a document waits for a second person.

    `before` and `after` are the audiences for which it is shown, None while it is
    hidden. Hiding a document, or narrowing who reads the very same text, never waits.
    """
    if after is None:
        return False
    narrower = before is not None and strictest(before, after) == after
    return not (same_text and narrower)


def revision_audience(*, then: str, now: str, closed: bool) -> str:
    """Give who may read an old revision: the stricter of then and now.

    `closed` revisions hold what was taken out on purpose; they are for editors.
    """
    return EDITORS if closed else strictest(then, now)


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


def report_audience(*, stated: str, review: str | None) -> str:
    """Give the audience of a report: never wider than that of the card of its review.

    So what hides a review hides its report. One without a known review is for editors.
    """
    return EDITORS if review is None else strictest(stated, review)


def _narrowness(audience: str) -> tuple[int, str]:
    """Put an added audience between "board" and "editors"."""
    place = LADDER.index(audience) if audience in LADDER else LADDER.index(BOARD)
    return place + (audience not in LADDER) + (audience == EDITORS), audience
