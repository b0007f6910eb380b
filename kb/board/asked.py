"""What is about to be kept: a request to an agency, and a piece of evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.board.states import Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """What an agency is asked to do, and by which document."""

    document: str
    """Key of a review or a lesson."""
    agency: str
    recommendation: str = ""
    number: int = 0
    """0 gives the next number that is free."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Text, owner, lead, due, measure, early and policy, as a change writes them."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence, before it is kept."""

    kind: Kind
    title: str
    shows: str = ""
    link: str = ""
    digest: str = ""
    name: str = ""
    media: str = ""
    size: int = 0
