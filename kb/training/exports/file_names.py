"""Names of files that every system takes, made of nothing but a title and a day."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_LONGEST = 60
_WORD = re.compile(r"[a-z0-9]+")


def named(title: str, what: str, form: str, now: datetime) -> str:
    """Name a file: ask-again-briefing-2026-11-26.docx."""
    day = now.date().isoformat()
    return f"{plain(title, 'course')}-{what}-{day}.{form}"


def plain(title: str, otherwise: str) -> str:
    """Write a title with a to z, digits and hyphens, or another where none is left."""
    bare = unicodedata.normalize("NFKD", title.replace("’", "").replace("'", ""))
    words = _WORD.findall(bare.encode("ascii", "ignore").decode().lower())
    made = ""
    for word in words:
        joined = f"{made}-{word}" if made else word
        if len(joined) > _LONGEST:
            break
        made = joined
    return made or (words[0][:_LONGEST] if words else otherwise)
