"""What a report is made of: one frozen model, which every format is written from.

A report is plain values, so that it can be kept as JSON and shown again as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from pydantic import TypeAdapter

from kb.access import PUBLIC


@dataclass(frozen=True, slots=True)
class Span:
    """Some words, which may lead somewhere."""

    text: str
    link: str = ""
    """A web address, or one of this site, which only its own pages follow."""
    strong: bool = False
    em: bool = False

    @property
    def outside(self) -> str:
        """Give the address if it is good outside of this site too."""
        return self.link if self.link.startswith(("http:", "https:", "mailto:")) else ""


Words = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `quiet` ones say what a text rests on."""

    words: Words
    quiet: bool = False
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section, from level 3 on."""

    words: Words
    level: int = 3
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Words, ...]
    numbered: bool = False
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headings."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a picture; its colour is one of `kb.board.brag`, or none."""

    label: str
    count: int
    colour: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars, with a sentence for who does not see them."""

    title: str
    heads: tuple[str, str]
    bars: tuple[Bar, ...]
    kind: Literal["picture"] = "picture"

    @property
    def alt(self) -> str:
        """Say what the bars show."""
        return f"{self.title}: {'; '.join(f'{b.label} {b.count}' for b in self.bars)}."

    @property
    def table(self) -> Table:
        """Give the same as a table."""
        rows = tuple(
            ((Span(bar.label, bar.link),), (Span(str(bar.count)),)) for bar in self.bars
        )
        return Table(self.title, self.heads, rows)


Block = Paragraph | Heading | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: what the records say, and what the board says to it."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    commentary: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report as one kind of reader may read it."""

    year: str
    title: str
    subtitle: str
    standing: str
    """Of which day it is, and whether and when it was approved."""
    sections: tuple[Section, ...]
    audience: str = PUBLIC
    """The narrowest audience of anything in it."""
    readers: str = ""
    """What that audience is called."""
    documents: tuple[str, ...] = field(default=())
    """Keys of all documents that anything in it rests on."""

    @property
    def mark(self) -> str:
        """Say on every page for whom it is, unless it is for everyone."""
        if self.audience == PUBLIC:
            return ""
        name = self.readers or self.audience
        small = name[1:2].islower()
        return f"For {name[0].lower() if small else name[0]}{name[1:]} only"

    def approved(self, standing: str) -> Report:
        """Give the same report with other words on how it stands."""
        return replace(self, standing=standing)


_JSON = TypeAdapter(Report)


def written(report: Report) -> str:
    """Write a report as JSON."""
    return _JSON.dump_json(report).decode()


def read(text: str) -> Report:
    """Read a report back from JSON."""
    return _JSON.validate_json(text)
