"""One slide, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kb.papers.cutting import text_of

if TYPE_CHECKING:
    from kb.papers.model import Chart, Image, Table, Words

Kind = Literal[
    "title", "part", "text", "statement", "quote", "aside", "table", "picture"
]
Mark = Literal["plain", "quiet", "heading", "bullet", "number"]


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph of a slide."""

    words: Words
    mark: Mark = "plain"
    depth: int = 0
    number: int = 0
    """What a counted line is counted as."""

    @property
    def leads(self) -> bool:
        """Say whether it must not be the last of a slide."""
        return self.mark == "heading" or text_of(self.words).rstrip().endswith(":")


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide."""

    kind: Kind
    title: str = ""
    lines: tuple[Said, ...] = ()
    shown: Table | Chart | Image | None = None
    notes: tuple[Words, ...] = ()
    part: str = ""
    """The title of the section that it belongs to."""
