"""Which way words run: Arabic, Hebrew and some others from right to left."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.papers.model import Words

_STRONG = {"L": False, "R": True, "AL": True}


def runs_left(words: Words) -> bool:
    """Say whether words run from right to left, by the first letter of any script."""
    for span in words:
        for one in span.text:
            side = unicodedata.bidirectional(one)
            if side in _STRONG:
                return _STRONG[side]
    return False
