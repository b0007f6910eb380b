"""Which policy holds now for what a lesson or review teaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content.documents import UpdateStatus
from kb.web.present import addresses, names

if TYPE_CHECKING:
    from kb.content.documents import Lesson, Policy, Review, Update
    from kb.content.library import Shelf


@dataclass(frozen=True, slots=True)
class PolicyShown:
    """A policy update that came of a lesson or review."""

    title: str
    url: str
    kind: str
    area: str
    when: str
    status: str
    in_force: bool
    known: str
    known_note: str
    what_changed: str


def changed(
    shelf: Shelf, pairs: tuple[tuple[Policy, Update], ...]
) -> tuple[PolicyShown, ...]:
    """Set out policy updates, each with its date and how well the link is known."""
    return tuple(_shown(shelf, policy, update) for policy, update in pairs)


def current_policies(
    shelf: Shelf, document: Lesson | Review
) -> tuple[PolicyShown, ...]:
    """Find the policies in force that a document led to, or else the newest one.

    One policy is listed once, by the newest of its versions that is in force.
    """
    found = changed(shelf, shelf.policies_of(document))
    in_force = {one.url: one for one in reversed(found) if one.in_force}
    newest_first = tuple(reversed(in_force.values()))
    return newest_first or found[:1]


def _shown(shelf: Shelf, policy: Policy, update: Update) -> PolicyShown:
    return PolicyShown(
        title=policy.title,
        url=addresses.of(policy.key),
        kind=names.policy_kind(shelf, policy.policy_kind),
        area=policy.area,
        when=update.date_note or str(update.date or ""),
        status=names.STATUSES[update.status],
        in_force=update.status is UpdateStatus.IN_FORCE,
        known=names.KNOWN[update.known],
        known_note=update.known_note,
        what_changed=update.what_changed,
    )
