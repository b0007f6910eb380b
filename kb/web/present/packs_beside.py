"""What stands beside a pack: warnings, versions, and what it can be taken out as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.publishing import names as called
from kb.web.present import addresses
from kb.web.present.moments import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.content.library import Shelf
    from kb.training.exports.outputs import Output
    from kb.training.packs import Held, Version
    from kb.training.warnings import Warned

#: What the links to each form say, as beside a lesson.
FORMS = {
    **dict(addresses.BRIEFINGS),
    "pptx": "PowerPoint",
    "zip": "folder of Markdown",
}
WHY = {"kept": "kept", "taken-out": "taken out", "run": "given"}


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing that a pack can be taken out as, and the address of each form."""

    name: str
    about: str
    forms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A version that was kept."""

    number: int
    url: str
    about: str


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a document, and where to see it."""

    key: str
    words: str
    title: str
    url: str
    changes: str
    newer: str
    """The policy that followed."""
    drop: tuple[str, ...]
    """Uids of items to take out, as what they name is not shown any more."""


def outputs(held: Held, known: Mapping[str, Output]) -> tuple[Taken, ...]:
    """List what a pack can be taken out as."""
    return tuple(
        Taken(
            one.name,
            one.about,
            tuple(
                (FORMS[form], f"/training/packs/{held.uid}/{name}.{form}")
                for form in one.forms
            ),
        )
        for name, one in known.items()
    )


def versions(
    held: Held, kept: Iterable[Version], people: Mapping[str, str]
) -> tuple[Kept, ...]:
    """List the versions of a pack."""
    return tuple(
        Kept(
            one.number,
            f"/training/packs/{held.uid}/versions/{one.number}",
            f"{WHY[one.why]} by {called.called(people, one.who)}, {moment(one.at)}",
        )
        for one in kept
    )


def warned(shelf: Shelf, warnings: Iterable[Warned]) -> tuple[Told, ...]:
    """Say what became of documents; one that is not shown has no title."""
    return tuple(_told(shelf, one) for one in warnings)


def _told(shelf: Shelf, one: Warned) -> Told:
    document, other = shelf.find(one.key), shelf.find(one.other)
    url = addresses.of(one.key) if document else ""
    return Told(
        key=one.key,
        words=one.words,
        title=document.title if document else "",
        url=url,
        changes=f"{url}/history" if url else "",
        newer=addresses.of(other.key) if other else "",
        drop=() if document else one.items,
    )
