"""The first page of training: packs as lines, and themes that no pack covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.access import Shared
from kb.content.documents import Review
from kb.publishing import names as called
from kb.training.gaps import gaps
from kb.web.present import addresses, names
from kb.web.present.packs import facts
from kb.web.present.words import day, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.content.library import Shelf
    from kb.training.gaps import Gap
    from kb.training.packs import Held

SHARED = {
    Shared.PRIVATE: "private",
    Shared.COLLEAGUES: "shared with colleagues",
    Shared.PARTNERSHIP: "shared with the partnership",
}


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack in a list."""

    uid: str
    title: str
    url: str
    facts: str
    told: str
    """How many things to look at before it is used; empty for none."""
    collecting: bool


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A theme of reviews that no pack is about."""

    theme: str
    label: str
    url: str
    reviews: str


@dataclass(frozen=True, slots=True)
class Missing:
    """The themes of the newest year's reviews that no pack covers."""

    year: int
    themes: tuple[Uncovered, ...]


def lines(
    packs: Iterable[Held],
    told: Mapping[str, int],
    people: Mapping[str, str],
    into: str = "",
) -> tuple[PackLine, ...]:
    """Set out packs; `told` counts what to look at, `into` is where one collects."""
    return tuple(_line(one, told.get(one.uid, 0), people, into) for one in packs)


def _line(held: Held, told: int, people: Mapping[str, str], into: str) -> PackLine:
    by = "" if held.own else f"by {called.called(people, held.maker)}"
    changed = f"changed on {day(held.changed.date())}"
    parts = (*facts(held.pack), by, SHARED[held.shared], changed)
    return PackLine(
        uid=held.uid,
        title=held.pack.title,
        url=f"/training/packs/{held.uid}",
        facts=" · ".join(part for part in parts if part),
        told=f"{plural(told, 'thing')} to look at" if told else "",
        collecting=held.uid == into,
    )


def missing(shelf: Shelf, packs: Iterable[Held], most: int = 12) -> Missing | None:
    """Find the themes of the newest year's reviews that no pack has a document on."""
    years = {one.published.year for one in shelf.every(Review) if one.published}
    if not years:
        return None
    held = {key for one in packs for key in one.pack.keys}
    found = gaps(shelf, held, max(years))
    concepts = shelf.vocabulary.concepts
    left = [
        one
        for one in found
        if one.theme in concepts and concepts[one.theme].group not in names.NOT_TOPICS
    ]
    return Missing(max(years), tuple(_uncovered(shelf, one) for one in left[:most]))


def _uncovered(shelf: Shelf, gap: Gap) -> Uncovered:
    return Uncovered(
        theme=gap.theme,
        label=names.theme(shelf, gap.theme),
        url=addresses.of_theme(gap.theme),
        reviews=plural(len(gap.reviews), "review"),
    )
