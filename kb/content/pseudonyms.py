"""Whether two reviews could be taken for one because they use the same pseudonym."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kb.content.documents import Review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.files import ContentFile
    from kb.content.snapshot import Snapshot
    from kb.errors import Problem


def confusable(snapshot: Snapshot) -> Iterator[Problem]:
    """Name reviews that share a pseudonym and do not differ in area and year."""
    found: dict[str, list[tuple[ContentFile, Review]]] = defaultdict(list)
    for file in snapshot.files.values():
        if isinstance(file.document, Review) and file.document.pseudonym:
            pseudonym = " ".join(file.document.pseudonym.casefold().split())
            found[pseudonym].append((file, file.document))
    for same in found.values():
        yield from _confusable(same)


def _confusable(same: list[tuple[ContentFile, Review]]) -> Iterator[Problem]:
    taken: dict[tuple[str, int], str] = {}
    for file, review in same if len(same) > 1 else ():
        place = (
            review.area.casefold(),
            review.published.year if review.published else 0,
        )
        if not all(place):
            message = (
                f"{review.pseudonym!r} stands in {len(same)} reviews; "
                "each needs its area and the year in published"
            )
            yield file.problem(("pseudonym",), message)
        elif place in taken:
            message = f"{review.pseudonym!r}, area and year are those of {taken[place]}"
            yield file.problem(("pseudonym",), message)
        taken.setdefault(place, review.id)
