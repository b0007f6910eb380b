"""A board's own template for slides: its layouts stay, its examples go."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pptx import Presentation

from kb.papers.own_template import checked
from kb.papers.traces import emptied

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck


def own(template: bytes) -> Deck:
    """Open a board's template without the slides that it has as examples."""
    deck = Presentation(BytesIO(checked(template, "pptx")))
    emptied(deck)
    return deck
