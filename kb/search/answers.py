"""What a search answers to programs, on the web and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.library import Shelf
    from kb.search.engine import Results


class Found(TypedDict):
    """One found document."""

    kind: str
    id: str
    title: str
    url: str
    score: float
    snippet: str


class Answer(TypedDict):
    """How many documents were found, how they are spread, and the best of them."""

    total: int
    facets: dict[str, dict[str, int]]
    hits: list[Found]


def answer(results: Results, shelf: Shelf) -> Answer:
    """Write results as programs read them, best first."""
    return Answer(
        total=results.total,
        facets={name: dict(values) for name, values in results.facets.items()},
        hits=list(_found(results, shelf)),
    )


def _found(results: Results, shelf: Shelf) -> Iterator[Found]:
    for hit in results.hits:
        if document := shelf.find(hit.key):
            yield Found(
                kind=document.kind,
                id=document.id,
                title=document.title,
                url=f"/{hit.key}",
                score=hit.score,
                snippet=hit.passages[0].text if hit.passages else "",
            )
