"""The golden thread: where a document stands in the chain, and both ways along it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.content.links import chain
from kb.web.present import addresses
from kb.web.present.words import capital

if TYPE_CHECKING:
    from kb.content.documents import Document
    from kb.content.library import Shelf
    from kb.content.links import Bead, Link

#: How far beads stand from each other in the picture, and where the first one is.
APART, FIRST = 200, 13


@dataclass(frozen=True, slots=True)
class Step:
    """A document or a part of one that a bead leads to."""

    label: str
    url: str
    detail: str


@dataclass(frozen=True, slots=True)
class BeadShown:
    """One bead: its words, its place in the picture, and what it leads to."""

    name: str
    heading: str
    detail: str
    here: bool
    missing: bool
    x: int
    line_to: int
    dashed: bool
    steps: tuple[Step, ...]

    @property
    def anchor(self) -> str:
        """Name its part of the list; anchors of a text have no underscore."""
        return f"chain_{self.name.replace(' ', '_')}"


@dataclass(frozen=True, slots=True)
class Thread:
    """The five beads, and the picture in words."""

    beads: tuple[BeadShown, ...]
    description: str


def thread(shelf: Shelf, document: Document) -> Thread:
    """Set out the chain on which a document stands."""
    return of_beads(chain(shelf, document).beads)


def of_beads(beads: tuple[Bead, ...]) -> Thread:
    """Set out some beads as a picture and as a list."""
    last = len(beads) - 1
    return _described(tuple(_shown(beads, place, last) for place in range(len(beads))))


def with_evidence(found: Thread, heading: str, detail: str, url: str) -> Thread:
    """Let the last bead, evidence of effect, say what there is and lead to it."""
    *others, before, last = found.beads
    steps = (Step(heading, url, detail),)
    last = replace(last, heading=heading, detail=detail, missing=False, steps=steps)
    before = replace(before, dashed=before.missing)
    return _described((*others, before, replace(last, dashed=False)))


def _described(beads: tuple[BeadShown, ...]) -> Thread:
    return Thread(beads, "; ".join(_said(bead) for bead in beads) + ".")


def _shown(beads: tuple[Bead, ...], place: int, last: int) -> BeadShown:
    bead = beads[place]
    x = FIRST + APART * place
    return BeadShown(
        name=bead.name.lower(),
        heading=capital(bead.heading),
        detail=bead.detail,
        here=bead.here,
        missing=bead.missing,
        x=x,
        line_to=x + (APART if place < last else 0),
        dashed=bead.missing or (place < last and beads[place + 1].missing),
        steps=tuple(_step(link) for link in bead.items),
    )


def _step(link: Link) -> Step:
    return Step(link.label, addresses.of(link.url_key, link.anchor), link.detail)


def _said(bead: BeadShown) -> str:
    here = " (you are here)" if bead.here else ""
    return f"{bead.heading}{here}{': ' + bead.detail if bead.detail else ''}"
