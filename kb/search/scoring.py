"""BM25F over title, labels, headings and text, with the statistics of one view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kb.search.view import Found, View

#: What one occurrence counts in title, labels, headings and text, and how much a
#: field's length takes from that.
FIELD_WEIGHTS = np.array([[3.0], [2.0], [1.5], [1.0]])
FIELD_LENGTHS = np.array([[0.4], [0.4], [0.3], [0.7]])
SATURATION = 1.4


def rarity(view: View, frequency: int) -> float:
    """Weigh something that so many documents of the view have."""
    return float(np.log1p((view.count - frequency + 0.5) / (frequency + 0.5)))


def score(view: View, found: Found, weight: float | None = None) -> NDArray[np.float64]:
    """Score every document for what was found, by its rarity or by `weight`."""
    scores = np.zeros(len(view.keys))
    if not found.frequency:
        return scores
    stretch = view.stretch[:, found.documents]
    weights = FIELD_WEIGHTS / (1 - FIELD_LENGTHS + FIELD_LENGTHS * stretch)
    often = (found.counts * weights).sum(axis=0)
    weight = rarity(view, found.frequency) if weight is None else weight
    scores[found.documents] = weight * often * (SATURATION + 1) / (SATURATION + often)
    return scores
