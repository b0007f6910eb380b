"""Putting two texts of one document together, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.errors import InvalidContentError
from kb.web.present.draft import typed_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from kb.web.present.draft import Writing
    from kb.web.present.form_typed import Typed

TAKE = "take-"
THEIRS = "theirs"


def merged(mine: Writing, theirs: str, taken: AbstractSet[str]) -> Typed:
    """Take some fields from their text, and leave all others as typed."""
    try:
        other = typed_of(mine.kind, theirs)
    except InvalidContentError:
        return dict(mine.typed)
    own = {name: v for name, v in mine.typed.items() if _field(name) not in taken}
    return own | {name: v for name, v in other.items() if _field(name) in taken}


def _field(name: str) -> str:
    """Name the field of the document that an input belongs to."""
    return name.partition("-")[0]
