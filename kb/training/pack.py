"""A course pack as values: parts with documents, notes, exercises and questions.

A document stands in a pack by its key alone. What it says is read from the reader's
shelf each time, so that a pack never shows what its reader may not read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import TypeAdapter

MOST_ITEMS, MOST_PARTS = 500, 50


class Kind(StrEnum):
    """What stands in a pack."""

    DOCUMENT = "document"
    NOTE = "note"
    EXERCISE = "exercise"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a part."""

    uid: str
    kind: Kind
    key: str = ""
    """Of a document, such as `lessons/ask-again`."""
    anchor: str = ""
    """Of a document the section, such as `what-to-do`; empty for all of it."""
    title: str = ""
    """Of an exercise what it is called."""
    text: str = ""
    """Of a note, exercise or question its Markdown; beside a document the trainer's
    own note, which only facilitators see."""
    minutes: int = 0
    """How long it takes; 0 when not said."""
    questions: tuple[str, ...] = ()
    """Beside a document what the group discusses."""

    @property
    def is_covered(self) -> bool:
        """Say whether it stands for a document that its reader may not see."""
        return self.kind is Kind.DOCUMENT and not self.key


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a course, with its items in order."""

    uid: str
    title: str
    items: tuple[Item, ...] = ()
    planned: int = 0
    """Minutes that its template gives it; 0 when not said."""
    hint: str = ""
    """What its template says belongs here; only who builds the pack sees it."""

    @property
    def minutes(self) -> int:
        """Say how long it takes altogether."""
        return sum(item.minutes for item in self.items)


@dataclass(frozen=True, slots=True)
class Pack:
    """All that a pack says by itself."""

    title: str
    template: str = "blank"
    """A template of `kb.training.templates`."""
    introduction: str = ""
    """Markdown."""
    aims: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    """Learning outcomes, about which people are asked how confident they are."""
    roles: tuple[str, ...] = ()
    """For whom: roles of library.yaml."""
    agencies: tuple[str, ...] = ()
    """For whom: agencies of library.yaml."""
    level: str = ""
    """A level of library.yaml; empty when not said."""
    parts: tuple[Part, ...] = field(default=())
    """Never empty once a pack is kept."""

    @property
    def items(self) -> tuple[Item, ...]:
        """List what stands in all parts, in order."""
        return tuple(item for part in self.parts for item in part.items)

    @property
    def keys(self) -> tuple[str, ...]:
        """List the documents in it once each, in order."""
        return tuple(dict.fromkeys(item.key for item in self.items if item.key))

    @property
    def minutes(self) -> int:
        """Say how long it takes altogether."""
        return sum(part.minutes for part in self.parts)

    @property
    def own_words(self) -> frozenset[str]:
        """Give every text in it that somebody wrote."""
        said = {self.title, self.introduction, *self.aims, *self.outcomes}
        said |= {part.title for part in self.parts}
        for item in self.items:
            said |= {item.title, item.text, *item.questions}
        return frozenset(said)


_JSON = TypeAdapter(Pack)


def written(pack: Pack) -> str:
    """Write a pack as JSON."""
    return _JSON.dump_json(pack).decode()


def read(text: str) -> Pack:
    """Read a pack back from JSON."""
    return _JSON.validate_json(text)
