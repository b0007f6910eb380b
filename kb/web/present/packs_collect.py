"""Buttons beside what can be collected into a course pack, for those who build one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.content.rendering import Rendered

_SECTION = re.compile(r'(?=<h2 id=")')
_ANCHOR = re.compile(r'<h2 id="([^"]*)">')


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: what stands above the first heading, or a section."""

    html: Rendered
    anchor: str
    heading: str


@dataclass(frozen=True, slots=True)
class Collected:
    """What was just put into a pack."""

    key: str
    anchor: str
    item: str
    pack: str
    title: str
    count: str
    others: tuple[tuple[str, str], ...]
    """Other packs into which to collect: their uids and titles."""


@dataclass(frozen=True, slots=True)
class Collect:
    """What a page needs for its buttons."""

    back: str
    into: tuple[str, str]
    """The uid and the title of the pack into which they collect; empty for none."""
    collected: Collected | None
    key: str = ""
    pieces: tuple[Piece, ...] = ()

    def just(self, key: str, anchor: str = "") -> Collected | None:
        """Give what was just collected, if it was this."""
        found = self.collected
        is_it = found is not None and (found.key, found.anchor) == (key, anchor)
        return found if is_it else None


def pieces(body: Rendered) -> tuple[Piece, ...]:
    """Cut a text before each heading of the second level."""
    headings = {one.anchor: one.heading for one in body.sections}
    found: list[Piece] = []
    for html in filter(None, _SECTION.split(body.html)):
        begins = _ANCHOR.match(html)
        anchor = begins[1] if begins else ""
        found.append(Piece(Rendered(html, ()), anchor, headings.get(anchor, "")))
    return tuple(found)
