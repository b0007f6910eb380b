"""The words in which an illustrative story is told: who did what, on which day."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.board.states import Kind


class Part(StrEnum):
    """Who does something in a story."""

    LEAD = "lead"
    """Leads for the agency that is asked."""
    EDITOR = "editor"
    CHAIR = "chair"
    """An approver of no agency."""


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing that happens; days count from today, and what is past is below 0."""

    day: int
    part: Part
    verb: str
    values: Mapping[str, str] = field(default_factory=dict)
    due: int | None = None
    words: str = ""
    minute: str = ""


Story = tuple[Beat, ...]


def asked(day: int, due: int | None, **values: str) -> Beat:
    """Ask for something, to be done by a day."""
    return Beat(day, Part.EDITOR, "add", values, due)


def lead(day: int, words: str = "", **values: str) -> Beat:
    """Let the agency's lead change something."""
    return Beat(day, Part.LEAD, "change", values, words=words)


def editor(day: int, words: str, **values: str) -> Beat:
    """Let an editor write down what the agency told the board."""
    return Beat(day, Part.EDITOR, "change", values, words=words)


def chair(day: int, words: str = "", minute: str = "", **values: str) -> Beat:
    """Let the board decide something."""
    return Beat(day, Part.CHAIR, "change", values, words=words, minute=minute)


def moved(day: int, due: int, words: str) -> Beat:
    """Give more time."""
    return Beat(day, Part.CHAIR, "change", {}, due, words)


def note(day: int, words: str) -> Beat:
    """Report on progress."""
    return Beat(day, Part.LEAD, "note", words=words)


def proof(day: int, kind: Kind, title: str, shows: str = "") -> Beat:
    """Add evidence."""
    return Beat(day, Part.LEAD, "evidence", {"kind": kind, "shows": shows}, words=title)


def challenge(day: int, words: str) -> Beat:
    """Challenge the agency."""
    return Beat(day, Part.CHAIR, "challenge", words=words)


def answer(day: int, words: str) -> Beat:
    """Answer the board's challenge."""
    return Beat(day, Part.LEAD, "answer", words=words)
