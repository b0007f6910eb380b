"""The part of the annual report on training, of which the board's tracker knows little.

Courses and briefings are recorded elsewhere; what they say is handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board.learning import untrained
from kb.papers.words import bullets, leading, paragraph, say

if TYPE_CHECKING:
    from kb.board.report_records import Count
    from kb.papers.model import Block

_CLOSED = (
    "Whom training reached is for members of the board, and is not part of this copy."
)


@dataclass(frozen=True, slots=True)
class Training:
    """What is recorded of training, as the reader of a report may read it."""

    blocks: tuple[Block, ...] = ()
    documents: tuple[str, ...] = ()
    """Keys of all documents on which it rests."""
    known: frozenset[str] = frozenset()
    """Documents on which people were trained in courses or briefings."""


def training(count: Count | None, found: Training) -> list[Block]:
    """Say whom training reached, and which lessons nobody was trained on.

    `count` is None when the reader may not see what agencies did.
    """
    if count is None:
        return [paragraph(_CLOSED)]
    blocks = list(found.blocks) or [
        paragraph(
            "Nothing is recorded of training in the year: neither sessions nor how many"
            " people they reached. That does not mean that there was none."
        )
    ]
    without = untrained(count.standing, found.known)
    if without:
        blocks += [
            paragraph(
                "No course is recorded on these lessons, no agency confirmed a"
                " briefing, and no record of training stands beside the actions on"
                " them:"
            ),
            bullets(
                say(leading(one.lesson.title, f"/{one.lesson.key}")) for one in without
            ),
        ]
    return blocks
