"""Themes of a year's reviews that no pack covers, as far as the reader sees both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content.documents import Review

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.content.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Gap:
    """A theme on which reviews came out, and on which no pack holds anything."""

    theme: str
    """An id of the vocabulary."""
    reviews: tuple[Review, ...]


def gaps(shelf: Shelf, keys: Iterable[str], year: int) -> tuple[Gap, ...]:
    """List the themes of reviews published in a year that no document covers.

    `keys` are the documents in the packs that the reader may see. The theme with the
    most reviews comes first.
    """
    documents = (shelf.find(key) for key in set(keys))
    covered = {theme for one in documents if one for theme in one.themes}
    found: dict[str, list[Review]] = defaultdict(list)
    for review in shelf.every(Review):
        if review.published and review.published.year == year:
            for theme in dict.fromkeys(review.themes):
                if theme not in covered:
                    found[theme].append(review)
    listed = (Gap(theme, tuple(reviews)) for theme, reviews in found.items())
    return tuple(sorted(listed, key=lambda one: (-len(one.reviews), one.theme)))
