"""The words in which exports say values of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.content.documents import Known, Strength, UpdateStatus
from kb.papers.words import capital, listed, small

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.content.shelf import Shelf

STRENGTHS: Mapping[str, str] = {
    Strength.ONE_CASE: "It rests on one case.",
    Strength.REPEATED: "Reviews taught it again and again.",
    Strength.NATIONAL: "It was found nationally.",
}
STATUSES: Mapping[str, str] = {
    UpdateStatus.IN_FORCE: "in force",
    UpdateStatus.PLANNED: "planned",
    UpdateStatus.EXPLORATION: "being explored",
    UpdateStatus.REPLACED: "replaced since",
}
KNOWN: Mapping[str, str] = {
    Known.DOCUMENTED: "A source says that it led to this.",
    Known.SAME_EVENTS: (
        "Both answer the same events; no source says that one led to the other."
    ),
    Known.INFERRED: "An editor judged it likely that it led to this.",
    Known.NONE_FOUND: "No link to a review or lesson was found.",
}
KINDS: Mapping[str, str] = {
    "lesson": "lesson",
    "review": "review",
    "policy": "policy",
    "report": "report",
}


def plain(names: Mapping[str, str], value: str) -> str:
    """Give the name of a value; one without a name is said without its hyphens."""
    return names.get(value) or capital(value.replace("-", " "))


def people(shelf: Shelf, ids: Iterable[str]) -> str:
    """Say to whom something speaks: social workers, police and GPs."""
    readers = shelf.settings.readers
    return listed(
        readers[one].people if one in readers else one.replace("-", " ") for one in ids
    )


def bodies(shelf: Shelf, ids: Iterable[str]) -> str:
    """Name agencies and roles: Police, Health visiting and All agencies."""
    readers = shelf.settings.readers
    return listed(
        readers[one].name if one in readers else plain({}, one) for one in ids
    )


def themes(shelf: Shelf, ids: Iterable[str]) -> str:
    """Name terms of the vocabulary."""
    known = shelf.vocabulary.concepts
    return listed(
        known[one].label if one in known else one.replace("-", " ") for one in ids
    )


def lasting(minutes: int) -> str:
    """Say how long something takes: 45 minutes, 1 hour 30 minutes."""
    hours, rest = divmod(minutes, 60)
    said = (
        f"{hours} {'hour' if hours == 1 else 'hours'}" if hours else "",
        f"{rest} {'minute' if rest == 1 else 'minutes'}" if rest else "",
    )
    return " ".join(part for part in said if part)


def kind_of_review(shelf: Shelf, value: str) -> str:
    """Name a type of review as it stands inside a sentence."""
    return small(plain(shelf.settings.review_types, value))
