"""What a paper is made of: one frozen model, which every format is written from.

A paper is plain values, so that it can be kept as JSON and shown again as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kb.access import PUBLIC

LANGUAGE = "en-GB"


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
class Line:
    """One line of a list: how deep it stands, from 0 on, and whether it is counted."""

    words: Words
    depth: int = 0
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `inner` has the lines that stand inside others, by place."""

    items: tuple[Words, ...]
    numbered: bool = False
    inner: tuple[tuple[int, bool], ...] = ()
    """The depth of each item and whether it is counted; empty when all are alike."""
    kind: Literal["bullets"] = "bullets"

    @property
    def lines(self) -> tuple[Line, ...]:
        """Give the items with their depth."""
        alike = ((0, self.numbered),) * len(self.items)
        return tuple(
            Line(words, depth, numbered)
            for words, (depth, numbered) in zip(
                self.items, self.inner or alike, strict=True
            )
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of somebody else, by paragraph."""

    lines: tuple[Words, ...]
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headings."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart; its colour is one of `kb.board.brag`, or none."""

    label: str
    count: int
    colour: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, with a sentence for who does not see them."""

    title: str
    heads: tuple[str, str]
    bars: tuple[Bar, ...]
    # As charts are called in copies that boards approved and keep.
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


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, with words for who does not see it."""

    content: bytes = field(repr=False)
    """PNG or JPEG; empty where the file is missing, and then `alt` stands alone."""
    alt: str
    name: str = ""
    """The file's name in a folder, such as `timeline.png`."""
    width: float = 0
    """Millimetres on paper; 0 for as wide as the text has room."""
    address: str = ""
    """Where this site shows it, such as `/lessons/ask-again/timeline.png`."""
    kind: Literal["image"] = "image"

    @property
    def missing(self) -> str:
        """Say in words what stands where no picture can."""
        return f"Picture not found: {self.alt}" if self.alt else "Picture not found"


@dataclass(frozen=True, slots=True)
class Aside:
    """A box beside the text: a content note, a helpline, questions, facilitator's."""

    title: str
    blocks: tuple[Block, ...]
    kind: Literal["aside"] = "aside"


Block = Paragraph | Heading | Bullets | Quote | Table | Chart | Image | Aside


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper, under a heading of its own."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    commentary: tuple[Block, ...] = ()
    """What the board says to what its records say."""
    notes: tuple[Block, ...] = ()
    """What the speaker says beside slides; no other format shows it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A text as one kind of reader may read it."""

    title: str
    subtitle: str
    """Whose it is: the name of the partnership or board."""
    standing: str
    """Of which day it is, and how it stands."""
    sections: tuple[Section, ...]
    audience: str = PUBLIC
    """The narrowest audience of anything in it."""
    readers: str = ""
    """What that audience is called."""
    documents: tuple[str, ...] = field(default=())
    """Keys of all documents that anything in it rests on."""
    use: str = ""
    """What it may be used for; stands at the foot of every page."""
    logo: Image | None = None
    """The partnership's logo, at the head of the first page."""
    small: bool = False
    """Set closely, so that it fits a sheet of paper."""

    @property
    def mark(self) -> str:
        """Say on every page for whom it is, unless it is for everyone."""
        if self.audience == PUBLIC:
            return ""
        name = self.readers or self.audience
        small = name[1:2].islower()
        return f"For {name[0].lower() if small else name[0]}{name[1:]} only"
