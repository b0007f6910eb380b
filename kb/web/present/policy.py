"""A policy's page: what is in force now, then its history as a thread of versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content.documents import UpdateStatus
from kb.web.present import addresses, names
from kb.web.present.page import Page, page
from kb.web.present.review import SourceShown, sources
from kb.web.present.thread import Step

if TYPE_CHECKING:
    from kb.content.documents import Policy, Update
    from kb.content.library import Shelf

NOW = {
    UpdateStatus.IN_FORCE: "What is in force now",
    UpdateStatus.PLANNED: "What is planned",
    UpdateStatus.EXPLORATION: "What is being explored",
    UpdateStatus.REPLACED: "What it said before it was replaced",
}


@dataclass(frozen=True, slots=True)
class Version:
    """One version: when, what changed, what led to it, and how well that is known."""

    when: str
    status: str
    current: bool
    what_changed: str
    lessons: tuple[Step, ...]
    reviews: tuple[Step, ...]
    from_note: str
    known: str
    known_meaning: str
    known_note: str
    sources: tuple[SourceShown, ...]


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """Everything on a policy's page that is not the same on every page."""

    page: Page
    policy: Policy
    kind: str
    where: str
    heading: str
    status: str
    now: Version
    history: tuple[Version, ...]


def policy_page(shelf: Shelf, policy: Policy) -> PolicyPage:
    """Set out a policy."""
    versions = tuple(
        _version(shelf, update, current=update is policy.current)
        for update in policy.history
    )
    now = next(version for version in versions if version.current)
    return PolicyPage(
        page=page(shelf, policy),
        policy=policy,
        kind=names.policy_kind(shelf, policy.policy_kind),
        where=policy.area or names.nation(shelf, policy.nation),
        heading=NOW[policy.current.status],
        status=now.status,
        now=now,
        history=versions,
    )


def _version(shelf: Shelf, update: Update, *, current: bool) -> Version:
    return Version(
        when=update.date_note or str(update.date or "Date not known"),
        status=names.STATUSES[update.status],
        current=current,
        what_changed=update.what_changed,
        lessons=_steps(shelf, "lessons", update.from_lessons),
        reviews=_steps(shelf, "reviews", update.from_reviews),
        from_note=update.from_note,
        known=names.KNOWN[update.known],
        known_meaning=names.KNOWN_MEANING[update.known],
        known_note=update.known_note,
        sources=sources(update.sources),
    )


def _steps(shelf: Shelf, folder: str, ids: tuple[str, ...]) -> tuple[Step, ...]:
    found = (shelf.find(f"{folder}/{one}") for one in ids)
    return tuple(Step(doc.title, addresses.of(doc.key), "") for doc in found if doc)
