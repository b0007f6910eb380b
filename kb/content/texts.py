"""Naming the text of a document, to know later whether it was changed.

The name is the same for every reader: it leaves out all that leads to other documents,
of which some may be hidden, and what is about the page and not what it says.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kb.content.narrowing import narrow

if TYPE_CHECKING:
    from kb.content.documents import Document

_LENGTH = 32
_NOT_ITS_WORDS: dict[str, Any] = {
    **dict.fromkeys(("audience", "status", "owner", "review_due", "themes"), True),
    **dict.fromkeys(("withdrawn_on", "withdrawn_reason", "sources"), True),
    **dict.fromkeys(("cleared_by", "cleared_on"), True),
    "updates": {"__all__": {"sources", "known", "known_note"}},
    "recommendations": {"__all__": {"lessons"}},
}


def version(document: Document) -> str:
    """Name what a document says now."""
    alone = narrow(document, frozenset())
    words = alone.model_dump_json(exclude=_NOT_ITS_WORDS)
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
