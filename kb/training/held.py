"""A pack as one reader holds it, and a version of it: values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from kb.access import Shared
    from kb.training.pack import Pack


@dataclass(frozen=True, slots=True)
class Held:
    """A pack without what its reader may not see."""

    uid: str
    pack: Pack
    maker: str
    """`person:UID`."""
    agency: str
    shared: Shared
    audience: str
    """For whom what is written in it is, beside what its documents say."""
    turn: int
    created: datetime
    changed: datetime
    used: datetime | None
    """When it was last taken out or run."""
    own: bool
    may_change: bool
    left: bool = False
    """Its maker's account is closed, and nobody took it on yet."""


class Why(StrEnum):
    """Why a version was kept."""

    KEPT = "kept"
    TAKEN_OUT = "taken-out"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Version:
    """That a pack was kept as it was."""

    number: int
    at: datetime
    who: str
    why: Why
